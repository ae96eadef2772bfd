"""The order in which stewards take seats: by name, as a person would sort a list by hand."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from datetime import date
from functools import lru_cache

from supporthub_ext.models import Person, Roster
from supporthub_ext.process.roster import is_active

UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not take apart into a letter and an accent."""

OrderKey = tuple[str, str]
FIRST: OrderKey = ("", "")
"""A place in the order before everybody."""


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """Answer a text without case, accents and spare spaces, to compare names by."""
    apart = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(UNDECOMPOSED)


def order_key(person: Person) -> OrderKey:
    """Answer the key by which people rotate "in alphabetical order"; the id decides between equal names."""
    return plain(person.name), person.id


def eligible(roster: Roster, on: date, taken: Collection[str | None]) -> list[Person]:
    """Answer the stewards who are with the team on a day and sit nowhere yet, in order."""
    free = [
        person
        for person in roster.people
        if person.steward and person.id not in taken and is_active(person, on)
    ]
    return sorted(free, key=order_key)


def following(people: list[Person], last: OrderKey) -> Person | None:
    """Answer the first of ``people`` after a place in the order, wrapping around to the first of all."""
    later = (person for person in people if order_key(person) > last)
    return next(later, people[0] if people else None)


def preceding(people: list[Person], last: OrderKey) -> Person | None:
    """Answer the last of ``people`` before a place in the order, wrapping around to the last of all."""
    earlier = (person for person in reversed(people) if order_key(person) < last)
    return next(earlier, people[-1] if people else None)
