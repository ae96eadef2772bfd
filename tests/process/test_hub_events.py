"""Events put together from the places where people write them down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from supporthub_ext.process.event_hours import active_windows
from supporthub_ext.process.event_text import read_event, whole_days
from supporthub_ext.process.hub_events import Sighting, gather, hub_key, on_or_next
from tests.process.ticket_world import at

HUB = "https://courses.delta.example"


def seen(place: Any, **more: Any) -> Sighting:
    values: dict[str, Any] = {"id": f"{place}-1", "title": "Workshop: Delta College", "hubs": (HUB,)}
    return Sighting(place, **values | more)


CALENDAR = seen(
    "calendar",
    starts_at=at("2026-03-16T14:00"),
    ends_at=at("2026-03-17T22:00"),
    zone="America/Chicago",
    noticed_at=at("2026-02-02T10:00"),
)
ISSUE = seen("issue", noticed_at=at("2026-02-11T10:00"), link="https://github.example/7")
DAY = whole_days(at("2026-03-16T00:00").date(), at("2026-03-16T00:00").date())
TICKET = seen("ticket", starts_at=DAY[0], ends_at=DAY[1], noticed_at=at("2026-03-01T08:00"))


def test_three_places_are_one_event() -> None:
    """What a calendar, an issue without a date and a ticket say of one hub's days is one event."""
    for sightings in permutations([CALENDAR, ISSUE, TICKET]):
        (event,) = gather(sightings)
        assert event.known_in == ("calendar", "issue", "ticket")
        assert event.missing_in == ()
        assert (event.id, event.zone, event.starts_at) == (
            "calendar-1",
            "America/Chicago",
            CALENDAR.starts_at,
        )
        assert event.noticed_at == at("2026-02-02T10:00")
        assert event.notice_days() == 42
        assert event.links == {"issue": "https://github.example/7"}


def test_a_forgotten_place_is_named() -> None:
    """An event that only a ticket knows lacks the others, but never a place that nobody set up."""
    (event,) = gather([TICKET])
    assert event.missing_in == ("calendar", "issue")
    (event,) = gather([TICKET], ["ticket", "issue"])
    assert event.missing_in == ("issue",)


def test_other_days_and_other_hubs_are_other_events() -> None:
    """A week later, or on another hub, it is another event; an undated issue belongs to the next one."""
    week = timedelta(days=7)
    later = seen("ticket", id="ticket-2", starts_at=DAY[0] + week, ends_at=DAY[1] + week)
    other = seen(
        "ticket", id="ticket-3", hubs=("https://hub.other.example",), starts_at=DAY[0], ends_at=DAY[1]
    )
    events = {event.id: event for event in gather([CALENDAR, ISSUE, later, other])}
    assert set(events) == {"calendar-1", "ticket-2", "ticket-3"}
    assert events["calendar-1"].known_in == ("calendar", "issue")
    before = seen(
        "calendar", id="calendar-0", starts_at=at("2026-01-05T09:00"), ends_at=at("2026-01-05T17:00")
    )
    assert gather([before, ISSUE])[0].known_in == ("calendar",)  # it was over when the issue was opened


def test_without_a_hub_the_community_tells() -> None:
    """A ticket that names no hub belongs to its community's event of that day, and to no other's."""
    mine = seen("ticket", hubs=(), community="Delta College", starts_at=DAY[0], ends_at=DAY[1])
    assert len(gather([CALENDAR, mine])) == 1
    assert len(gather([CALENDAR, seen("ticket", hubs=(), starts_at=DAY[0], ends_at=DAY[1])])) == 2


def test_an_event_without_a_date_is_shown_last() -> None:
    """An issue without a date and without any other place stands there, with no date invented."""
    *_, last = gather(
        [ISSUE, seen("calendar", hubs=("https://x.example",), starts_at=DAY[0], ends_at=DAY[1])]
    )
    assert (last.id, last.starts_at, last.notice_days()) == ("issue-1", None, None)
    assert not last.runs(DAY[0])


def test_a_hub_has_the_event_that_is_on_or_next() -> None:
    """Of several events of a hub the one that is on counts, then the next; one that is over never."""
    week = timedelta(days=7)
    second = seen("calendar", id="calendar-2", starts_at=DAY[0] + week, ends_at=DAY[1] + week)
    events = gather([CALENDAR, second])
    for now, wanted in ((DAY[0], "calendar-1"), (CALENDAR.ends_at, "calendar-2"), (DAY[1] + week, None)):
        assert now is not None
        found = on_or_next(events, now).get(hub_key(f"{HUB}/".upper()))
        assert (found and found.id) == wanted
    assert events[0].within(DAY[0] - week, 8)
    assert not events[0].within(DAY[0] - week, 6)


@pytest.mark.parametrize(
    ("text", "starts", "ends", "zone"),
    [
        ("no date", None, None, None),
        ("2026-13-41", None, None, None),
        ("on 2026-03-16", "2026-03-16T00:00", "2026-03-17T00:00", None),
        ("2026-03-16 and 2026-03-17", "2026-03-16T00:00", "2026-03-18T00:00", None),
        (
            "2026-03-16, 09:00 to 17:00, America/Chicago",
            "2026-03-16T14:00",
            "2026-03-16T22:00",
            "America/Chicago",
        ),
        ("2026-03-16, 19:00 - 01:00 Europe/Oslo", "2026-03-16T18:00", "2026-03-17T00:00", "Europe/Oslo"),
        ("2026-03-16, 09:00 to 17:00, Nowhere/Land", "2026-03-16T00:00", "2026-03-17T00:00", None),
    ],
)
def test_days_hours_and_zones_are_read(
    text: str, starts: str | None, ends: str | None, zone: str | None
) -> None:
    """Dates, hours and a zone that people write are read; hours without a zone are not guessed."""
    found = read_event(f"Hub: {HUB}/.\n{text}")
    assert found.hubs == (HUB,)
    wanted = (starts and at(starts), ends and at(ends), zone)
    assert (found.starts_at, found.ends_at, found.zone) == wanted


def test_hours_of_each_day_move_with_the_clocks() -> None:
    """Nine to five over a weekend on which the clocks change is nine to five of each day, in its own zone."""
    chicago = seen(
        "calendar", zone="America/Chicago", starts_at=datetime(2026, 3, 7, 15, tzinfo=UTC),
        ends_at=datetime(2026, 3, 8, 22, tzinfo=UTC),
    )  # fmt: skip
    first, second = active_windows(gather([chicago])[0])
    assert (first.starts_at, first.ends_at) == (at("2026-03-07T15:00"), at("2026-03-07T23:00"))
    assert (second.starts_at, second.ends_at) == (at("2026-03-08T14:00"), at("2026-03-08T22:00"))
    assert second.local("Asia/Kolkata") == {"from": "2026-03-08T19:30+05:30", "to": "2026-03-09T03:30+05:30"}
    assert len(active_windows(gather([TICKET])[0])) == 1
    assert active_windows(gather([ISSUE])[0]) == ()
