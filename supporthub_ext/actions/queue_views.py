"""The quick views of the queue: which tickets each shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from supporthub_ext.actions.entries import Entry
from supporthub_ext.errors import UsageError
from supporthub_ext.models import Person
from supporthub_ext.process.definition import Process
from supporthub_ext.process.stuck import stuck


def view(name: str, now: datetime, you: Person | None, process: Process) -> Callable[[Entry], bool]:
    """Answer what a view lets through. Today is today where you are.

    Raises
    ------
    UsageError
        For a view that does not exist; it names those that do.
    """
    zone = ZoneInfo(you.zone if you else "UTC")
    today = now.astimezone(zone).date()
    agent = you.freshdesk_agent_id if you else None
    views: dict[str, Callable[[Entry], bool]] = {
        "all": lambda _: True,
        "mine": lambda entry: agent is not None and entry.facts.assignee_id == agent,
        "due_today": lambda entry: bool(
            entry.step.due_at and entry.step.due_at.astimezone(zone).date() <= today
        ),
        "engineer": lambda entry: entry.step.ball == "engineer",
        "mismatch": lambda entry: bool(entry.mismatches),
        "noise": lambda entry: entry.step.noise is not None,
        "stuck": lambda entry: bool(stuck(entry.facts, entry.step, process, now)),
    }
    if name not in views:
        raise UsageError(f"There is no view {name!r}.", f"Ask for one of: {', '.join(views)}.")
    return views[name]
