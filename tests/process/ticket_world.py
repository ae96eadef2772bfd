"""Invented tickets for the tests of the process: short ways to say who wrote what and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from supporthub_ext.models import Message, TeamMessage, TicketFacts

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
_ids = count(48100001)


def at(text: str) -> datetime:
    """An instant in UTC, as in ``2026-03-06T18:00``."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def hours(number: float) -> datetime:
    """So many hours after Monday morning."""
    return MONDAY + timedelta(hours=number)


def message(sender: Any, when: datetime, text: str, **more: Any) -> Message:
    number = next(_ids)
    values: dict[str, Any] = {
        "audience": "requester",
        "author": "Kim" if sender == "requester" else "Sam",
        "author_id": 1 if sender == "requester" else 2,
        "html": "",
        "source": f"conversation {number}",
    }
    return Message(id=number, at=when, sender=sender, text=text, **(values | more))


def they(when: datetime, text: str = "The hub does not start.", **more: Any) -> Message:
    """The requester writes."""
    return message("requester", when, text, **more)


def we(when: datetime, text: str = "We look into it.", **more: Any) -> Message:
    """We write to the requester."""
    return message("agent", when, text, **more)


def note(when: datetime, text: str = "Seen before.") -> Message:
    """We write a private note."""
    return message("agent", when, text, audience="team")


def engineer(when: datetime, text: str = "Which hub is it?") -> TeamMessage:
    """An engineer writes in the thread or on the issue."""
    return TeamMessage(when, "Robin", text, False, "thread message 1.0")


def steward(when: datetime, text: str = "It is the staging hub.") -> TeamMessage:
    """We write in the thread or on the issue."""
    return TeamMessage(when, "Sam", text, True, "thread message 2.0")


def ticket(*messages: Message, **facts: Any) -> TicketFacts:
    """A ticket with these messages, in order, and these facts."""
    first = messages[0].at if messages else MONDAY
    last = messages[-1].at if messages else MONDAY
    values: dict[str, Any] = {
        "ticket_id": 4101,
        "subject": "Hub will not start",
        "status": "open",
        "status_label": "Open",
        "created_at": first,
        "updated_at": last,
        "community": "Reef Lab",
        "hub": "reef.hub.example",
        "requester": "Kim",
        "requester_mail": "kim@reef.example",
        "assignee_id": None,
    }
    return TicketFacts(messages=messages, **(values | facts))
