"""People whom a conversation names: in mail headers, signatures and introductions.

FreshDesk knows the requester and who is on copy. Colleagues, students and whoever signed a forwarded mail
stand only in the words, so they are looked for there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from supporthub_ext.process.audience.layer import fold
from supporthub_ext.process.audience.words import SMALL

CAPITAL = r"(?:[^\W\d_a-z][\w'’.-]*)"
NAME = rf"{CAPITAL}(?: (?:(?:van|von|der|de|del|da|dos|la|le|bin|al) )*{CAPITAL}){{1,3}}"
ADDRESSED = re.compile(rf"(?P<name>{NAME})\"? ?[<(\[](?:mailto:)?[^\s<>@]+@[^\s<>@]+[>)\]]")
INTRODUCED = re.compile(
    rf"\b(?:[Mm]y name is|[Tt]his is|I am|I'm|I’m|(?:[Mm]y|[Oo]ur) (?:colleague|student)|[Cc]ontact"
    rf"|[Ss]tudents? named|[Uu]sers? named|[Ii]nstructor|Prof\.?|Professor|Dr\.?) (?P<name>{NAME})"
)
TITLED = re.compile(rf"\b(?:Prof|Dr|Mr|Mrs|Ms|Mx)\.? (?P<name>{CAPITAL})")
FAREWELL = (
    r"(?i:(?:(?:all|many|kind|best|warm|with|the|my) )*(?:best|regards|wishes|thanks|thank you|thx|cheers|"
    r"sincerely|yours|greetings|saludos|gracias|merci|cordialement|gr[uü](?:ß|ss)e|danke|abra[cç]os|obrigad[oa])"
    r"(?: (?:a lot|so much|again|in advance|regards|wishes|you|sincerely))*)"
)
SIGNED = re.compile(
    rf"(?:^[ \t>]*|[.!?] +){FAREWELL}[ \t]*[,.!–-]*[ \t]*\n(?:[ \t>]*\n)*"
    rf"[ \t>]*[-–—~]*[ \t]*(?P<name>{CAPITAL}(?: {CAPITAL}){{0,3}})[ \t]*[,.|]?[ \t]*(?:\n|$)",
    re.MULTILINE,
)


@lru_cache(maxsize=64)
def names_heard(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Answer the names of people that the texts give away, in their order, each once."""
    return tuple(dict.fromkeys(name for text in texts for name in _names(text)))


def _names(text: str) -> Iterator[str]:
    for pattern in (ADDRESSED, INTRODUCED, TITLED, SIGNED):
        for match in pattern.finditer(text):
            words = match["name"].split()
            if words[0][:1].isupper() and fold(words[0]) not in SMALL:
                yield " ".join(words)
