"""Calendars by our client, over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import pytest

from supporthub_ext.errors import (
    ConfigurationError,
    ServiceDown,
    ServiceError,
    ServiceMissing,
    ServiceRefused,
    ServiceUnreadable,
)
from supporthub_ext.services.calendar import Calendar
from supporthub_ext.services.calendar_records import events, read_calendar
from tests.sandbox.room import Sandbox

T = TypeVar("T")
TODAY = date(2026, 3, 4)
NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def refused(work: Coroutine[Any, Any, Any]) -> ServiceError:
    with pytest.raises(ServiceError) as caught:
        run(work)
    return caught.value


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    room = Sandbox(tickets=1)
    yield room
    room.stop()


@pytest.fixture
def room(running: Sandbox) -> Iterator[Sandbox]:
    yield running
    running.clear_faults()
    running.clear_log()


def put(room: Sandbox, feed: str, **event: Any) -> None:
    assert room.control.post(f"/calendar/{feed}", json=event).status_code == 200


@pytest.mark.slow
def test_stewards_are_read_as_records(room: Sandbox) -> None:
    """All-day events with exclusive ends, in order; what was cancelled is left out, what is odd stays."""
    calendar = Calendar(room.ready["calendar"]["url"])
    records = run(calendar.records(TODAY, TODAY + timedelta(days=300)))
    titles = [record.title for record in records]
    assert titles[:3] == ["Support Steward: Devika", "Meeting Facilitator: Bruno", "Support Steward: Elif"]
    assert (records[0].first_day, records[0].end_day) == (date(2026, 2, 11), date(2026, 3, 11))
    assert not [record for record in records if record.uid.startswith("called-off")]
    known = {"Amara", "Bruno", "Chiara", "Devika", "Elif", "Jonas"}
    assert [title for title in titles if title.split(": ")[1] not in known]
    assert list(records) == sorted(records, key=lambda record: record.first_day)


@pytest.mark.slow
def test_days_touch_at_their_edges(room: Sandbox) -> None:
    """An event that ends on a day does not touch it; one that begins on it does."""

    async def looks() -> tuple[list[str], list[str]]:
        calendar = Calendar(room.ready["calendar"]["url"])
        before = await calendar.records(date(2026, 3, 10), date(2026, 3, 11))
        after = await calendar.records(date(2026, 3, 11), date(2026, 3, 12))
        await calendar.close()
        return [record.title for record in before], [record.title for record in after]

    before, after = run(looks())
    assert "Support Steward: Devika" in before
    assert "Support Steward: Devika" not in after
    assert "Support Steward: Jonas" in after


@pytest.mark.slow
def test_events_are_told_one_by_one_in_utc(room: Sandbox) -> None:
    """Repeats become single dates, in UTC with the zone they were written in; exceptions are respected."""
    calendar = Calendar(room.ready["calendar"]["events_url"])
    found = run(calendar.events(NOW - timedelta(days=30), NOW + timedelta(days=60)))
    classes = [event for event in found if event.title.startswith("Class")]
    assert {event.zone for event in classes} == {"Asia/Seoul"}
    assert {event.starts_at.hour for event in classes} == {
        1,
        9,
    }  # ten in the morning there; once in the evening
    assert not [event for event in found if event.title.startswith("Sprint")]
    (hack,) = [event for event in found if event.title.startswith("Hack week")]
    assert (hack.all_day, hack.zone, hack.ends_at - hack.starts_at) == (True, None, timedelta(days=5))
    (workshop,) = [event for event in found if event.title.startswith("Workshop")]
    assert workshop.location == "https://courses.deltacollege.example"


@pytest.mark.slow
def test_a_change_is_seen_and_no_change_is_not_sent(room: Sandbox) -> None:
    """A second look is answered with 304; after an edit the new event is there."""

    async def looks() -> list[int]:
        calendar = Calendar(room.ready["calendar"]["events_url"])
        counts = []
        for summary in (None, None, "A new workshop"):
            if summary:
                times = {"start": "2026-03-06T09:00", "end": "2026-03-06T12:00", "zone": "Europe/Oslo"}
                put(room, "hub-events", uid="w@lagoon.example", summary=summary, **times)
            counts.append(len(await calendar.events(NOW, NOW + timedelta(days=9))))
        await calendar.close()
        return counts

    first, second, third = run(looks())
    assert (second, third) == (first, first + 1)
    assert [one["status"] for one in room.log("calendar")] == [200, 304, 200]


@pytest.mark.slow
def test_trouble_is_said_and_tried_again(room: Sandbox) -> None:
    """A server error is tried again; one that stays, a missing, closed or odd calendar is said plainly."""
    url = room.ready["calendar"]["url"]

    def look(address: str = url) -> Coroutine[Any, Any, Any]:
        return Calendar(address).records(TODAY, TODAY + timedelta(days=1))

    room.fault(service="calendar", status=503, count=2)
    assert run(look())
    for fault, kind in (
        ({"status": 503}, ServiceDown),
        ({"drop": True}, ServiceDown),
        ({"status": 403}, ServiceRefused),
        ({"status": 200, "body": "<html>log in</html>"}, ServiceUnreadable),
        ({"status": 200, "body": "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"}, ServiceUnreadable),
    ):
        room.clear_faults()
        room.fault(service="calendar", **fault)
        assert isinstance(refused(look()), kind), fault
    room.clear_faults()
    missing = refused(look(url.replace("team-roles", "private-s3cret")))
    assert isinstance(missing, ServiceMissing)
    assert "s3cret" not in f"{missing.message} {missing.what_to_do}"


def test_a_private_address_shows_nowhere() -> None:
    """The address of a private calendar is a secret: not in a repr, not in an error."""
    calendar = Calendar("http://127.0.0.1:9/ical/x/private-s3cret/basic.ics", timeout_s=1)
    problem = refused(calendar.records(TODAY, TODAY))
    assert isinstance(problem, ServiceDown)
    assert "s3cret" not in f"{calendar!r} {problem.message} {problem.what_to_do} {problem.details}"
    with pytest.raises(ConfigurationError):
        Calendar("http://calendar.example/basic.ics")


def test_local_hours_survive_the_change_of_the_clocks() -> None:
    """A weekly event at nine stays at nine when summer time begins, so it moves in UTC."""
    text = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:u\r\n"
        "DTSTAMP:20260101T000000Z\r\nDTSTART;TZID=America/Chicago:20260302T090000\r\n"
        "DTEND;TZID=America/Chicago:20260302T100000\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nSUMMARY:Weekly\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    found = events(
        read_calendar(text.encode()), datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    )
    assert [event.starts_at.hour for event in found] == [15, 14, 14]
    assert {event.zone for event in found} == {"America/Chicago"}
