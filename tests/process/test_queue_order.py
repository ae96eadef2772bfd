"""The order of the queue: what hits more people and is due sooner comes first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.models import NextStep, StepName
from supporthub_ext.process.definition import load
from supporthub_ext.process.queue_order import Waiting, order
from tests.process.ticket_world import at

PROCESS = load()
NOW = at("2026-03-11T12:00")  # a Wednesday


def owed(ticket_id: int, hours_left: float, name: StepName = "update", **more: Any) -> Waiting:
    due = NOW + timedelta(hours=hours_left)
    return Waiting(ticket_id, NextStep(name, "ours", due, None, "Why."), **more)


def quiet(ticket_id: int, name: Any, ball: Any, soon: datetime | None = None) -> Waiting:
    return Waiting(ticket_id, NextStep(name, ball, None, soon, "Why."))


def ids(*entries: Waiting) -> list[int]:
    return [place.ticket_id for place in order(entries, NOW, PROCESS)]


def test_sooner_comes_first() -> None:
    """Of two alike, the one with less time left is first."""
    assert ids(owed(1, 10), owed(2, 5)) == [2, 1]


def test_before_the_due_time_a_level_weighs_an_hour() -> None:
    """Twice the impact is worth an hour of working time left; a tie goes to the earlier due time."""
    assert ids(owed(1, 10, impact="low"), owed(2, 10.5, impact="medium")) == [2, 1]
    assert ids(owed(1, 10, impact="low"), owed(2, 11.5, impact="medium")) == [1, 2]
    assert ids(owed(1, 10, impact="low"), owed(2, 11, impact="medium")) == [1, 2]


def test_after_it_a_level_weighs_half_a_working_day() -> None:
    """Twice the impact is worth half a working day late: of two that are late, the worse comes first."""
    assert ids(owed(1, -30, impact="low"), owed(2, -20, impact="medium")) == [2, 1]
    assert ids(owed(1, -30, impact="low"), owed(2, -17, impact="medium")) == [1, 2]
    assert ids(owed(1, -30, impact="low"), owed(2, -18, impact="medium")) == [1, 2]


def test_an_update_alone_waits_for_what_moves_a_request_on() -> None:
    """An answer that is an hour late comes before an update, until that is a day and a half later still."""
    answer = owed(1, -1, "reply")
    assert ids(owed(2, -36), answer) == [1, 2]
    assert ids(owed(2, -38), answer) == [2, 1]


def test_events_busy_hubs_and_outages_lift() -> None:
    """A hub with an event today, a busy hub and an outage come before the same ticket elsewhere."""
    plain = owed(1, 10)
    for flag in ("event_today", "busy", "outage"):
        assert ids(plain, owed(2, 10, **{flag: True})) == [2, 1]


def test_whoever_waits_long_comes_up() -> None:
    """Nobody waits for ever: what is three working days late passes even a critical one that is due."""
    late = owed(1, -5 * 24 - 1, impact="low")
    assert ids(owed(2, 0, impact="critical"), late) == [1, 2]
    assert ids(owed(2, 0, impact="critical"), owed(1, -20, impact="low")) == [2, 1]


def test_closing_comes_last_and_resting_after_it() -> None:
    """What nobody waits for comes last, except a silence that lasted long enough."""
    asked_long_ago = quiet(3, "follow_up", "requester", NOW - timedelta(hours=1))
    asked_just_now = quiet(5, "follow_up", "requester", NOW + timedelta(hours=1))
    closing, resting = quiet(4, "close_out", "ours"), quiet(6, "wait", "requester")
    assert ids(resting, asked_just_now, closing, asked_long_ago, owed(1, 100)) == [1, 3, 4, 5, 6]


def test_the_place_has_its_reason() -> None:
    """The reason says what the place follows from."""
    placed = order([owed(1, 10, "reply", impact="high", event_today=True)], NOW, PROCESS)
    assert placed[0].reason == "High impact, an event today, 10 hours of working time left."
    late = order([owed(1, -1, busy=True)], NOW, PROCESS)
    assert late[0].reason == "Impact unknown, a busy hub, only an update, 60 minutes of working time late."
    very_late = order([owed(1, -7 * 24, "reply", impact="low", outage=True)], NOW, PROCESS)
    assert very_late[0].reason == "Low impact, several tickets from this hub, 5 working days late."


def test_ages_ago_is_no_number_too_large() -> None:
    """What was due years ago stands on top, the oldest first."""
    assert ids(owed(2, 0, impact="critical"), owed(1, -70_000), owed(3, -69_000)) == [1, 3, 2]


entries = st.builds(
    owed,
    st.just(0),
    st.floats(-2000, 500, allow_nan=False),
    st.sampled_from(["update", "reply", "escalate"]),
    impact=st.sampled_from(["critical", "high", "medium", "low", "unknown"]),
    event_today=st.booleans(),
    busy=st.booleans(),
    outage=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(entries, max_size=30), st.randoms())
def test_the_order_is_one_and_loses_nobody(found: list[Waiting], chance: Any) -> None:
    """Every ticket stands in the queue once, and in the same place however they came."""
    numbered = [
        Waiting(number, one.step, one.impact, one.event_today, one.busy, one.outage)
        for number, one in enumerate(found)
    ]
    expected = order(numbered, NOW, PROCESS)
    assert sorted(place.ticket_id for place in expected) == list(range(len(numbered)))
    chance.shuffle(numbered)
    assert order(numbered, NOW, PROCESS) == expected


@settings(max_examples=40, deadline=None)
@given(entries, st.sampled_from(["event_today", "busy", "outage"]))
def test_a_worse_case_is_never_lower(one: Waiting, flag: str) -> None:
    """More impact, an event or an outage never moves a ticket down."""
    plain = Waiting(2, one.step, "low")
    worse = Waiting(1, one.step, "critical", **{flag: True})
    assert ids(plain, worse) == [1, 2]


def test_a_critical_ticket_that_just_came_stands_as_if_it_were_due_now() -> None:
    """Whether a request is critical counts from its first minute: nothing small and early stands above it."""
    outage = owed(1, 24, "acknowledge", impact="critical")
    assert ids(owed(2, 15, "reply"), owed(3, 3, "acknowledge", impact="high"), outage) == [1, 3, 2]
    assert ids(owed(2, -4, "acknowledge"), outage) == [1, 2]
    assert ids(owed(2, -30, "reply", impact="high"), outage) == [2, 1]


def test_an_update_on_a_critical_ticket_is_only_an_update() -> None:
    """Word that nothing is new moves nobody's hub on, so it does not pass what does."""
    assert ids(owed(1, 24, impact="critical"), owed(2, 15, "reply", impact="low")) == [2, 1]
