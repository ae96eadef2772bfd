"""The order of the queue: what hits more people and is due sooner comes first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.models import NextStep
from supporthub_ext.process.definition import load
from supporthub_ext.process.queue_order import Waiting, order
from tests.process.ticket_world import at

PROCESS = load()
NOW = at("2026-03-11T12:00")  # a Wednesday


def owed(ticket_id: int, hours_left: float, **more: Any) -> Waiting:
    due = NOW + timedelta(hours=hours_left)
    return Waiting(ticket_id, NextStep("update", "ours", due, None, "Why."), **more)


def quiet(ticket_id: int, name: Any, ball: Any, soon: datetime | None = None) -> Waiting:
    return Waiting(ticket_id, NextStep(name, ball, None, soon, "Why."))


def ids(*entries: Waiting) -> list[int]:
    return [place.ticket_id for place in order(entries, NOW, PROCESS)]


def test_sooner_comes_first() -> None:
    """Of two alike, the one with less time left is first."""
    assert ids(owed(1, 10), owed(2, 5)) == [2, 1]


def test_a_level_of_impact_weighs_eight_hours() -> None:
    """Twice the impact is worth eight working hours; a tie goes to the earlier due time."""
    assert ids(owed(1, 10, impact="low"), owed(2, 17, impact="medium")) == [2, 1]
    assert ids(owed(1, 10, impact="low"), owed(2, 19, impact="medium")) == [1, 2]
    assert ids(owed(1, 10, impact="low"), owed(2, 18, impact="medium")) == [1, 2]


def test_events_busy_hubs_and_outages_lift() -> None:
    """A hub with an event today, a busy hub and an outage come before the same ticket elsewhere."""
    plain = owed(1, 10)
    for flag in ("event_today", "busy", "outage"):
        assert ids(plain, owed(2, 10, **{flag: True})) == [2, 1]


def test_five_days_late_stands_on_top() -> None:
    """Nobody waits for ever: what is five working days late passes even a critical one."""
    late = owed(1, -7 * 24 - 1, impact="low")
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
    placed = order([owed(1, 10, impact="high", event_today=True)], NOW, PROCESS)
    assert placed[0].reason == "High impact, an event today, 10 hours of working time left."
    late = order([owed(1, -1)], NOW, PROCESS)
    assert late[0].reason == "Impact unknown, 60 minutes of working time late."


entries = st.builds(
    owed,
    st.just(0),
    st.floats(-2000, 500, allow_nan=False),
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
