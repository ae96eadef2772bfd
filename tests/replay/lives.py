"""Simulated tickets for the tests, and what the process is told of them."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any

from supporthub_ext.models import Ask, Issue, Message, TeamMessage, Thread, TicketFacts
from supporthub_ext.process.definition import load as load_process
from supporthub_ext.replay.fate import Arrival, Fate, draw_fate
from supporthub_ext.replay.life import Life
from supporthub_ext.replay.load import load
from supporthub_ext.replay.promises import Book
from supporthub_ext.replay.rules import rules
from supporthub_ext.replay.timeline import BEGIN, MINUTE, timeline
from tests.process.ticket_world import they, ticket, we

PROCESS, LOAD = load_process(), load()
LINE = timeline(PROCESS.working_time, LOAD.weeks)
RULES = rules(PROCESS, LOAD, LINE)


def fate(number: int, created: int = 0) -> Fate:
    arrival = Arrival(created, number % 5, "plain")
    return draw_fate(Random(number), number, arrival, LOAD, PROCESS, day=LINE.day)


def life(number: int, **known: Any) -> Life:
    """A ticket of which some things are known, whatever brought them about."""
    book = Book(PROCESS.impact.weights, RULES.lengths())
    one = Life(fate(number), RULES, book, lambda *_: None, "low")
    for name, value in known.items():
        setattr(one, name, value)
    return one


def at(working_minute: int) -> datetime:
    return BEGIN + LINE.opening[working_minute] * MINUTE


def maybe(working_minute: int | None) -> datetime | None:
    return None if working_minute is None else at(working_minute)


def facts(one: Life) -> TicketFacts:
    """What the process would know of a simulated ticket."""
    asked = one.waiting is not None and one.ours is not None
    return ticket(
        *_messages(one),
        ticket_id=one.fate.number,
        subject="[FIRING] disk" if one.fate.noise else "Hub will not start",
        requester_mail="alerts@watch.example" if one.fate.noise else "kim@reef.example",
        created_at=at(one.created),
        status="resolved" if one.done else "open",
        kind=one.fate.kind,
        impact=one.impact,
        impact_asked_at=at(one.created) if one.impact_asked else None,
        questions_at=at((one.ours or 0) - (one.waiting or 0)) if asked else None,
        told_resolved_at=maybe(one.told),
        needs="issue" if one.needs_issue else "thread",
        knows_thread=True,
        knows_issue=True,
        thread=Thread("thread", () if one.issue_opened else _question(one)) if one.thread else None,
        issue=_issue(one),
        asks=_asks(one),
    )


def _messages(one: Life) -> list[Message]:
    first = they(at(one.created))
    again = range((one.waiting or 0), -1, -1)
    ours = [] if one.ours is None else [we(at(one.ours - back)) for back in again]
    return [first, *ours, *([they(at(one.asked), "And now?")] if one.asked is not None else [])]


def _question(one: Life) -> tuple[TeamMessage, ...]:
    if one.question is None:
        return ()
    return (TeamMessage(at(one.question), "Robin", "Which hub is it?", ours=False, source="message"),)


def _issue(one: Life) -> Issue | None:
    if one.issue_opened is None:
        return None
    return Issue(
        "issue",
        "open" if one.issue_closed is None else "closed",
        opened_at=at(one.issue_opened),
        closed_at=maybe(one.issue_closed),
        assignees=("robin",) if one.accepted else (),
        comments=_question(one),
    )


def _asks(one: Life) -> tuple[Ask, ...]:
    number, declined = one.fate.number, one.declined
    found = []
    if declined is not None:
        found.append(Ask("a1", number, "ira", at(declined), "declined", at(declined)))
    if one.ask_at is not None and not one.accepted:
        found.append(Ask("a2", number, "jun", at(one.ask_at)))
    if one.accepted:
        found.append(Ask("a3", number, "kai", at(one.created), "accepted", at(one.created)))
    return tuple(found)
