"""Answers to the process's questions become a level, with its reason and what is worth asking."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supporthub_ext.errors import InvalidField
from supporthub_ext.process.definition import load
from supporthub_ext.process.definition_judgement import OneCause
from supporthub_ext.process.impact import assess, questions_text
from supporthub_ext.process.one_cause import one_cause

IMPACT = load().impact
QUESTIONS = {question.name: question for question in IMPACT.questions}
RANK = {"unknown": 0, "low": 1, "medium": 2, "high": 3, "critical": 4}

ANSWERS = st.fixed_dictionaries(
    {question.name: st.sampled_from([None, "unknown", *question.points]) for question in IMPACT.questions}
)


@pytest.mark.parametrize("who", ["all", "many"])
def test_down_for_all_or_many_is_critical(who: str) -> None:
    """A hub that is down for all or for many is critical, whatever else is known."""
    assert assess(IMPACT, {"hub": "down", "who": who}).level == "critical"
    assert (
        assess(IMPACT, {"hub": "down", "who": who, "when": "sometimes", "event": "none"}).level == "critical"
    )


@pytest.mark.parametrize("answers", [{}, dict.fromkeys(QUESTIONS, "unknown"), dict.fromkeys(QUESTIONS)])
def test_all_unknown_is_unknown(answers: dict[str, str | None]) -> None:
    """With nothing known the level is unknown, and every question is worth asking."""
    found = assess(IMPACT, answers)
    assert found.level == "unknown"
    assert found.questions == IMPACT.questions
    assert found.answers == dict.fromkeys(QUESTIONS)


@given(ANSWERS, st.data())
def test_a_worse_answer_never_lowers_the_level(answers: dict[str, str | None], data: st.DataObject) -> None:
    """Each answer made worse, or known at last, leaves the level where it was or raises it."""
    name = data.draw(st.sampled_from(sorted(QUESTIONS)))
    scale = [None, *reversed(QUESTIONS[name].points)]
    now = answers[name] if answers[name] != "unknown" else None
    worse = data.draw(st.sampled_from(scale[scale.index(now) :]))
    before, after = assess(IMPACT, answers), assess(IMPACT, {**answers, name: worse})
    assert RANK[after.level] >= RANK[before.level]


@given(ANSWERS)
def test_a_question_is_asked_only_while_it_could_matter(answers: dict[str, str | None]) -> None:
    """Where the worst answers to all open questions change nothing, nobody is bothered with them."""
    found = assess(IMPACT, answers)
    open_ = [name for name, answer in found.answers.items() if answer is None]
    worst = {name: next(iter(QUESTIONS[name].points)) for name in open_}
    moves = assess(IMPACT, {**answers, **worst}).level != found.level
    assert [question.name for question in found.questions] == (open_ if moves else [])


def test_levels_in_between() -> None:
    """One person now and then is low; many users, each time, on a hub that is up is high."""
    assert assess(IMPACT, {"who": "one", "when": "sometimes", "hub": "up", "event": "none"}).level == "low"
    assert assess(IMPACT, {"who": "many", "when": "always", "hub": "up", "event": "soon"}).level == "high"
    assert assess(IMPACT, {"who": "few", "when": "always"}).level == "medium"


def test_the_reason_can_be_computed_again() -> None:
    """The explanation holds each answer with its points, the sum, the bar, and what is not known."""
    assert assess(IMPACT, {"who": "many", "when": "always", "event": "soon"}).why == (
        "Many users are affected (2), it happens every time (1), an event comes soon (1). "
        "Together 4: high, from 4 on. Not known: hub."
    )
    assert assess(IMPACT, {"who": "all", "hub": "down"}).why == (
        "Everybody on the hub is affected (3), the hub is down (4). "
        "These answers to hub and who are always critical. Not known: when, event."
    )


def test_questions_are_in_words_for_the_requester() -> None:
    """What is worth asking comes in the process file's words, one line each."""
    found = assess(IMPACT, {"who": "few", "when": "always", "event": "none"})
    assert questions_text(found.questions) == f"- {QUESTIONS['hub'].text}"


@pytest.mark.parametrize("answers", [{"whom": "all"}, {"who": "everybody"}])
def test_an_unknown_question_or_answer_is_refused(answers: dict[str, str | None]) -> None:
    """A slip in an answer is refused with the ones that are allowed, never taken as unknown."""
    with pytest.raises(InvalidField) as refused:
        assess(IMPACT, answers)
    assert "who" in refused.value.message + refused.value.what_to_do


START = datetime(2022, 4, 27, 9, tzinfo=UTC)
RULE = OneCause(tickets=3, hours=2)


def arrivals(
    *minutes: int, hub: str | None = "https://dune.example"
) -> list[tuple[int, str | None, datetime]]:
    return [(4100 + minute, hub, START + timedelta(minutes=minute)) for minute in minutes]


def test_tickets_that_come_close_together_raise_the_question() -> None:
    """So many tickets of one hub in so many hours are one cluster, with those that follow as closely."""
    (cluster,) = one_cause(RULE, arrivals(500, 0, 60, 110, 170))
    assert cluster.ticket_ids == (4100, 4160, 4210, 4270)
    assert cluster.question == "4 tickets from https://dune.example within 3 hours: one cause?"


def test_two_clusters_of_one_hub_stay_two() -> None:
    """What lies far apart is no one cause, also on one hub; what is too rare raises no question."""
    clusters = one_cause(RULE, [*arrivals(0, 1, 2), *arrivals(900, 901, 902), *arrivals(2000, 2001)])
    assert [cluster.ticket_ids for cluster in clusters] == [(4100, 4101, 4102), (5000, 5001, 5002)]


def test_other_hubs_and_no_hub_are_no_cause() -> None:
    """Tickets of different hubs, and those without one, are never thrown together."""
    assert one_cause(RULE, [*arrivals(0, 1), *arrivals(2, hub="https://reef.example")]) == ()
    assert one_cause(RULE, arrivals(0, 1, 2, hub=None)) == ()
    assert one_cause(RULE, arrivals(0, 1, 2, hub=" ")) == ()


@given(st.lists(st.integers(0, 600), unique=True, max_size=15))
def test_a_ticket_stands_in_a_cluster_exactly_when_enough_came_with_it(minutes: list[int]) -> None:
    """Every ticket of a window that holds enough is in a cluster, each once, and no other."""
    found = [id_ for cluster in one_cause(RULE, arrivals(*minutes)) for id_ in cluster.ticket_ids]
    near = {
        4100 + minute
        for begin in minutes
        for minute in minutes
        if 0 <= minute - begin <= 120 and sum(0 <= one - begin <= 120 for one in minutes) >= RULE.tickets
    }
    assert sorted(found) == sorted(near)
