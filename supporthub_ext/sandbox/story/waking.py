"""People act when they are awake: on working days, between eight and eight in their own zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

FIRST, LAST = time(8), time(20)


def awake(moment: datetime, zone: str) -> datetime:
    """Answer the moment, or the next one at which somebody in a zone is at work; aware, in UTC."""
    here = moment.astimezone(ZoneInfo(zone))
    if here.time() >= LAST:
        here = datetime.combine(here.date() + timedelta(days=1), FIRST, here.tzinfo)
    elif here.time() < FIRST:
        here = datetime.combine(here.date(), FIRST, here.tzinfo)
    while here.weekday() >= 5:
        here = datetime.combine(here.date() + timedelta(days=1), FIRST, here.tzinfo)
    # A morning begins for everybody at another minute, or all would act at once.
    return max(here.astimezone(moment.tzinfo), moment) + timedelta(minutes=moment.minute % 17)
