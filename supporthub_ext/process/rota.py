"""Who is on: rows between changes, the present moment, and the next handover.

"Tenure on the support team is for four weeks. Every two weeks a Support Steward cycles off the support team,
and a new team member joins the team." Days are whole days of the process's zone; a handover happens at the
moment of its day that the process file names, any other change at midnight.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from supporthub_ext.process.rota_days import Place, Rota, days_between
from supporthub_ext.process.rota_handover import (
    day_moment,
    handover_day,
    handover_moment,
    handovers_on_or_after,
)

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in a seat, by the rule or by a recorded override."""

    person_id: str
    name: str
    source: Literal["rule", "override"]


@dataclass(frozen=True, slots=True)
class RotaRow:
    """Days from ``first`` to ``end`` (exclusive) on which nothing changes; the longer-serving stands first.

    A seat is None while its holder is away, has left, or is nobody. ``starts_at`` is in UTC.
    """

    first: date
    end: date
    seats: tuple[Seat | None, ...]
    handover: bool
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Handover:
    """A seat changes hands: on which day, at which moment (UTC), from whom and to whom."""

    day: date
    at: datetime
    leaves: Seat | None
    joins: Seat | None


def rows_between(rota: Rota, first: date, end: date) -> tuple[RotaRow, ...]:
    """Answer the rows that cover the days from ``first`` to ``end`` (exclusive), without holes.

    Days before the anchor are answered too: the same rule, read backwards.

    Raises
    ------
    ProcessFileError
        When the anchor person is nobody in the roster.
    """
    rows: list[RotaRow] = []
    for day, places in days_between(rota, first, end):
        handover = any(place.tour.first == day for place in places)
        seats = tuple(_seat(rota, place) for place in places)
        if rows and not handover and rows[-1].seats == seats:
            rows[-1] = replace(rows[-1], end=day + ONE_DAY)
        else:
            moment = handover_moment(rota.rule, day) if handover else day_moment(rota.zone, day)
            rows.append(RotaRow(day, day + ONE_DAY, seats, handover, moment))
    return tuple(rows)


def on_now(rota: Rota, now: datetime) -> RotaRow:
    """Answer the row of this moment, which on the day of a handover may still be the one before it."""
    today = now.astimezone(ZoneInfo(rota.zone)).date()
    length = timedelta(days=rota.rule.stagger_days)
    rows = rows_between(rota, today - length, today + length)
    return [row for row in rows if row.starts_at <= now][-1]


def next_handover(rota: Rota, now: datetime) -> Handover:
    """Answer the first handover after this moment. The time is the process file's wall clock in its zone."""
    number = handovers_on_or_after(rota.rule, now.date() - ONE_DAY)
    while handover_moment(rota.rule, handover_day(rota.rule, number)) <= now:
        number += 1
    day = handover_day(rota.rule, number)
    (_, before), (_, after) = days_between(rota, day - ONE_DAY, day + ONE_DAY)
    return Handover(
        day, handover_moment(rota.rule, day), leaves=_seat(rota, before[0]), joins=_seat(rota, after[-1])
    )


def _seat(rota: Rota, place: Place) -> Seat | None:
    if not place.filled or not place.holder:
        return None
    return Seat(place.holder, rota.name(place.holder), place.source)
