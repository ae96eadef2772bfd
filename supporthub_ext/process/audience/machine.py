"""Which words are software's and not a person's.

An issue needs the error, the log line, the command; that they also stand in the conversation does not make
them somebody's words. So a quoted stretch is cut into lines and sentences, and those that a machine wrote
do not count. A machine's line begins as logs, tracebacks and commands begin, or is thick with paths,
numbers and code, or is one of the sentences that the software around a hub shows to everybody. A line with
a word by which people speak of themselves is a person's, whatever it begins with.

What this lets through: a person's sentence that begins with ``Error:`` and speaks of nobody. A preview
still shows it, and names, addresses and secrets inside a machine's line are caught as everywhere.
"""

from __future__ import annotations

import re
from itertools import pairwise

from supporthub_ext.process.audience.layer import fold
from supporthub_ext.process.audience.words import lines

PERSONAL = re.compile(
    r"(?<![\w\[/])(?:i(?![/\w-]| in | =)|i'(?:m|ve|d|ll)|my|mine|me|we|we're|we've|our|ours|us(?!-)|myself|"
    r"students?|colleagues?|professors?|instructors?|teachers?|participants?|workshop|lecture|semester|please|"
    r"thanks?|hi|hello|dear|sorry|today|tomorrow|yesterday|boss|team|everyone|everybody|nobody)(?![\w/=(:])"
)
BEGINS = re.compile(
    r"""(?:[^\w\s]|\s)*(?:
      (?:[\w.]+\.)?[A-Z]\w*(?:Error|Exception|Warning|Interrupt|Failure|Fault|Timeout|BackOff)\b
    | Traceback\ \(most | File\ "[^"]+",\ line | at\ [\w.$<>]+\( | During\ handling\ of\ the\ above
    | The\ above\ exception | \[?\d{4}-\d\d-\d\d | \d\d:\d\d:\d\d | \[[IWEDC]\ \d | [IWEF]\d{4}\b
    | \d+[smhd]\ +(?:Normal|Warning)\b | \[?(?:ERROR|WARNING|WARN|INFO|DEBUG|CRITICAL|FATAL|NOTICE)\b
    | (?:[\w./-]+:\ )?(?:[Ee]rror|[Ff]atal|[Ww]arning|[Pp]anic|E|W)(?:\[\w+\])?:
    | (?:Warning|Normal)\ +[A-Z]\w+
    | (?:Readiness|Liveness|Startup)\ probe\ failed | Back-off\b | rpc\ error: | OCI\ runtime | exec:
    | Failed\ to\ (?:pull|create|start|mount|attach|establish|connect|fetch|load|build|resolve)\b
    | (?:HTTP/[\d.]+\ )?[1-5]\d\d\ *(?:
        :|GET|POST|PUT|Internal|Bad|Gateway|Service|Forbidden|Not|Unauthorized|Too)
    | (?:GET|POST|PUT|DELETE|PATCH|HEAD)\ ["/h] | Get\ "http | dial\ tcp | x509: | context\ deadline
    | \d+/\d+\ nodes | Error\ response\ from | Could\ not\ find\ a\ version | No\ matching\ distribution
    | Requirement\ already | Collecting\ \w | Solving\ environment
    | Segmentation\ fault | (?:ba)?sh: | Killed\b
    | (?:sudo\ )?(?:apt(?:-get)?|aws|az|conda|curl|docker|gcloud|git|gsutil|helm|jupyter|kubectl|make|mamba
        |npm|pip3?|python3?|R|Rscript|ssh|terraform|wget|yarn)\ (?:[^\n]*\ )?--?\w
    | [$>]\  | In\ \[\d*\]: | [!%](?:pip|conda|mamba|git|run|timeit)\b
    )""",
    re.VERBOSE,
)
TECHNICAL = re.compile(r"\d|[_/\\=<>{}\[\]@#$^&*|~]|::|\w\.\w|[a-z][A-Z]|^--?\w|\w\(")
AROUND_WORDS = "*_~\"'(),.;:!?"
THICK = 0.5  # share of technical words from which a line is code

SHOWN_TO_EVERYBODY = tuple(fold(line) for line in lines("shown_to_everybody"))
LINE = re.compile(r"\n")
EXCEPTION = re.compile(r"[:,]\s+(?=[\w.]*[A-Z]\w+(?:Error|Exception|Warning|Timeout)\b)")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
QUOTE_MARKS = re.compile(r"^[\s>*+-]+|[`*]{1,3}")


def segments(piece: str) -> list[tuple[int, int]]:
    """Answer the lines and sentences of a stretch, cut also where an exception begins inside a line."""
    ends = (match.end() for pattern in (LINE, SENTENCE, EXCEPTION) for match in pattern.finditer(piece))
    return list(pairwise(sorted({0, len(piece), *ends})))


def is_machine(segment: str) -> bool:
    """Answer whether a line or sentence is software's and not a person's."""
    bare = QUOTE_MARKS.sub("", segment).strip()
    low = fold(bare)
    if len(low) > 12 and any(low.strip(" .!") in sentence for sentence in SHOWN_TO_EVERYBODY):
        return True
    if PERSONAL.search(low):
        return False
    # "mount failed: exit status 32: ..." is how programs pass an error on.
    return bare.count(": ") > 1 or bool(BEGINS.match(bare)) or _is_thick(bare.split())


def _is_thick(words: list[str]) -> bool:
    """Answer whether so many words are technical that a line is code; of one or two words, all must be."""
    technical = sum(bool(TECHNICAL.search(word.strip(AROUND_WORDS))) for word in words)
    return technical >= (THICK * len(words) if len(words) > 2 else max(1, len(words)))
