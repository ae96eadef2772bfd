"""What waits for an answer in the public channel."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from supporthub_ext.process.definition import load
from supporthub_ext.process.public_questions import PublicMessage, unanswered
from tests.process.ticket_world import at, hours


def said(when: datetime, text: str = "How do I share a folder?", **more: Any) -> PublicMessage:
    values: dict[str, Any] = {"by_team": False, "answered": False}
    return PublicMessage(when, "https://slack.example/p1", text, **values | more)


def test_a_question_waits_for_one_working_day() -> None:
    """An unanswered message is due after one working day; the longest waiting stands first."""
    friday = at("2026-03-06T18:00")
    first, second = unanswered([said(friday), said(hours(0))], load())
    assert (first.message.at, second.message.at) == (hours(0), friday)
    assert second.due_at == at("2026-03-09T18:00")
    assert not second.overdue(second.due_at)
    assert second.overdue(second.due_at + timedelta(seconds=1))


def test_what_asks_nothing_waits_for_nothing() -> None:
    """Our own messages, answered ones and a mere thank you wait for nobody."""
    messages = [said(hours(0), by_team=True), said(hours(1), answered=True), said(hours(2), "Thank you!")]
    assert unanswered(messages, load()) == ()
