"""What really happened to a request since the requester last heard from us, as sentences for them.

Facts alone: that an engineer wrote on the issue, and when, is news; what they wrote is the team's. No name of
a colleague stands here either. "No news yet" is news too: "Give the user updates every day or two as we work
to resolve the issue."
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from supporthub_ext.models import TeamMessage, TicketFacts
from supporthub_ext.process.definition import Process
from supporthub_ext.process.definition_time import WEEKDAYS


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, when (UTC), and the sentence that says so to the requester."""

    at: datetime
    text: str


def draft_update(facts: TicketFacts, process: Process) -> str:
    """Answer the news for an update: what happened since our last public message, and who has it now."""
    found = [one.text for one in happenings(facts, process)]
    return " ".join([*(found or [process.news.nothing]), who_is_on_it(facts, process)])


def draft_resolved(facts: TicketFacts, process: Process) -> str | None:
    """Answer what was done, as far as we know without a person's words; None while nothing is closed."""
    closed_at = facts.issue.closed_at if facts.issue and facts.issue.state == "closed" else None
    return process.news.resolved.replace("{day}", day_in_words(closed_at)) if closed_at else None


def who_is_on_it(facts: TicketFacts, process: Process) -> str:
    """Answer the sentence that says in whose hands it is."""
    news, issue = process.news, facts.issue
    if issue and issue.state == "open" and issue.assignees:
        return news.on_it
    if any(ask.answer == "accepted" for ask in facts.asks):
        return news.on_it
    if any(ask.answer == "open" for ask in facts.asks):
        return news.was_asked
    return news.looking_for if issue and issue.state == "open" else news.looking


def happenings(facts: TicketFacts, process: Process) -> tuple[Happening, ...]:
    """Answer what happened since the requester last heard from us, oldest first; each kind once, its last."""
    since = last_word(facts) or facts.created_at
    found = (*_issue(facts, process), *_asks(facts, process), *_talk(facts, process))
    return tuple(sorted((one for one in found if one.at > since), key=lambda one: one.at))


def last_word(facts: TicketFacts) -> datetime | None:
    """Answer when we last wrote to the requester, or None."""
    ours = (one for one in facts.messages if one.sender == "agent" and one.audience == "requester")
    return max((one.at for one in ours if not one.automatic), default=None)


def day_in_words(at: datetime) -> str:
    """Answer ``Thursday 5 March``, in UTC."""
    at = at.astimezone(UTC)
    return f"{WEEKDAYS[at.weekday()]} {at.day} {at:%B}"


def _issue(facts: TicketFacts, process: Process) -> Iterator[Happening]:
    issue, news = facts.issue, process.news
    if issue is None:
        return
    if issue.opened_at:
        yield _happening(issue.opened_at, news.issue_opened)
    if issue.state == "closed" and issue.closed_at:
        yield _happening(issue.closed_at, news.closed)
    elif issue.status and issue.status_since:
        yield _happening(issue.status_since, news.moved.replace("{status}", issue.status))


def _asks(facts: TicketFacts, process: Process) -> Iterator[Happening]:
    if asked := [ask.at for ask in facts.asks]:
        yield _happening(max(asked), process.news.asked)
    if taken := [ask.answered_at for ask in facts.asks if ask.answer == "accepted" and ask.answered_at]:
        yield _happening(max(taken), process.news.taken)


def _talk(facts: TicketFacts, process: Process) -> Iterator[Happening]:
    comments = facts.issue.comments if facts.issue else ()
    thread = facts.thread.messages if facts.thread else ()
    news = process.news
    yield from _last((one for one in comments if not one.ours and not one.outsider), news.engineer_wrote)
    yield from _last((one for one in comments if one.outsider), news.outsider_wrote)
    yield from _last((one for one in thread if not one.ours), news.talked)


def _last(messages: Iterable[TeamMessage], text: str) -> Iterator[Happening]:
    if times := [message.at for message in messages]:
        yield _happening(max(times), text)


def _happening(at: datetime, text: str) -> Happening:
    return Happening(at, text.replace("{day}", day_in_words(at)))
