"""A promise can be read, and computed again from what is shown."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.models import HubEvent
from supporthub_ext.process.definition import load
from supporthub_ext.process.definition_time import Closure, WorkingTime
from supporthub_ext.process.nextstep import next_step
from supporthub_ext.process.promise import Start, due_from, promise, spoken
from tests.process.ticket_world import MONDAY, at, hours, they, ticket, we

PROCESS = load()
OFFICE = WorkingTime(("Monday", "Tuesday", "Thursday"), "Europe/Oslo", ("09:00", "17:00"))
BREAK = Closure("Spring break", date(2026, 3, 5), date(2026, 3, 6))


@settings(max_examples=80, deadline=None)
@given(
    st.integers(0, 60 * 24 * 60),
    st.booleans(),
    st.sampled_from(["", "Thanks!", "Any news?"]),
    st.sampled_from([PROCESS.working_time, OFFICE, replace(PROCESS.working_time, closures=(BREAK,))]),
    st.sampled_from(["low", "critical", "unknown"]),
)
def test_the_due_time_follows_from_the_derivation_alone(
    minutes: int, answered: bool, then: str, rule: WorkingTime, impact: str
) -> None:
    """Whatever is shown as due can be computed again from the lines that are shown, as JSON."""
    process = replace(PROCESS, working_time=rule)
    start = MONDAY + timedelta(minutes=minutes)
    messages = [they(start)]
    messages += [we(start + timedelta(hours=1))] if answered else []
    messages += [they(start + timedelta(hours=2), then)] if then else []
    event = HubEvent("e", "Workshop", MONDAY, MONDAY + timedelta(days=9))
    step = next_step(ticket(*messages, impact=impact, event=event), process)
    shown = json.loads(json.dumps([line.to_json() for line in step.derivation]))
    assert due_from(shown) == step.due_at
    assert step.due_at is not None


def test_nothing_promised_computes_to_nothing() -> None:
    """A step without a due time has a derivation without one."""
    step = next_step(ticket(they(hours(0)), we(hours(1)), status="waiting_on_requester"), PROCESS)
    assert due_from(line.to_json() for line in step.derivation) is None


def test_a_closure_on_the_way_is_named() -> None:
    """Who is told of a late date is told why: the closure stands in the line."""
    process = replace(PROCESS, working_time=replace(PROCESS.working_time, closures=(BREAK,)))
    found = promise("reply", Start(at("2026-03-04T12:00"), "Kim wrote", "conversation 1"), process)
    assert found.due_at == at("2026-03-09T12:00")
    assert "closed for Spring break" in found.lines[2].text


def test_what_is_ours_is_marked_as_ours() -> None:
    """A promise that the written process does not ask for says so."""
    target = PROCESS.targets.follow_up
    assert target is not None
    process = replace(PROCESS, targets=replace(PROCESS.targets, follow_up=replace(target, on=True)))
    line = promise("follow_up", Start(MONDAY, "We wrote", "conversation 1"), process).lines[1]
    assert line.text.startswith("We promise ourselves")


def test_an_instant_is_said_in_utc() -> None:
    """A due time is said with its weekday and its zone."""
    assert spoken(at("2026-03-06T18:00")) == "Friday 6 March 2026 at 18:00 UTC"
