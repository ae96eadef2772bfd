"""When a person may be reminded: awake, on a working day of their own calendar."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from supporthub_ext.models import Person
from supporthub_ext.process.definition_time import WEEKDAYS, WorkingTime


def is_awake(person: Person, now: datetime, rule: WorkingTime) -> bool:
    """Answer whether somebody may be reminded now: by their own clock, never at night or on a day off."""
    here = now.astimezone(ZoneInfo(person.zone))
    first, last = (time.fromisoformat(hour) for hour in person.waking)
    return works_on(here.date(), rule) and first <= here.time() < last


def works_on(day: date, rule: WorkingTime) -> bool:
    """Answer whether a date is a working day, outside closures."""
    closed = any(closure.first_day <= day <= closure.last_day for closure in rule.closures)
    return WEEKDAYS[day.weekday()] in rule.days and not closed


def has_morning(person: Person, now: datetime, hour: time, rule: WorkingTime) -> bool:
    """Answer whether somebody is awake and their clock has passed an hour of today."""
    here = now.astimezone(ZoneInfo(person.zone))
    return here.time() >= hour and is_awake(person, now, rule)


def local_day(person: Person, now: datetime) -> date:
    """Answer which day it is for somebody."""
    return now.astimezone(ZoneInfo(person.zone)).date()
