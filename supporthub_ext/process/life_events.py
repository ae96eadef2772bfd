"""What can happen to a ticket, each as a change of its facts: our deeds, and what others do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Literal

from supporthub_ext.models import Ask, Issue, Message, NextStep, StepName, TeamMessage, Thread, TicketFacts

Happens = Callable[[TicketFacts, datetime], TicketFacts]


def say(facts: TicketFacts, at: datetime, sender: Literal["requester", "agent"], text: str) -> TicketFacts:
    """Answer a ticket after somebody wrote to the other side."""
    number = len(facts.messages) + 1
    message = Message(number, at, sender, "requester", None, None, "", text, f"conversation {number}")
    return replace(facts, messages=(*facts.messages, message), updated_at=at)


# -- what we do: one deed for each step ------------------------------------------------------------------


def _write(facts: TicketFacts, at: datetime) -> TicketFacts:
    return say(facts, at, "agent", "Here is where we are.")


def _ask_impact(facts: TicketFacts, at: datetime) -> TicketFacts:
    return replace(_write(facts, at), impact_asked_at=at)


def _ask_and_wait(facts: TicketFacts, at: datetime) -> TicketFacts:
    return replace(_write(facts, at), questions_at=at, status="waiting_on_requester")


def _resolve(facts: TicketFacts, at: datetime) -> TicketFacts:
    return replace(_write(facts, at), told_resolved_at=at, status="resolved")


def _tell_resolved(facts: TicketFacts, at: datetime) -> TicketFacts:
    return replace(_write(facts, at), told_resolved_at=at)


def _open_thread(facts: TicketFacts, at: datetime) -> TicketFacts:
    return replace(facts, thread=Thread("thread", started_at=at))


def _escalate(facts: TicketFacts, at: datetime) -> TicketFacts:
    return replace(_open_thread(facts, at), issue=Issue("issue", opened_at=at), status="pending")


def _ask(facts: TicketFacts, at: datetime) -> TicketFacts:
    name = f"engineer-{len(facts.asks)}"
    return replace(facts, asks=(*facts.asks, Ask(name, facts.ticket_id, name, at)))


def _answer_team(facts: TicketFacts, at: datetime) -> TicketFacts:
    return _in_thread(facts, TeamMessage(at, None, "It is this hub.", True, "thread"))


def _close_out(facts: TicketFacts, at: datetime) -> TicketFacts:
    issue = (
        replace(facts.issue, state="closed", closed_at=facts.issue.closed_at or at) if facts.issue else None
    )
    thread = replace(facts.thread, ended_at=at) if facts.thread else None
    told = facts.told_resolved_at or at
    return replace(facts, issue=issue, thread=thread, status="closed", told_resolved_at=told)


# -- what others do ----------------------------------------------------------------------------------------


def _requester_writes(facts: TicketFacts, at: datetime) -> TicketFacts:
    """FreshDesk opens the ticket again when its requester writes."""
    return replace(say(facts, at, "requester", "Is there any news?"), status="open")


def _requester_thanks(facts: TicketFacts, at: datetime) -> TicketFacts:
    return replace(say(facts, at, "requester", "Thank you!"), status="open")


def _team_asks(facts: TicketFacts, at: datetime) -> TicketFacts:
    return _in_thread(facts, TeamMessage(at, None, "Which hub is it?", False, "thread"))


def _in_thread(facts: TicketFacts, message: TeamMessage) -> TicketFacts:
    thread = facts.thread or Thread("thread", started_at=message.at)
    return replace(facts, thread=replace(thread, messages=(*thread.messages, message)))


def _engineer_accepts(facts: TicketFacts, at: datetime) -> TicketFacts:
    ask = replace(facts.asks[-1], answer="accepted", answered_at=at)
    issue = replace(facts.issue, assignees=(ask.engineer_id,)) if facts.issue else None
    return replace(facts, asks=(*facts.asks[:-1], ask), issue=issue)


def _engineer_declines(facts: TicketFacts, at: datetime) -> TicketFacts:
    return replace(facts, asks=(*facts.asks[:-1], replace(facts.asks[-1], answer="declined", answered_at=at)))


def _issue_closes(facts: TicketFacts, at: datetime) -> TicketFacts:
    return replace(facts, issue=replace(facts.issue, state="closed", closed_at=at)) if facts.issue else facts


def _steward_wants_an_issue(facts: TicketFacts, _: datetime) -> TicketFacts:
    return replace(facts, needs="issue")


DEEDS: dict[StepName, str] = {
    "acknowledge": "we acknowledge",
    "reply": "we answer",
    "ask_impact": "we ask about impact",
    "open_thread": "we open a thread",
    "escalate": "we escalate",
    "find_engineer": "we ask an engineer",
    "answer_engineer": "we answer the team",
    "update": "we send an update",
    "tell_resolved": "we tell the requester",
    "close_out": "we close everything",
    "follow_up": "we ask again",
}
"""What each step asks of us, in words; wait asks for nothing."""

ANYWHERE = {
    "the requester writes",
    "the requester says thanks",
    "our reply resolves it",
    "we ask and wait",
    "it needs an issue",
}
"""What can happen at almost any step."""

DOING: dict[StepName, Happens] = {
    "acknowledge": _write,
    "reply": _write,
    "ask_impact": _ask_impact,
    "open_thread": _open_thread,
    "escalate": _escalate,
    "find_engineer": _ask,
    "answer_engineer": _answer_team,
    "update": _write,
    "tell_resolved": _tell_resolved,
    "close_out": _close_out,
    "follow_up": _write,
}


def possible(facts: TicketFacts, step: NextStep) -> Iterator[tuple[str, Happens]]:
    """Answer what can happen to a ticket now: its step's deed, a resolving reply, what others do."""
    if step.step in DOING:
        yield DEEDS[step.step], DOING[step.step]
    yield "the requester writes", _requester_writes
    if facts.status not in {"resolved", "closed"}:
        yield "our reply resolves it", _resolve
        yield "we ask and wait", _ask_and_wait
    if len(facts.messages) > 1:
        yield "the requester says thanks", _requester_thanks
    if facts.thread:
        yield "the team asks", _team_asks
    elif not facts.needs and not facts.issue:
        yield "it needs an issue", _steward_wants_an_issue
    if facts.issue and facts.issue.state == "open":
        yield "the issue is closed", _issue_closes
    if facts.asks and facts.asks[-1].answer == "open":
        yield "the engineer accepts", _engineer_accepts
        yield "the engineer declines", _engineer_declines
