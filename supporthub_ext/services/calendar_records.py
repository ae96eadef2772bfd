"""Calendars as records: all-day events of the Team Roles, timed events of hubs, repeats one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import recurring_ical_events
from icalendar import Calendar, Event

from supporthub_ext.models import CalendarRecord

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event, or one date of an event that repeats.

    Instants are in UTC, ``ends_at`` is exclusive; ``zone`` is the zone in which it was written, None for an
    all-day event, whose days are counted in UTC since they belong to no zone.
    """

    uid: str
    title: str
    description: str
    location: str
    starts_at: datetime
    ends_at: datetime
    zone: str | None
    all_day: bool
    noticed_at: datetime | None = None  # since when it has stood there at the latest


def read_calendar(content: bytes) -> Calendar:
    """Answer a calendar file, read.

    Raises
    ------
    ValueError
        When it is none.
    """
    found = Calendar.from_ical(content)
    if not isinstance(found, Calendar) or found.name != "VCALENDAR":
        raise ValueError("no VCALENDAR")
    return found


def all_day_records(calendar: Calendar, first: date, end: date) -> tuple[CalendarRecord, ...]:
    """Answer the all-day events that touch the days from ``first`` to ``end`` (exclusive), in order of time.

    Cancelled ones are left out.
    """
    records = [
        CalendarRecord(str(event["UID"]), str(event.get("SUMMARY", "")), event.start, event.end)
        for event in _dates(calendar, first, end)
        if not isinstance(event.start, datetime)
    ]
    return tuple(sorted(records, key=lambda record: (record.first_day, record.title, record.uid)))


def events(calendar: Calendar, first: datetime, end: datetime) -> tuple[CalendarEvent, ...]:
    """Answer every event that touches the time from ``first`` to ``end`` (exclusive), in order of time.

    Cancelled ones are left out.
    """
    found = [_event(event) for event in _dates(calendar, first - ONE_DAY, end + ONE_DAY)]
    touching = [event for event in found if event.starts_at < end and event.ends_at > first]
    return tuple(sorted(touching, key=lambda event: (event.starts_at, event.title, event.uid)))


def _dates(calendar: Calendar, first: date, end: date) -> Iterator[Event]:
    for event in recurring_ical_events.of(calendar).between(first, end):
        if str(event.get("STATUS", "")).upper() != "CANCELLED":
            yield event


def _event(event: Any) -> CalendarEvent:
    all_day = not isinstance(event.start, datetime)
    return CalendarEvent(
        uid=str(event["UID"]),
        title=str(event.get("SUMMARY", "")),
        description=str(event.get("DESCRIPTION", "")),
        location=str(event.get("LOCATION", "")),
        starts_at=_instant(event.start),
        ends_at=_instant(event.end),
        zone=None if all_day else _zone(event.start),
        all_day=all_day,
        noticed_at=_written_at(event),
    )


def _written_at(event: Any) -> datetime | None:
    """Answer when an event was written, or at least changed; None where the calendar does not say."""
    stamp = event.get("CREATED") or event.get("LAST-MODIFIED")
    return _instant(stamp.dt) if stamp is not None else None


def _instant(at: date) -> datetime:
    """Answer a day or a moment as an instant in UTC; a moment without a zone counts as UTC."""
    moment = at if isinstance(at, datetime) else datetime.combine(at, time(), UTC)
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)


def _zone(at: datetime) -> str:
    return str(getattr(at.tzinfo, "key", None) or at.tzname() or "UTC")
