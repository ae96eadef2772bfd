"""The rota against the Team Roles calendar: agree, differ (who, when), or can't be read. Never a guess."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from supporthub_ext.models import CalendarRecord
from supporthub_ext.process.calendar_titles import Reading, read_titles
from supporthub_ext.process.rota_days import Rota, days_between

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Difference:
    """Days from ``first`` to ``end`` (exclusive), with the names that stand on one side only."""

    first: date
    end: date
    here: tuple[str, ...]
    there: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalendarComparison:
    """How the calendar compares. ``until`` is the first day that was not compared.

    ``problems`` are sentences about titles that can't be read for certain: a typing slip, a stranger, a
    first name that two people share.
    """

    state: Literal["agrees", "differs", "unreadable"]
    as_of: datetime | None
    until: date | None = None
    differences: tuple[Difference, ...] = ()
    problems: tuple[str, ...] = ()


def compare_calendar(
    rota: Rota,
    records: Sequence[CalendarRecord] | None,
    *,
    as_of: datetime | None,
    first: date,
    end: date,
) -> CalendarComparison:
    """Answer how the calendar's records compare with the rota from ``first`` to ``end`` (exclusive).

    The calendar is kept about a year ahead: what lies after its last record is not compared. Somebody who is
    away without cover still has the duty, so the calendar is right to name them. ``None`` for the records
    means that the calendar could not be read.
    """
    if records is None:
        return CalendarComparison("unreadable", as_of, problems=("The calendar could not be read.",))
    readings, problems = read_titles(rota.rule.calendar_title, records, rota.roster)
    if not readings:
        nothing = f'No event in the calendar is titled "{rota.rule.calendar_title}".'
        return CalendarComparison("unreadable", as_of, problems=(*problems, nothing))
    until = max(first, min(end, max(reading.end for reading in readings)))
    differences = _joined(_daily(rota, readings, first, until))
    state: Literal["agrees", "differs"] = "differs" if differences else "agrees"
    return CalendarComparison(state, as_of, until, differences, problems)


def _daily(rota: Rota, readings: Sequence[Reading], first: date, end: date) -> Iterable[Difference]:
    names = {person.id: person.name for person in rota.roster.people}
    for day, places in days_between(rota, first, end):
        here = {place.holder for place in places if place.holder and place.missing != "left"}
        today = [reading for reading in readings if reading.first <= day < reading.end]
        there = {reading.person_id for reading in today if reading.person_id}
        unclear = [reading.written for reading in today if not reading.person_id]
        if here != there or unclear:
            yield Difference(
                day, day + ONE_DAY, _named(here - there, names), (*_named(there - here, names), *unclear)
            )


def _named(person_ids: set[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(names[person_id] for person_id in person_ids))


def _joined(days: Iterable[Difference]) -> tuple[Difference, ...]:
    """Join days that follow each other and differ in the same way."""
    joined: list[Difference] = []
    for day in days:
        last = joined[-1] if joined else None
        if last and (last.end, last.here, last.there) == (day.first, day.here, day.there):
            joined[-1] = replace(last, end=day.end)
        else:
            joined.append(day)
    return tuple(joined)
