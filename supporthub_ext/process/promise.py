"""A promise: when the clock began, how long it runs, when it is due, and all of that in words.

The lines of a promise hold everything that the due time depends on, so `due_from` computes it again from
them alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from supporthub_ext.models import DerivationLine, TicketFacts
from supporthub_ext.process.definition import Process
from supporthub_ext.process.definition_time import WEEKDAYS, Closure, Target, WorkingTime
from supporthub_ext.process.worktime import add


@dataclass(frozen=True, slots=True)
class Start:
    """What began the clock: the moment, a sentence that ends in it, and the record that says so."""

    at: datetime
    text: str  # "Kim wrote"
    source: str

    def line(self) -> DerivationLine:
        """Answer the start as the first line of a derivation."""
        return DerivationLine(f"{self.text} on {spoken(self.at)}.", "started_at", iso(self.at), self.source)


@dataclass(frozen=True, slots=True)
class Promise:
    """When something is due, from when on that is soon, and why."""

    due_at: datetime | None
    due_soon_at: datetime | None
    lines: tuple[DerivationLine, ...]


def promise(name: str, start: Start, process: Process) -> Promise:
    """Answer what a target of the process file promises for a clock that began at ``start``."""
    target = process.targets.named()[name]
    rule = process.working_time
    due_at = add(start.at, target.working_days, rule)
    soon_at = add(start.at, target.due_soon_from, rule) if target.due_soon_from else None
    lines = (
        start.line(),
        _target_line(name, target),
        _working_time_line(rule, start.at, due_at),
        DerivationLine(
            f"So it is due on {spoken(due_at)}.",
            "due_at",
            iso(due_at),
            "computed",
            "started_at + working_days",
        ),
    )
    return Promise(due_at, soon_at, lines)


def target_for(base: str, at: datetime, facts: TicketFacts, process: Process) -> str:
    """Answer the target that counts for a clock that begins at ``at``: the shortest that applies."""
    named, event = process.targets.named(), facts.event
    applies = [base]
    if "during_event" in named and event and event.starts_at <= at < event.ends_at:
        applies.append("during_event")
    if "incident" in named and base == "update" and facts.impact == "critical":
        applies.append("incident")
    return min(applies, key=lambda name: named[name].working_days)


def due_from(derivation: Iterable[Mapping[str, Any]]) -> datetime | None:
    """Compute a due time again from the lines that were shown; None where they promise nothing.

    Parameters
    ----------
    derivation
        The lines as the endpoints show them.
    """
    values = {line["fact"]: line["value"] for line in derivation}
    if not {"started_at", "working_days", "working_time"} <= set(values):
        return None
    shown = values["working_time"]
    closures = tuple(
        Closure(one["name"], date.fromisoformat(one["first_day"]), date.fromisoformat(one["last_day"]))
        for one in shown["closures"]
    )
    rule = WorkingTime(tuple(shown["days"]), shown["zone"], tuple(shown["office"]), closures)
    return add(datetime.fromisoformat(values["started_at"]), values["working_days"], rule)


def spoken(at: datetime) -> str:
    """Answer an instant in words: ``Friday 6 March 2026 at 18:00 UTC``."""
    at = at.astimezone(UTC)
    return f"{WEEKDAYS[at.weekday()]} {at.day} {at:%B %Y} at {at:%H:%M} UTC"


def iso(at: datetime) -> str:
    """Answer an instant as the endpoints write it, in UTC with ``Z``."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def days_in_words(days: float) -> str:
    """Answer ``1 working day``, ``2 working days``, ``0.25 working days``."""
    return "1 working day" if days == 1 else f"{days:g} working days"


def _target_line(name: str, target: Target) -> DerivationLine:
    whose = "We promise ourselves" if target.ours else "We promise"
    return DerivationLine(
        f"{whose} {target.label} within {days_in_words(target.working_days)}.",
        "working_days",
        target.working_days,
        f"process file, targets.{name}",
        name,
        target.sentence or None,
    )


def _working_time_line(rule: WorkingTime, start: datetime, due: datetime) -> DerivationLine:
    closures = [one for one in rule.closures if _touches(one, start, due)]
    hours = f"{rule.office[0]} to {rule.office[1]}" if rule.office else "whole days"
    closed = f", closed for {' and '.join(one.name for one in closures)}" if closures else ""
    value = {
        "days": list(rule.days),
        "zone": rule.zone,
        "office": list(rule.office),
        "closures": [
            {"name": one.name, "first_day": one.first_day.isoformat(), "last_day": one.last_day.isoformat()}
            for one in closures
        ],
    }
    text = f"Working time is {_week(rule)}, {hours} in {rule.zone}{closed}."
    return DerivationLine(text, "working_time", value, "process file, working_time", "working_time")


def _week(rule: WorkingTime) -> str:
    numbers = sorted(WEEKDAYS.index(day) for day in rule.days)
    in_a_row = numbers == list(range(numbers[0], numbers[-1] + 1))
    if in_a_row and len(numbers) > 2:
        return f"{WEEKDAYS[numbers[0]]} to {WEEKDAYS[numbers[-1]]}"
    return ", ".join(WEEKDAYS[number] for number in numbers)


def _touches(closure: Closure, start: datetime, due: datetime) -> bool:
    """Answer whether a closure may matter; a day to each side, for its days are those of a zone."""
    return closure.first_day.toordinal() - 1 <= due.toordinal() and (
        start.toordinal() <= closure.last_day.toordinal() + 1
    )
