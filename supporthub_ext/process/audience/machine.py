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

from supporthub_ext.process.audience.layer import fold

PERSONAL = re.compile(
    r"(?<![\w\[/])(?:i(?![/\w-])|i'(?:m|ve|d|ll)|my|mine|me|we|we're|we've|our|ours|us(?!-)|myself|students?|colleagues?|"
    r"professors?|instructors?|teachers?|participants?|workshop|lecture|semester|please|thanks?|hi|hello|dear|sorry|"
    r"today|tomorrow|yesterday|boss|team|everyone|everybody|nobody)(?![\w/=(:])"
)
BEGINS = re.compile(
    r"""(?:[^\w\s]|\s)*(?:
      (?:[\w.]+\.)?[A-Z]\w*(?:Error|Exception|Warning|Interrupt|Failure|Fault|Timeout|BackOff)\b
    | Traceback\ \(most | File\ "[^"]+",\ line | at\ [\w.$<>]+\( | (?:During\ handling\ of|The)\ the?\ ?above\ exception
    | \[?\d{4}-\d\d-\d\d | \d\d:\d\d:\d\d | \[[IWEDC]\ \d | [IWEF]\d{4}\ | \d+[smhd]\ +(?:Normal|Warning)\b
    | \[?(?:ERROR|WARNING|WARN|INFO|DEBUG|CRITICAL|FATAL|NOTICE)\b
    | (?:[\w./-]+:\ )?(?:[Ee]rror|[Ff]atal|[Ww]arning|[Pp]anic|E|W)(?:\[\w+\])?:
    | (?:Warning|Normal)\ +[A-Z]\w+ | (?:Readiness|Liveness|Startup)\ probe\ failed | Back-off\  | rpc\ error:
    | Failed\ to\ (?:pull|create|start|mount|attach|establish|connect|fetch|load|build|resolve)\b | OCI\ runtime
    | (?:HTTP/[\d.]+\ )?[1-5]\d\d\ *(?::|GET|POST|PUT|Internal|Bad|Gateway|Service|Forbidden|Not|Unauthorized|Too)
    | (?:GET|POST|PUT|DELETE|PATCH|HEAD)\ ["/h] | Get\ "http | dial\ tcp | x509: | exec:\  | context\ deadline
    | \d+/\d+\ nodes | Error\ response\ from | Could\ not\ find\ a\ version | No\ matching\ distribution
    | Requirement\ already | Collecting\ \w | Solving\ environment | Segmentation\ fault | (?:ba)?sh:\  | Killed\b
    | [$>]\ | In\ \[\d*\]: | [!%](?:pip|conda|mamba|git|run|timeit)\b
    )""",
    re.VERBOSE,
)
TECHNICAL = re.compile(r"\d|[_/\\=<>{}\[\]@#$^&*|~]|::|\w\.\w|[a-z][A-Z]|^\W*[A-Z]{3,}\W*$|^--?\w|\(\w*\)")
THICK = 0.4  # share of technical words from which a line is code

SHOWN_TO_EVERYBODY = tuple(
    fold(sentence)
    for sentence in (
        "Your server is starting up. You will be redirected automatically when it's ready for you.",
        "Your server appears to be down. Try restarting it from the hub.",
        "The kernel appears to have died. It will restart automatically.",
        "The kernel for this notebook appears to have died. It will restart automatically.",
        "A connection to the notebook server could not be established.",
        "The notebook server is not running. You can start it again from the hub.",
        "Spawn failed: The server did not start within the time limit.",
        "Spawn failed: pod did not start in 300 seconds!",
        "Spawn failed: Timeout",
        "Your server is not running. Would you like to start it?",
        "Server not running. Would you like to start it?",
        "Looks like you have not been added to the list of allowed users for this hub.",
        "You may use your own account to log in, please contact the administrator.",
        "The server encountered an internal error and was unable to complete your request.",
        "The server is temporarily unable to service your request due to maintenance downtime or capacity problems.",
        "Sorry, you are not currently authorized to use this hub.",
        "Could not reach the server. Check your network connection.",
        "No space left on device, cannot save the file.",
        "File Save Error for notebook. Failed to fetch.",
        "An error occurred while loading this page. This may be temporary.",
        "Unexpected error while saving file: No space left on device",
        "The requested image's platform does not match the detected host platform.",
        "Waiting for a node to become available. This can take several minutes.",
        "Your session has expired. Please log in again to continue.",
        "This site can't be reached. The server took too long to respond.",
        "Redirect loop detected. Notebook has an invalid authentication token.",
        "error: failed to push some refs. Updates were rejected because the remote contains work that you do not have locally.",
        "Your local changes to the following files would be overwritten by merge. Please commit your changes or stash them before you merge.",
        "The following packages are causing the inconsistency. The environment is inconsistent, please check the package plan carefully.",
    )
)
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
QUOTE_MARKS = re.compile(r"^[\s>*+-]+|[`*]{1,3}")


def segments(piece: str) -> list[tuple[int, int]]:
    """Answer the lines and sentences of a stretch, cut also where a machine's words begin inside a line."""
    cuts = {0, len(piece)}
    cuts |= {match.end() for match in re.finditer(r"\n", piece)}
    cuts |= {match.end() for match in SENTENCE.finditer(piece)}
    cuts |= {
        match.end()
        for match in re.finditer(r"[:,]\s+(?=[\w.]*[A-Z]\w+(?:Error|Exception|Warning|Timeout)\b)", piece)
    }
    edges = sorted(cuts)
    return list(zip(edges, edges[1:], strict=False))


def is_machine(segment: str) -> bool:
    """Answer whether a line or sentence is software's and not a person's."""
    bare = QUOTE_MARKS.sub("", segment).strip()
    low = fold(bare)
    if len(low) > 12 and any(low.strip(" .!") in sentence for sentence in SHOWN_TO_EVERYBODY):
        return True
    if PERSONAL.search(low):
        return False
    words = bare.split()
    technical = sum(bool(TECHNICAL.search(word)) for word in words)
    chained = bare.count(": ") > 1  # "mount failed: exit status 32: ..." is how programs pass an error on
    return chained or bool(BEGINS.match(bare)) or (bool(words) and technical / len(words) >= THICK)
