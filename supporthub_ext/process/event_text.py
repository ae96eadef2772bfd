"""What people write about an event by hand: its hub, its days, its hours and their zone, read from text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HUB = re.compile(r"https?://[^\s<>()\[\]\"',;]+")
DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
HOURS = re.compile(
    r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)\s*(?:to|until|till|-|\u2013)\s*([01]?\d|2[0-3]):([0-5]\d)"
)
ZONE = re.compile(r"\b(UTC|[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?)\b")
LONGEST = timedelta(days=31)  # dates further apart are not the two ends of one event


@dataclass(frozen=True, slots=True)
class Written:
    """What could be read. Instants are in UTC; without hours the days are whole days of UTC and no zone."""

    hubs: tuple[str, ...]
    starts_at: datetime | None
    ends_at: datetime | None
    zone: str | None


def read_event(text: str) -> Written:
    """Answer what a text says of an event: addresses of hubs, dates as 2026-03-04, hours, a zone."""
    hubs = tuple(dict.fromkeys(found.rstrip(".:!?/") for found in HUB.findall(text)))
    days = _days(text)
    if not days:
        return Written(hubs, None, None, _zone(text))
    zone, hours = _zone(text), HOURS.search(text)
    if hours and zone:
        first, last = (
            time(int(hour), int(minute)) for hour, minute in (hours.groups()[:2], hours.groups()[2:])
        )
        ends = _at(days[-1], last, zone)
        if last <= first:  # an evening that ends after midnight
            ends = _at(days[-1] + timedelta(days=1), last, zone)
        return Written(hubs, _at(days[0], first, zone), ends, zone)
    return Written(hubs, *whole_days(days[0], days[-1]), None)


def whole_days(first: date, last: date) -> tuple[datetime, datetime]:
    """Answer the instants from the first day to the end of the last, told in UTC since they have no zone."""
    return _at(first, time(), "UTC"), _at(last + timedelta(days=1), time(), "UTC")


def _days(text: str) -> list[date]:
    found = []
    for year, month, day in DAY.findall(text):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue  # 2026-13-41 is no day
    found.sort()
    return [day for day in found if day - found[0] <= LONGEST]


def _zone(text: str) -> str | None:
    for name in ZONE.findall(text):
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            continue
        return str(name)
    return None


def _at(day: date, moment: time, zone: str) -> datetime:
    return datetime.combine(day, moment, ZoneInfo(zone)).astimezone(UTC)
