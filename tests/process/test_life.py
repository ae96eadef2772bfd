"""The whole life of a request: always one step, every state leads on, no state is a trap."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.models import Ask, HubEvent, Issue, Status, StepName, TeamMessage, Thread, TicketFacts
from supporthub_ext.process.definition import load
from supporthub_ext.process.life import BEGIN, PAUSE, Arrow, drawing, explore
from supporthub_ext.process.life_events import DEEDS, DOING, possible
from supporthub_ext.process.nextstep import RULES, next_step
from supporthub_ext.process.promise import due_from
from tests.process.ticket_world import hours, message, ticket

PROCESS = load()


@cache
def arrows(policy: Any = "when_needed") -> frozenset[Arrow]:
    process = replace(PROCESS, threads=replace(PROCESS.threads, policy=policy))
    return frozenset(explore(process))


@pytest.mark.parametrize("policy", ["when_needed", "each"])
def test_every_step_can_be_reached_and_left(policy: str) -> None:
    """Each of the twelve steps occurs in some life, and something leads on from it."""
    walked = arrows(policy)
    assert {arrow.start for arrow in walked} == set(get_args(StepName))
    for step in get_args(StepName):
        assert any(arrow.start == step and arrow.end != step for arrow in walked), step


def test_every_deed_of_ours_leads_on() -> None:
    """Doing what the queue says changes what it says, except for what is meant to come again."""
    again = {arrow.start for arrow in arrows() if arrow.ours and arrow.start == arrow.end}
    assert again == {"update", "follow_up"}


def test_from_every_step_the_end_can_be_reached() -> None:
    """No state is a trap: from each step a way leads to nothing left to do."""
    reach = {"wait"}
    for _ in get_args(StepName):
        reach |= {arrow.start for arrow in arrows() if arrow.end in reach}
    assert reach == set(get_args(StepName))


def test_silence_leads_to_a_close_without_anybody_deciding() -> None:
    """Asking again often enough ends in closing out."""
    assert Arrow("follow_up", "we ask again", "close_out", True) in arrows()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30), max_size=14), st.sampled_from([kind.name for kind in PROCESS.kinds]))
def test_whatever_happens_doing_what_the_queue_says_ends_it(choices: list[int], kind: str) -> None:
    """After any past: do each step, let engineers work and requesters be silent, and all is done soon."""
    facts = ticket(
        message("requester", BEGIN, "It does not work."), kind=kind, knows_thread=True, knows_issue=True
    )
    now = BEGIN
    for choice in choices:
        now += PAUSE
        options = list(possible(facts, next_step(facts, PROCESS)))
        facts = options[choice % len(options)][1](facts, now)
    for _ in range(25):
        now += PAUSE
        step = next_step(facts, PROCESS)
        if step.step == "wait":
            return
        facts = _carry_on(facts, step.step, now)
    pytest.fail(f"still {step.step} after 25 moves")


def _carry_on(facts: TicketFacts, step: StepName, now: Any) -> TicketFacts:
    events = dict(possible(facts, next_step(facts, PROCESS)))
    if step == "update":
        for event in ("the engineer accepts", "the issue is closed", "our reply resolves it"):
            if event in events:
                return events[event](facts, now)
    return DOING[step](facts, now)


times = st.integers(0, 400).map(hours)
some_time = st.none() | times
team = st.builds(
    TeamMessage,
    times,
    st.none() | st.just("Robin"),
    st.sampled_from(["Hm.", "Which?"]),
    st.booleans(),
    st.just("m"),
)
messages = st.lists(
    st.tuples(
        times,
        st.sampled_from(["requester", "agent", "system"]),
        st.sampled_from(["requester", "team"]),
        st.sampled_from(["Thanks!", "It is broken.", "Any news?", ""]),
        st.booleans(),
    ),
    max_size=6,
).map(
    lambda rows: tuple(
        message(sender, when, text, audience=audience, automatic=automatic)
        for when, sender, audience, text, automatic in sorted(rows, key=lambda row: row[0])
    )
)
any_facts = st.builds(
    lambda talk, **values: ticket(*talk, **values),
    messages,
    status=st.sampled_from(get_args(Status)),
    requester=st.none() | st.just("Kim"),
    subject=st.sampled_from(["Hub is slow", "[FIRING] disk", ""]),
    requester_mail=st.none() | st.just("alerts@watch.example"),
    complete=st.booleans(),
    kind=st.sampled_from([None, "bug", "hub_change", "question", "something else"]),
    impact=st.sampled_from(["critical", "high", "medium", "low", "unknown"]),
    impact_asked_at=some_time,
    questions_at=some_time,
    told_resolved_at=some_time,
    needs=st.sampled_from([None, "thread", "issue"]),
    knows_thread=st.booleans(),
    knows_issue=st.booleans(),
    thread=st.none()
    | st.builds(Thread, st.just("t"), st.lists(team, max_size=3).map(tuple), st.none(), some_time),
    issue=st.none()
    | st.builds(
        Issue,
        st.just("i"),
        st.sampled_from(["open", "closed"]),
        some_time,
        some_time,
        st.sampled_from([(), ("robin",)]),
    ),
    asks=st.lists(
        st.builds(
            Ask,
            st.just("a"),
            st.just(4101),
            st.just("robin"),
            times,
            st.sampled_from(["open", "accepted", "declined"]),
        ),
        max_size=2,
    ).map(tuple),
    event=st.none() | st.builds(HubEvent, st.just("e"), st.just("Workshop"), st.just(hours(0)), times),
)


@settings(max_examples=250, deadline=None)
@given(any_facts)
def test_there_is_always_exactly_one_step(facts: TicketFacts) -> None:
    """Whatever the facts: one step, the same each time, with its reason and its due time."""
    step = next_step(facts, PROCESS)
    assert step == next_step(facts, PROCESS)
    assert step.step in get_args(StepName)
    assert step.reason.endswith(".")
    assert step.derivation[0].rule == step.step
    assert due_from([line.to_json() for line in step.derivation]) == step.due_at
    assert step.due_soon_at is None or step.due_at is None or step.due_soon_at <= step.due_at


@settings(max_examples=150, deadline=None)
@given(any_facts)
def test_an_open_ticket_has_a_due_time_unless_nothing_is_promised(facts: TicketFacts) -> None:
    """Only noise, closing and the requester's own turn have no due time."""
    step = next_step(facts, PROCESS)
    if step.due_at is None:
        assert step.noise or step.step in {"close_out", "follow_up", "wait"}


def test_every_rule_is_tried_once() -> None:
    """The last rule always applies, so the list of rules has no hole."""
    assert len(set(RULES)) == len(RULES)
    assert RULES[-1].__name__ == "update"


def test_the_drawing_names_every_step_and_deed() -> None:
    """The picture in the docs is drawn from the rules themselves."""
    drawn = drawing(set(arrows()))
    assert drawn.startswith("stateDiagram-v2")
    for step, deed in DEEDS.items():
        assert f"    {step} --> " in drawn
        assert deed in drawn or step in {"update", "follow_up"}


def test_a_process_with_a_thread_for_each_opens_one_for_each() -> None:
    """The policy of the process file decides, not the code."""
    each = {arrow.start for arrow in arrows("each") if arrow.end == "open_thread"}
    assert "acknowledge" in each
    assert not [arrow for arrow in arrows() if arrow.start == "acknowledge" and arrow.end == "open_thread"]
