"""When seats change hands: each handover has a number, a day and a moment.

Handover 0 is the anchor. Days are counted, never weeks of a calendar: ISO weeks and their parity break in a
year of 53 weeks.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from supporthub_ext.process.definition_time import RotaRule


def handover_day(rule: RotaRule, number: int) -> date:
    """Answer the day of a handover, counted from the anchor; numbers below 0 lie before it."""
    return rule.anchor + timedelta(days=number * rule.stagger_days)


def handovers_on_or_after(rule: RotaRule, day: date) -> int:
    """Answer the number of the first handover that is not before a day."""
    return -((rule.anchor - day).days // rule.stagger_days)


def handover_moment(rule: RotaRule, day: date) -> datetime:
    """Answer when on a day seats change hands, in UTC.

    The process file says it as a wall clock in a zone, so in UTC it moves with daylight saving.
    """
    local = datetime.combine(day, rule.handover.time, ZoneInfo(rule.handover.zone))
    return local.astimezone(UTC)


def day_moment(zone: str, day: date) -> datetime:
    """Answer when a day of a zone begins, in UTC."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
