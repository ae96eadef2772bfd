"""Short names as people write them in a calendar: the first name, and more only where two share it."""

from __future__ import annotations

from collections.abc import Sequence

from supporthub_ext.models import Person, Roster
from supporthub_ext.process.rota_order import plain


def short_name(roster: Roster, person: Person) -> str:
    """Answer the first name, or as much of the whole name as nobody else in the roster shares."""
    parts = person.name.split()
    initials = [f"{parts[0]} {part[0]}" for part in parts[1:2]]
    for short in (parts[0], *initials):
        if len(people_called(roster.people, short)) == 1:
            return short
    return person.name


def people_called(people: Sequence[Person], written: str) -> tuple[Person, ...]:
    """Answer everybody whom a written name could mean: whole words from the front, an initial at the end.

    "Ana", "Ana R", "Ana R." and "Ana Ruiz" all mean Ana Ruiz; "An" means nobody. Names are never matched by
    a part of a word: the retired bot did, and two people with one first name collided.
    """
    words = plain(written).split()
    return tuple(person for person in people if words and _begins(plain(person.name).split(), words))


def _begins(name: list[str], words: list[str]) -> bool:
    if len(words) > len(name):
        return False
    last, initial = name[len(words) - 1], words[-1].rstrip(".")
    fits = words[-1] == last or (len(words) > 1 and len(initial) == 1 and last.startswith(initial))
    return fits and words[:-1] == name[: len(words) - 1]
