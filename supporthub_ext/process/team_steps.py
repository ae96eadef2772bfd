"""The steps towards the team. Each rule answers its step, or None when it is not its turn.

The process sets no time for them: what is due is the update that the requester expects meanwhile. A need that
arises when that update is already due soon waits until the update was sent.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

from supporthub_ext.models import DerivationLine, NextStep, StepName, TeamMessage
from supporthub_ext.process.case import Case, step
from supporthub_ext.process.promise import Start
from supporthub_ext.process.worktime import add


def answer_engineer(case: Case) -> NextStep | None:
    """Answer what the team asked in the thread or on the issue, unless the requester is due first."""
    asked = _unanswered(case)
    if asked is None:
        return None
    name = asked.author or "Somebody"
    owed = case.promised("reply", Start(asked.at, f"{name} wrote to us", asked.source))
    if case.update and case.update.due_at and owed.due_at and case.update.due_at < owed.due_at:
        return None
    line = case.because("answer_engineer", f"{name} waits for us.", "unanswered", asked.source, asked.source)
    return step("answer_engineer", "ours", f"{name} asked us something and waits for an answer.", owed, line)


def open_thread(case: Case) -> NextStep | None:
    """Open a thread with the team, where the process, the kind of request or a steward calls for one."""
    facts = case.facts
    each = case.process.threads.policy == "each"
    called_for = facts.needs == "thread" or (facts.knows_thread and (each or _kind_needs(case) == "thread"))
    if facts.thread or facts.issue or not called_for:
        return None
    why = "Every ticket gets a thread." if each else "The team should talk about this one."
    line = case.because("open_thread", why, "thread", None, "thread")
    return _before_update(case, "Not yet talked about with the team.", line)


def escalate(case: Case) -> NextStep | None:
    """Open a support issue on the board, where the work takes longer or an engineer has to do it."""
    facts = case.facts
    pending = facts.status == "pending"
    called_for = facts.needs == "issue" or (facts.knows_issue and (pending or _kind_needs(case) == "issue"))
    if facts.issue or not called_for:
        return None
    why = f"It is {facts.status_label} without an issue." if pending else "Somebody has to change something."
    line = case.because("escalate", why, "issue", None, "issue")
    return _before_update(case, "There is no support issue yet.", line)


def find_engineer(case: Case) -> NextStep | None:
    """Ask an engineer: nobody is on the issue, and nobody who was asked is still to answer."""
    issue, asks = case.facts.issue, case.facts.asks
    if issue is None or issue.state != "open" or issue.assignees:
        return None
    if any(ask.answer == "accepted" or (ask.answer == "open" and not _stale(case, ask.at)) for ask in asks):
        return None
    since = max(
        (ask.answered_at or ask.at for ask in asks if ask.answer == "declined"), default=issue.opened_at
    )
    why = "Nobody who was asked has taken it." if asks else "Nobody was asked yet."
    line = case.because("find_engineer", why, "assignees", [], issue.link)
    return _before_update(case, "Nobody works on the issue yet.", line, since)


def _kind_needs(case: Case) -> str | None:
    kind = case.process.kind(case.facts.kind)
    return kind.needs if kind else None


def _stale(case: Case, asked_at: datetime) -> bool:
    """Answer whether an ask was a working day old when we last wrote to the requester."""
    ours = case.talk.ours
    patience = case.process.targets.reply.working_days
    return ours is not None and add(asked_at, patience, case.process.working_time) <= ours.at


def _before_update(
    case: Case, reason: str, line: DerivationLine, since: datetime | None = None
) -> NextStep | None:
    owed = case.update
    if owed and owed.due_soon_at and since and since > owed.due_soon_at:
        return None
    return step(cast(StepName, line.rule), "ours", reason, owed, line)


def _unanswered(case: Case) -> TeamMessage | None:
    """Answer the first message of the team, since our last in the same place, that wants an answer."""
    facts = case.facts
    places = (facts.thread.messages if facts.thread else (), facts.issue.comments if facts.issue else ())
    found = [message for place in places if (message := _first_open(case, place))]
    return min(found, key=lambda message: message.at, default=None)


def _first_open(case: Case, place: tuple[TeamMessage, ...]) -> TeamMessage | None:
    waiting = None
    for message in place:
        if message.ours:
            waiting = None
        elif waiting is None and (case.process.threads.answer == "all" or "?" in message.text):
            waiting = message
    return waiting
