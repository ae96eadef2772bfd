"""How evenly the duty falls, back and forward: weeks, holidays, cover owed. To talk about, not to rank by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from supporthub_ext.models import Person
from supporthub_ext.process.definition_time import Holidays
from supporthub_ext.process.rota_cover import cover_owed
from supporthub_ext.process.rota_days import Rota, days_between
from supporthub_ext.process.rota_order import order_key


@dataclass(frozen=True, slots=True)
class Fairness:
    """One steward's share of the duty. All in days.

    ``holiday_turns`` names the turns of the year on which they have holiday duty, by the year that ends
    then. ``cover_owed`` is what others sat for them less what they sat for others; below 0, others owe them.
    """

    person_id: str
    days_served: int
    days_planned: int
    holiday_days: int
    holiday_turns: tuple[int, ...]
    cover_owed: int

    @property
    def repeated_holidays(self) -> bool:
        """Answer whether holiday duty falls on them at two turns of the year that follow each other."""
        return any(turn + 1 in self.holiday_turns for turn in self.holiday_turns)


def fairness_between(rota: Rota, first: date, today: date, end: date) -> tuple[Fairness, ...]:
    """Answer every steward's share of the days from ``first`` to ``end`` (exclusive), in order of name.

    Days before ``today`` are served, the others planned. Nobody knows who really served before the anchor,
    so those days count for nobody. Whoever is with the team at no time of it is left out.
    """
    start = max(first, rota.rule.anchor)
    days = dict(days_between(rota, start, end))
    duty = [(day, place.holder) for day, places in days.items() for place in places if place.filled]
    served = Counter(holder for day, holder in duty if day < today)
    planned = Counter(holder for day, holder in duty if day >= today)
    owed = cover_owed(days.values())
    turns = [(holder, turn) for day, holder in duty if (turn := holiday_turn(rota.rule.holidays, day))]
    return tuple(
        Fairness(
            person.id,
            served[person.id],
            planned[person.id],
            sum(holder == person.id for holder, _ in turns),
            tuple(sorted({turn for holder, turn in turns if holder == person.id})),
            owed[person.id],
        )
        for person in _stewards(rota, start, end)
    )


def holiday_turn(holidays: Holidays, day: date) -> int | None:
    """Answer the year whose end a day of reduced capacity belongs to, or None for an ordinary day.

    By the rule as written "the last 14 and first 3 days of a year", so 2 January 2022 belongs to 2021.
    """
    if (day - date(day.year, 1, 1)).days < holidays.first_days_of_year:
        return day.year - 1
    return day.year if (date(day.year, 12, 31) - day).days < holidays.last_days_of_year else None


def _stewards(rota: Rota, first: date, end: date) -> list[Person]:
    there = [
        person
        for person in rota.roster.people
        if person.steward and (person.joined or first) < end and (person.left or end) > first
    ]
    return sorted(there, key=order_key)
