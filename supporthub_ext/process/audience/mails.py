"""Mail addresses, as written and as people write them to hide them from machines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from supporthub_ext.process.audience.layer import Layer
from supporthub_ext.process.audience.words import words

AT = r"(?:@|%40|&\#0*64;|&\#x0*40;|&commat;|-40(?=[a-z0-9-]+-2e)|\s?[\[({<]\s?at\s?[\])}>]\s?|\sat\s)"
DOT = r"(?:\.|&\#0*46;|-2e|\s?[\[({<]\s?dot\s?[\])}>]\s?|\sdot\s)"
LABEL = r"[a-z0-9\u0080-\uffff](?:[a-z0-9\u0080-\uffff-]{0,61}[a-z0-9\u0080-\uffff])?"
ADDRESS = re.compile(
    rf"(?<![\w.+-])(?P<local>[\w.+'%-]{{1,64}}?(?:{DOT}[\w+'-]+)*?)(?P<at>{AT})"
    rf"(?P<domain>{LABEL}(?:{DOT}{LABEL})*{DOT}(?P<top>[a-z\u0080-\uffff]{{2,24}}))(?![\w-])",
    re.IGNORECASE,
)
HINT = re.compile(r"@|%40|&#0*64;|&#x0*40;|&commat;|-40|\bat\b", re.IGNORECASE)

NOT_MAIL = words("no_mail_ends_in")
MACHINE_USERS = frozenset({"git"})
MACHINE_DOMAINS = ("gserviceaccount.com", "users.noreply.github.com", "noreply.github.com")


def mail_spans(layer: Layer) -> Iterator[tuple[int, int, str]]:
    """Answer each address: where it begins and ends in the reading, and the address in its usual form."""
    if not HINT.search(layer.text):
        return
    for match in ADDRESS.finditer(layer.text):
        address = _usual(match)
        if _is_mail(match, address):
            yield match.start(), match.end(), address


def _usual(match: re.Match[str]) -> str:
    domain = re.sub(DOT, ".", match["domain"], flags=re.IGNORECASE)
    local = re.sub(DOT, ".", match["local"], flags=re.IGNORECASE)
    return f"{local}@{domain}".lower()


def _is_mail(match: re.Match[str], address: str) -> bool:
    local, domain = address.split("@", 1)
    if match["top"].lower() in NOT_MAIL or domain.endswith(MACHINE_DOMAINS):
        return False
    if local in MACHINE_USERS:
        return False
    # "meet at example.org": an "at" without brackets needs a spelled-out "dot" as well.
    spoken = match["at"].strip().lower() == "at"
    return not spoken or " dot " in match.group().lower()
