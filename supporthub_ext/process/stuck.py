"""What is stuck: too old, long with an engineer, bouncing to and fro, or without the update it was promised.

"Half-finished tickets get lost after assignment": once a week they are looked at together.
"""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from supporthub_ext.models import STEP_WORDS, NextStep, TicketFacts
from supporthub_ext.process.definition import Process
from supporthub_ext.process.worktime import working_days_between


def stuck(facts: TicketFacts, step: NextStep, process: Process, now: datetime) -> tuple[str, ...]:
    """Answer why a live ticket is stuck, a sentence for each reason; none when it is not.

    Parameters
    ----------
    facts, step
        The ticket and its next step.
    now
        The present moment, UTC.
    """
    if step.noise or step.step == "wait":
        return ()
    found = (
        _too_old(facts, process, now),
        _with_engineer(facts, step, process, now),
        _late(step, process, now),
        _bouncing(facts, process),
    )
    return tuple(reason for reason in found if reason)


def _too_old(facts: TicketFacts, process: Process, now: datetime) -> str | None:
    days = working_days_between(facts.created_at, now, process.working_time)
    return f"It is {days:.0f} working days old." if days > process.stuck.old_days else None


def _with_engineer(facts: TicketFacts, step: NextStep, process: Process, now: datetime) -> str | None:
    """Answer how long nothing was heard from whoever works on it."""
    if step.ball != "engineer":
        return None
    heard = [ask.answered_at or ask.at for ask in facts.asks]
    if facts.issue:
        heard += [one for one in (facts.issue.opened_at, facts.issue.status_since) if one]
        heard += [comment.at for comment in facts.issue.comments if not comment.ours]
    if facts.thread:
        heard += [message.at for message in facts.thread.messages if not message.ours]
    if not heard:
        return None
    days = working_days_between(max(heard), now, process.working_time)
    too_long = days > process.stuck.engineer_days
    return f"Nothing was heard from the engineer for {days:.0f} working days." if too_long else None


def _late(step: NextStep, process: Process, now: datetime) -> str | None:
    if step.due_at is None or now <= step.due_at:
        return None
    days = working_days_between(step.due_at, now, process.working_time)
    late = f"What is next ({STEP_WORDS[step.step]}) is {days:.1f} working days late."
    return late if days > process.stuck.late_days else None


def _bouncing(facts: TicketFacts, process: Process) -> str | None:
    """Answer how often it went to and fro, between the requester and us or from engineer to engineer."""
    declined = sum(ask.answer == "declined" for ask in facts.asks)
    if declined >= process.stuck.declined:
        return f"{declined} engineers could not take it."
    said = (one.sender for one in facts.messages if one.audience == "requester" and one.sender != "system")
    turns = sum(1 for _ in groupby(said))
    return f"It went to and fro {turns} times." if turns >= process.stuck.turns else None
