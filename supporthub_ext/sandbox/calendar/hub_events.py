"""The communities' events: workshops and classes with hours and zones, some of them again and again."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from supporthub_ext.sandbox.calendar.ics import Entry, moment
from supporthub_ext.sandbox.people import COMMUNITIES, Community

LONG_AGO = timedelta(days=60)


def hub_events(now: datetime) -> list[Entry]:
    """Answer the calendar as it stands at a moment."""
    today, written = now.date(), now - timedelta(days=30)
    delta, urban, river, night, fusion = (_community(name) for name in CALLED)
    workshop = today + timedelta(days=12)
    monday = today - timedelta(days=today.weekday())
    return [
        _entry(delta, "Workshop, 200 people", workshop, (9, 17), written, hub=1, days=2),
        *_class(urban, monday + timedelta(days=1) - timedelta(days=21), written),
        _entry(river, "Data day", today, (9, 17), written),
        _entry(night, "Public observing night", today + timedelta(days=5), (19, 23), written),
        _cancelled(fusion, today + timedelta(days=3), written),
        Entry(
            "hackweek@lagoon.example",
            "Hack week: Prairie Ecology Network",
            today + timedelta(days=20),
            today + timedelta(days=25),
            written,
            location="https://field.prairieeco.example",
        ),
        Entry(
            "webinar@lagoon.example",
            "Webinar: Open Seismology",
            datetime.combine(today + timedelta(days=1), time(15), UTC),
            datetime.combine(today + timedelta(days=1), time(17), UTC),
            written,
            location="https://hub.openseis.example",
        ),
    ]


CALLED = ("Delta College", "Urban Air Lab", "Riverbank Hydrology", "Night Sky Archive", "Fusion Data Club")


def _community(name: str) -> Community:
    return next(one for one in COMMUNITIES if one.name == name)


def _entry(
    community: Community,
    title: str,
    day: date,
    hours: tuple[int, int],
    written: datetime,
    *,
    hub: int = 0,
    days: int = 1,
) -> Entry:
    zone = ZoneInfo(community.contacts[0].zone)
    first, last = hours
    return Entry(
        f"{community.domain}-{title.split(',', maxsplit=1)[0].replace(' ', '-').lower()}@lagoon.example",
        f"{title}: {community.name}",
        datetime.combine(day, time(first), zone),
        datetime.combine(day + timedelta(days=days - 1), time(last), zone),
        written,
        location=community.hubs[hub].url,
        description=f"Written in by {community.contacts[0].name}",
    )


def _class(community: Community, first: date, written: datetime) -> list[Entry]:
    """Answer a class every Tuesday, with one that falls out and one that was moved to the evening."""
    every = _entry(community, "Class", first, (10, 12), written)
    start = every.start
    assert isinstance(start, datetime)  # noqa: S101  # made right above
    fallen, moved = start + timedelta(weeks=2), start + timedelta(weeks=4)
    series = (("RRULE", "FREQ=WEEKLY;BYDAY=TU;COUNT=12"), _exception("EXDATE", fallen))
    one = _entry(community, "Class", moved.date(), (18, 20), written)
    return [
        Entry(every.uid, every.summary, start, every.end, written, 1, location=every.location, more=series),
        Entry(
            every.uid,
            one.summary,
            one.start,
            one.end,
            written,
            2,
            location=every.location,
            more=(_exception("RECURRENCE-ID", moved),),
        ),
    ]


def _exception(name: str, at: datetime) -> tuple[str, str]:
    head, _, value = moment(name, at).partition(":")
    return head, value


def _cancelled(community: Community, day: date, written: datetime) -> Entry:
    entry = _entry(community, "Sprint", day, (10, 16), written)
    return Entry(entry.uid, entry.summary, entry.start, entry.end, written, 1, status="CANCELLED")
