"""Working-time arithmetic: when is it due, how much time is left, when does somebody work again.

A working day is 24 hours of the days that the process names, outside closures; with an office window it is
as long as the window. Days, closures and windows are those of the process's zone; every instant that comes
in or goes out is in UTC. So Friday 18:00 plus one working day is Monday 18:00, and Saturday 10:00 plus one is
Tuesday 00:00.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from supporthub_ext.process.definition_time import WEEKDAYS, WorkingTime

DAY = timedelta(days=1)
NOTHING = timedelta(0)

Span = tuple[datetime, datetime]


def working_day(rule: WorkingTime) -> timedelta:
    """Answer how much working time one working day is."""
    if not rule.office:
        return DAY
    first, last = (time.fromisoformat(hour) for hour in rule.office)
    return datetime.combine(date.min, last) - datetime.combine(date.min, first)


def add(instant: datetime, days: float, rule: WorkingTime) -> datetime:
    """Answer the earliest instant by which so many working days have passed.

    Parameters
    ----------
    instant
        When the clock starts, aware; it may lie outside working time.
    days
        Working days, also parts of one; zero or more.
    rule
        The process's ``working_time``.
    """
    left = days * working_day(rule)
    if left <= NOTHING:
        return instant.astimezone(UTC)
    for begins, ends in _spans_from(instant, rule):
        if ends - begins >= left:
            return (begins + left).astimezone(UTC)
        left -= ends - begins
    raise AssertionError("there is always another working day")


def subtract(instant: datetime, days: float, rule: WorkingTime) -> datetime:
    """Answer the latest instant from which so many working days pass until ``instant``."""
    left = days * working_day(rule)
    if left <= NOTHING:
        return instant.astimezone(UTC)
    for begins, ends in _spans_before(instant, rule):
        if ends - begins >= left:
            return (ends - left).astimezone(UTC)
        left -= ends - begins
    raise AssertionError("there is always an earlier working day")


def between(start: datetime, end: datetime, rule: WorkingTime) -> timedelta:
    """Answer the working time from ``start`` to ``end``; negative when ``end`` is the earlier.

    With ``start`` now and ``end`` a due time this is the time left.
    """
    if end < start:
        return -between(end, start, rule)
    total = NOTHING
    for begins, ends in _spans_from(start, rule):
        if begins >= end:
            return total
        total += min(ends, end) - begins
    raise AssertionError("there is always another working day")


def working_days_between(start: datetime, end: datetime, rule: WorkingTime) -> float:
    """Answer the same as `between`, counted in working days."""
    return between(start, end, rule) / working_day(rule)


def next_opening(instant: datetime, rule: WorkingTime) -> datetime:
    """Answer the first instant of working time from ``instant`` on: itself when it lies inside."""
    begins, _ = next(_spans_from(instant, rule))
    return begins.astimezone(UTC)


def is_working_time(instant: datetime, rule: WorkingTime) -> bool:
    """Answer whether an instant lies inside working time."""
    return next_opening(instant, rule) == instant


def _spans_from(instant: datetime, rule: WorkingTime) -> Iterator[Span]:
    """Every span of working time after ``instant``, in order; the first begins there when it is open."""
    day = instant.astimezone(ZoneInfo(rule.zone)).date()
    while True:
        span = _span(day, rule)
        if span and span[1] > instant:
            yield max(span[0], instant), span[1]
        day += DAY


def _spans_before(instant: datetime, rule: WorkingTime) -> Iterator[Span]:
    """Every span of working time before ``instant``, the last one first; that one ends there."""
    # A clock that is put back over midnight shows yesterday's date inside today: look one day further.
    day = instant.astimezone(ZoneInfo(rule.zone)).date() + DAY
    while True:
        span = _span(day, rule)
        if span and span[0] < instant:
            yield span[0], min(span[1], instant)
        day -= DAY


@lru_cache(maxsize=4096)
def _span(day: date, rule: WorkingTime) -> Span | None:
    """Answer a day's working time in UTC, or None on a day off."""
    closed = any(closure.first_day <= day <= closure.last_day for closure in rule.closures)
    if closed or WEEKDAYS[day.weekday()] not in rule.days:
        return None
    if rule.office:
        first, last = (time.fromisoformat(hour) for hour in rule.office)
        return _instant(day, first, rule.zone), _instant(day, last, rule.zone)
    return _instant(day, time(), rule.zone), _instant(day + DAY, time(), rule.zone)


def _instant(day: date, moment: time, zone: str) -> datetime:
    return datetime.combine(day, moment, ZoneInfo(zone)).astimezone(UTC)
