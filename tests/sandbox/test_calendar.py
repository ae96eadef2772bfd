"""The calendars, read by icalendar and recurring-ical-events as they are published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.sandbox.calendar.ics import Entry, calendar, folded
from supporthub_ext.sandbox.people import STEWARDS, on_duty
from tests.sandbox.room import Sandbox

TODAY = date(2026, 3, 4)


@pytest.fixture(scope="module")
def room() -> Iterator[Sandbox]:
    room = Sandbox(tickets=1)
    yield room
    room.stop()


def fetch(room: Sandbox, key: str = "url") -> icalendar.Calendar:
    answer = httpx.get(room.ready["calendar"][key], trust_env=False)
    assert answer.headers["content-type"] == "text/calendar; charset=UTF-8"
    found = icalendar.Calendar.from_ical(answer.content)
    assert isinstance(found, icalendar.Calendar)
    return found


def between(parsed: icalendar.Calendar, first: date, end: date) -> list[Any]:
    return list(recurring_ical_events.of(parsed).between(first, end))


def stewards(parsed: icalendar.Calendar, day: date) -> set[str]:
    """The first names that stand on a day; cancelled events are still answered by the library."""
    title = "Support Steward: "
    events = recurring_ical_events.of(parsed).at(day)
    names = {str(one["SUMMARY"]) for one in events if one["STATUS"] != "CANCELLED"}
    return {name.removeprefix(title) for name in names if name.startswith(title)}


@pytest.mark.slow
def test_the_team_roles_follow_the_rota(room: Sandbox) -> None:
    """For a year back and the next six weeks, the two names of each day are those that the rule gives."""
    parsed = fetch(room)
    for away in range(-350, 40, 3):
        day = TODAY + timedelta(days=away)
        assert stewards(parsed, day) == {one.name.split()[0] for one in on_duty(day)}, day


@pytest.mark.slow
def test_ends_are_exclusive(room: Sandbox) -> None:
    """On the Wednesday of a handover the one who leaves is not there any more."""
    parsed = fetch(room)
    handover = date(2026, 3, 11)
    assert len(stewards(parsed, handover - timedelta(days=1))) == 2
    assert len(stewards(parsed, handover)) == 2
    assert stewards(parsed, handover) != stewards(parsed, handover - timedelta(days=1))


@pytest.mark.slow
def test_people_changed_the_team_roles_by_hand(room: Sandbox) -> None:
    """There is a swap, a slip of the pen, a changed event and a cancelled one, all ahead or long past."""
    parsed = fetch(room)
    known = {f"Support Steward: {one.name.split()[0]}" for one in STEWARDS}
    events = [
        one for one in between(parsed, TODAY, TODAY + timedelta(days=330)) if "Steward" in one["SUMMARY"]
    ]
    slips = [one for one in events if str(one["SUMMARY"]) not in known]
    assert len(slips) == 1
    assert any(name.startswith(str(slips[0]["SUMMARY"])) for name in known)
    assert any(one["STATUS"] == "CANCELLED" for one in events)
    swapped = [one for one in events if str(one.get("DESCRIPTION", "")).startswith("Swapped")]
    rule = on_duty(swapped[0].start)[1]
    assert str(swapped[0]["SUMMARY"]) != f"Support Steward: {rule.name.split()[0]}"
    assert {int(one["SEQUENCE"]) for one in between(parsed, TODAY - timedelta(days=70), TODAY)} >= {0, 2}


@pytest.mark.slow
def test_hub_events_have_hours_and_zones(room: Sandbox) -> None:
    """A weekly class keeps its local hour; one date falls out, one was moved, one event is cancelled."""
    parsed = fetch(room, "events_url")
    events = between(parsed, TODAY - timedelta(days=40), TODAY + timedelta(days=60))
    classes = [one for one in events if str(one["SUMMARY"]).startswith("Class")]
    assert len(classes) == 11
    seoul = ZoneInfo("Asia/Seoul")
    assert sorted({one.start.astimezone(seoul).hour for one in classes}) == [10, 18]
    (workshop,) = [one for one in events if str(one["SUMMARY"]).startswith("Workshop")]
    assert workshop.start.astimezone(UTC).hour == 14  # nine o'clock in Chicago, in its summer time
    assert [one["STATUS"] for one in events if str(one["SUMMARY"]).startswith("Sprint")] == ["CANCELLED"]
    assert any(not isinstance(one.start, datetime) for one in events)


@pytest.mark.slow
def test_who_has_it_gets_304(room: Sandbox) -> None:
    """The ETag stands for the content; a change of one event changes it, and gives a higher SEQUENCE."""
    url = room.ready["calendar"]["events_url"]
    first = httpx.get(url, trust_env=False)
    tag = {"If-None-Match": first.headers["etag"]}
    assert httpx.get(url, headers=tag, trust_env=False).status_code == 304
    event = {
        "uid": "new@lagoon.example",
        "summary": "New",
        "start": "2026-03-05T09:00",
        "end": "2026-03-05T10:00",
    }
    for sequence in (0, 1):
        answer = room.control.post("/calendar/hub-events", json={**event, "zone": "Asia/Tokyo"})
        assert answer.json() == {"uid": event["uid"], "sequence": sequence}
    second = httpx.get(url, headers=tag, trust_env=False)
    assert (second.status_code, b"SUMMARY:New" in second.content) == (200, True)
    room.control.request("DELETE", "/calendar/hub-events", json={"uid": event["uid"]})
    assert httpx.get(url, headers=tag, trust_env=False).status_code == 304
    assert httpx.get(url.replace("hub-events", "other"), trust_env=False).status_code == 404


letters = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120)


@settings(max_examples=60, deadline=None)
@given(summary=letters, description=letters, length=st.integers(1, 40))
def test_what_was_written_is_read(summary: str, description: str, length: int) -> None:
    """Any text and any span come through icalendar unchanged; no line is longer than 75 octets."""
    entry = Entry(
        "one@lagoon.example",
        summary,
        TODAY,
        TODAY + timedelta(days=length),
        datetime(2026, 3, 1, tzinfo=UTC),
        description=description,
    )
    written = calendar("Name", [entry])
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    parsed = icalendar.Calendar.from_ical(written)
    (event,) = parsed.walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (summary, description)
    assert (event.start, event.end) == (TODAY, TODAY + timedelta(days=length))


def test_long_lines_are_folded_between_letters() -> None:
    """A letter of several octets is never broken in two."""
    pieces = folded("SUMMARY:" + "ö" * 80).rstrip(b"\r\n").split(b"\r\n ")
    assert "".join(piece.decode() for piece in pieces) == "SUMMARY:" + "ö" * 80
