"""Who may make support requests: the representatives of each community, as FreshDesk or a file names them.

"See the documentation support page for information about how users can open support requests." Only
representatives start requests; others may be on copy. A list that is empty says nothing about anybody.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parseaddr

from supporthub_ext.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Representative:
    """Somebody who may ask for a community."""

    name: str
    mail: str
    community: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a requester is a representative, and who the community's are. None: nobody knows."""

    is_one: bool | None
    representatives: tuple[Representative, ...]


def standing(mail: str | None, community: str | None, known: Iterable[Representative]) -> Standing:
    """Answer how a requester stands towards a community.

    Parameters
    ----------
    mail, community
        Of the ticket; either may be unknown.
    known
        Every representative.
    """
    named = [one for one in known if community and one.community.casefold() == community.casefold()]
    theirs = tuple(sorted(named, key=lambda one: one.name.casefold()))
    if not theirs or not mail:
        return Standing(None, theirs)
    return Standing(mail.casefold() in {one.mail.casefold() for one in theirs}, theirs)


def read_representatives(text: str) -> tuple[Representative, ...]:
    """Answer the representatives of a file: ``"Reef Lab" = ["Ana Demo <ana@reef.example>"]``, a line each.

    Raises
    ------
    ConfigurationError
        When it can't be read.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise ConfigurationError(f"The file of representatives can't be read: {problem}.") from None
    found = []
    for community, people in table.items():
        for person in people if isinstance(people, list) else [people]:
            name, mail = parseaddr(str(person))
            if "@" not in mail:
                message = f"{person!r} of {community} is nobody who can be written to."
                raise ConfigurationError(message, 'Write "Ana Demo <ana@reef.example>".')
            found.append(Representative(name or mail, mail, community))
    return tuple(found)


def in_words(representatives: Iterable[Representative]) -> str:
    """Answer ``Ana Demo and Ben Sample``."""
    *others, last = [one.name for one in representatives] or [""]
    return f"{', '.join(others)} and {last}" if others else last
