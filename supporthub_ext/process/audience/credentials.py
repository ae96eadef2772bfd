"""Secrets that are known by the words before them: ``password: ...``, "the password is ...", a login pair."""

from __future__ import annotations

import re
from collections.abc import Iterator

from supporthub_ext.process.audience.placeholders import has_digit, is_placeholder

# What holds a secret, as it stands at the end of a variable, a field or a sentence.
WORDS_FOR_IT = (
    r"(?<![A-Za-z])(?:pw|pwd|mdp|pass)|pass(?:word|wd|phrase|code)s?|passwort|kennwort|contrase(?:ñ|n)a|senha|"
    r"passord|mot[ _]de[ _]passe"
)
WORDS_FOR_A_KEY = (
    r"(?<![A-Za-z])sas|secret(?:[ _-]?(?:key|token))?|token|api[ _-]?(?:key|secret)|connection[ _-]?string|"
    r"access[ _-]?key(?:[ _-]?id)?|credentials?|"
    r"(?:auth|account|storage|service|licen[sc]e|encryption|signing|private|shared|master|crypt|freshdesk|"
    r"slack|github)[ _-]?key"
)
# One quick look for where such a word may begin; the slower patterns look only there.
HINT = re.compile(
    "p(?:ass|w)|mdp|kennwort|contrase|senha|mot[ _]de|sas|secret|token|api|access|auth|account|storage|"
    "service|licen|encryption|signing|private|shared|master|crypt|freshdesk|slack|github|credential|connection"
)
SMALL_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
NAME = rf"(?:(?P<password>{WORDS_FOR_IT})|{WORDS_FOR_A_KEY})"
FOR_WHAT = r"(?:[ \t]+(?:for|to|of|on|at|für|pour|para)(?:[ \t]+[\w'’.-]+){1,5}?)?"
ASSIGNED = re.compile(
    rf"{NAME}\d?[\"'`\]*]{{0,3}}{FOR_WHAT}[ \t]*(?P<sign>:=|={{1,2}}|=>|:|→|\|)[ \t]*[\"'`*]{{0,3}}"
    r"(?P<value>[^\s\"'`<>]{3,})",
    re.IGNORECASE,
)
SPOKEN = re.compile(
    rf"{NAME}\b{FOR_WHAT}[ \t]+(?:is|was|ist|es|est)(?: now| still)?:?[ \t]*[*]{{0,2}}(?P<sign>[\"'`“]?)"
    r"(?P<value>[^\s\"'`“”<>]{4,})",
    re.IGNORECASE,
)
QUOTED = re.compile(
    rf"(?!pass\b){NAME}[ \t]+(?P<sign>[\"'`“])(?P<value>[^\s\"'`“”<>]{{4,}})[\"'`”]", re.IGNORECASE
)
FOLLOWED = re.compile(rf"{NAME}[ \t]+(?P<value>[\w.~+/=-]{{20,}})", re.IGNORECASE)
LOGIN = re.compile(
    r"\b(?:log ?in(?: with| as)?|user(?:name)?|creds?|credentials|account)(?: is| are)?"
    r"(?:[ \t]*[:=][ \t]*|[ \t]+)[\"'`]?[\w.@+-]{2,80}[\"'`]?(?:[ \t]+[/|][ \t]+|[/|])[\"'`]?"
    r"(?P<password>(?P<value>[^\s\"'`<>/]{5,}))",
    re.IGNORECASE,
)
FLAG = re.compile(
    r"(?:--(?:password|pass|token|secret|api-?key|auth)[ \t]+|\blogin\b[^\n]{0,200}?[ \t]-p[ \t]*|"
    r"\bmysql\b[^\n]{0,200}?[ \t]-p)[\"']?(?P<password>(?P<value>[^\s\"'`<>]{4,}))",
    re.IGNORECASE,
)
# After these, even an ordinary word is the secret.
HAND_OVER = frozenset({"=", "==", ":=", '"', "'", "`", "“"})
SHORTEST_PASSWORD, SHORTEST_KEY = 4, 8
# Words joined by dashes, dots or slashes: the name of a secret, not the secret.
NAMED = re.compile(r"[a-zA-Z]+(?:[-_./:][a-zA-Z]*\d{0,3})+")
NUMBERS = re.compile(r"[\d.:,/-]+")
STRANGE = re.compile(r"\d|[^\w.,/:-]|[a-z][A-Z]")


def credential_spans(text: str) -> Iterator[tuple[int, int]]:
    """Answer where a secret begins and ends that the words before it give away."""
    for match in _matches(text):
        value = match["value"].rstrip(".,;:!?)]}*")
        handed_over = (match.groupdict().get("sign") or "") in HAND_OVER
        if not is_placeholder(value) and _is_secret(value, bool(match["password"]), handed_over):
            yield match.start("value"), match.start("value") + len(value)


def _matches(text: str) -> Iterator[re.Match[str]]:
    for hint in HINT.finditer(text.translate(SMALL_LETTERS)):
        for pattern in (ASSIGNED, SPOKEN, QUOTED, FOLLOWED):
            if match := pattern.match(text, hint.start()):
                yield match
    for pattern in (LOGIN, FLAG):
        yield from pattern.finditer(text)


def _is_secret(value: str, is_password: bool, handed_over: bool) -> bool:
    """Answer whether a value can be the secret itself: people also write ``token: expired``."""
    if is_password:
        return len(value) >= SHORTEST_PASSWORD and (handed_over or bool(STRANGE.search(value)))
    if len(value) < SHORTEST_KEY or not has_digit(value) or "(" in value:
        return False
    return not NUMBERS.fullmatch(value) and not NAMED.fullmatch(value)
