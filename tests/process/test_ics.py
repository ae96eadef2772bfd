"""The rota as iCalendar: all-day events that subscribers can follow through every change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from icalendar import Calendar

from supporthub_ext.models import Absence, CalendarRecord, Roster
from supporthub_ext.process.calendar_compare import compare_calendar
from supporthub_ext.process.ics import RotaEvent, publish, rota_events, to_ical
from supporthub_ext.process.rota_days import Rota
from tests.process.rota_world import ANCHOR, busy_teams, cover, rota, steward, team

DAY = timedelta(days=1)
END = ANCHOR + timedelta(days=56)
NOW = datetime(2021, 11, 15, 12, tzinfo=UTC)


def read(text: bytes) -> list[RotaEvent]:
    """The events as icalendar understands them."""
    return [
        RotaEvent(
            str(event["uid"]),
            int(event["sequence"]),
            str(event["summary"]),
            event.decoded("dtstart"),
            event.decoded("dtend"),
            "",
        )
        for event in Calendar.from_ical(text).walk("VEVENT")
    ]


@settings(max_examples=20, deadline=None)
@given(busy_teams(ANCHOR, 100))
def test_what_goes_out_comes_back(roster: Roster) -> None:
    """A round trip through icalendar keeps every event, and every UID is there once."""
    events = rota_events(rota(roster), ANCHOR, END)
    back = read(to_ical(events, name="Duty", now=NOW))
    assert back == [replace(event, person_id="") for event in events]
    assert len({event.uid for event in events}) == len(events)


def test_tours_are_all_day_events_with_an_exclusive_end() -> None:
    """An event is a whole tour, also where the window cuts it, titled as the Team Roles calendar does."""
    events = rota_events(rota(team()), ANCHOR + DAY, ANCHOR + 2 * DAY)
    assert [(event.title, event.first, event.end) for event in events] == [
        ("Support Steward: Farid", ANCHOR - timedelta(days=14), ANCHOR + timedelta(days=14)),
        ("Support Steward: Ana", ANCHOR, ANCHOR + timedelta(days=28)),
    ]
    text = to_ical(events, name="Duty", now=NOW).decode()
    assert "DTSTART;VALUE=DATE:20211110" in text
    assert "DTEND;VALUE=DATE:20211208" in text
    assert "DTSTAMP:20211115T120000Z" in text


def test_a_swap_changes_the_event_that_subscribers_have() -> None:
    """The UID hangs on the tour, not on the person; its number rises with each change and only then."""
    before = rota_events(rota(team()), ANCHOR, END)
    published = publish(before)
    same = rota_events(rota(team()), ANCHOR, END, published)
    assert same == before
    swap = cover("ana", "dov", ANCHOR, ANCHOR + timedelta(days=27), kind="swap")
    after = rota_events(rota(team(), swap), ANCHOR, END, published)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [(old.uid, old.title, new.title) for old, new in changed if old.content != new.content] == [
        ("supporthub-rota-2021-11-10-1", "Support Steward: Ana", "Support Steward: dov")
    ]
    assert all(new.uid == old.uid for old, new in zip(before, after, strict=True))
    back = rota_events(rota(team()), ANCHOR, END, publish(after, published))
    assert [event.sequence for event in back if event.uid.endswith("2021-11-10-1")] == [2]


def test_numbers_rise_also_when_nothing_was_kept() -> None:
    """Without a memory of what went out, an event's number is how many overrides touch its tour."""
    one = cover("ana", "dov", ANCHOR, ANCHOR + timedelta(days=27))
    events = rota_events(rota(team(), one), ANCHOR, END)
    assert [event.sequence for event in events] == [1, 1, 1, 0, 0]


def test_cover_in_a_tour_is_an_event_of_its_own() -> None:
    """A few covered days cut the tour into three events; an empty seat has none."""
    one = cover("ana", "dov", ANCHOR + 5 * DAY, ANCHOR + 6 * DAY)
    events = [
        event
        for event in rota_events(rota(team(), one), ANCHOR, END)
        if event.uid.startswith("supporthub-rota-2021-11-10-")
    ]
    assert [(event.title[-3:], event.first - ANCHOR, event.end - ANCHOR) for event in events] == [
        ("Ana", 0 * DAY, 5 * DAY),
        ("dov", 5 * DAY, 7 * DAY),
        ("Ana", 7 * DAY, 28 * DAY),
    ]
    away = replace(team(), absences=(Absence("ana", ANCHOR, ANCHOR + 27 * DAY),))
    assert not [event for event in rota_events(rota(away), ANCHOR, END) if event.person_id == "ana"]


def test_our_own_calendar_agrees_with_us() -> None:
    """What we publish reads back as agreement, also when two people share a first name."""
    here: Rota = rota(Roster((steward("Sam Hill"), steward("Sam Okoro"), steward("Ana Ruiz"))))
    events = rota_events(here, ANCHOR, END)
    records = [CalendarRecord(event.uid, event.title, event.first, event.end) for event in events]
    found = compare_calendar(here, records, as_of=NOW, first=ANCHOR, end=END)
    assert (found.state, found.problems) == ("agrees", ())


def test_no_days_are_no_events() -> None:
    """A window without days is an empty calendar, not an error."""
    assert rota_events(rota(team()), date(2022, 1, 1), date(2021, 1, 1)) == ()
