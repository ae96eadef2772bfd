"""Titles such as "Support Steward: Ada" to people of the roster; every doubt becomes a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher, get_close_matches

from supporthub_ext.models import CalendarRecord, Person, Roster
from supporthub_ext.process.rota_names import people_called, short_name
from supporthub_ext.process.rota_order import plain

NAME = "{first_name}"
LIKE = 0.85
"""How like the wanted words a title must be to be called a typing slip of them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A steward's event of the calendar; ``person_id`` is None where the name is not certain."""

    first: date
    end: date
    written: str
    person_id: str | None


def read_titles(
    pattern: str, records: Sequence[CalendarRecord], roster: Roster
) -> tuple[tuple[Reading, ...], tuple[str, ...]]:
    """Answer the events that are titled like the pattern, and a sentence for each doubt.

    Capitals, accents and spare spaces are nothing to stumble over; other events are passed by. A title that
    is nearly like the pattern is said, not used.
    """
    readings: list[Reading] = []
    problems: list[str] = []
    for record in sorted(records, key=lambda record: (record.first_day, record.title)):
        written = _name_in(pattern, record.title)
        if written is None:
            problems += _near_miss(pattern, record)
            continue
        people = _people(roster, record, written)
        person_id = people[0].id if len(people) == 1 else None
        readings.append(Reading(record.first_day, record.end_day, written, person_id))
        problems += [] if person_id else [_doubt(roster, record, written, people)]
    return tuple(readings), tuple(problems)


def _name_in(pattern: str, title: str) -> str | None:
    before, found, after = pattern.partition(NAME)
    if not found:
        return None
    match = re.fullmatch(rf"\s*{_loose(before)}(.+?){_loose(after)}\s*", title, re.IGNORECASE)
    return match.group(1).strip() if match else None


def _loose(words: str) -> str:
    """Answer a pattern for words with any space between them and around them."""
    return r"\s*" + r"\s+".join(re.escape(word) for word in words.split()) + r"\s*"


def _people(roster: Roster, record: CalendarRecord, written: str) -> tuple[Person, ...]:
    """Everybody on the rota at some time of the event whom the name could mean."""
    there = [
        person
        for person in roster.people
        if person.steward
        and (person.joined is None or person.joined < record.end_day)
        and (person.left is None or person.left > record.first_day)
    ]
    return people_called(there, written)


def _doubt(roster: Roster, record: CalendarRecord, written: str, people: tuple[Person, ...]) -> str:
    where = f'"{record.title}" from {record.first_day}'
    if people:
        names = " or ".join(person.name for person in people)
        return f"{where}: {written} could be {names}. Write the second name's first letter too."
    known = {plain(person.name.split()[0]): person for person in roster.people if person.steward}
    near = get_close_matches(plain(written), known, 1)
    hint = f" Did somebody mean {short_name(roster, known[near[0]])}?" if near else ""
    return f"{where}: nobody on the rota is called {written}.{hint}"


def _near_miss(pattern: str, record: CalendarRecord) -> list[str]:
    wanted = plain(pattern.partition(NAME)[0])
    if not wanted or SequenceMatcher(None, plain(record.title)[: len(wanted)], wanted).ratio() < LIKE:
        return []
    return [f'"{record.title}" from {record.first_day} is nearly, but not quite, titled "{pattern}".']
