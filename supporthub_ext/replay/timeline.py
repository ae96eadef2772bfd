"""The minutes of a quarter: how much working time has passed at each, and when a steward attends.

Everything is counted in whole minutes from the quarter's first. ``clock[minute]`` is the working time passed
until then, by the process's own `worktime.between`; ``opening[working minute]`` is the earliest minute by
which so much has passed, as `worktime.add` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from supporthub_ext.process.definition_time import WorkingTime
from supporthub_ext.process.worktime import between, working_day
from supporthub_ext.replay.load import Seat

MINUTE = timedelta(minutes=1)
CELL = 15  # minutes; zones differ by quarters of an hour
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
"""A Monday: the first minute of every simulated quarter."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A quarter's minutes. ``day`` is how many working minutes a working day has."""

    clock: Sequence[int]
    opening: Sequence[int]
    day: int
    end: int


@lru_cache(maxsize=8)
def timeline(rule: WorkingTime, weeks: int) -> Timeline:
    """Answer the minutes of so many weeks; a fortnight more is known, for what is due after the end."""
    end = weeks * 7 * 24 * 60
    gained = [
        minutes for first in range(0, end + 14 * 24 * 60, CELL) for minutes in _gained(first, CELL, rule)
    ]
    clock = [0, *accumulate(gained)]
    opening = [0] * (clock[-1] + 1)
    for minute in range(len(clock) - 1, -1, -1):
        opening[clock[minute]] = minute
    return Timeline(clock, opening, working_day(rule) // MINUTE, end)


def _gained(first: int, length: int, rule: WorkingTime) -> list[int]:
    """Answer for each minute of a cell whether it is working time (1) or not (0)."""
    begins = BEGIN + first * MINUTE
    passed = between(begins, begins + length * MINUTE, rule) // MINUTE
    if passed in (0, length) or length == 1:
        return [min(passed, 1)] * length
    return [gain for minute in range(first, first + length) for gain in _gained(minute, 1, rule)]


@lru_cache(maxsize=8)
def attention(seat: Seat, end: int) -> Sequence[int]:
    """Answer every minute in which a steward attends to support, in order, up to ``end``."""
    zone = ZoneInfo(seat.zone)
    first, last = (time.fromisoformat(hour) for hour in seat.hours)
    found: list[int] = []
    for number in range(-1, end // (24 * 60) + 2):
        day = (BEGIN + timedelta(days=number)).date()
        if day.weekday() < 5:
            begins, ends = (_minute(datetime.combine(day, hour, zone)) for hour in (first, last))
            found += range(max(begins, 0), min(ends, end))
    return found


def _minute(at: datetime) -> int:
    return (at - BEGIN) // MINUTE
