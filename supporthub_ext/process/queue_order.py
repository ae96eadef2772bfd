"""The order of the queue: what is best to do first, and why it stands there.

One sentence: *what hits more people and is due sooner comes first; whatever is five working days late stands
on top, and closing out comes last.* In figures: impact (8, 4, 2, 1) x 2^(-working hours left / 8).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from supporthub_ext.models import ImpactLevel, NextStep
from supporthub_ext.process.definition import Process
from supporthub_ext.process.worktime import between, subtract

HOUR = timedelta(hours=1)
LATE, OWED, LOOK_AGAIN, TO_CLOSE, WITH_REQUESTER, RESTING = range(6)
"""The shelves of the queue, from the top."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ticket that wants its place. ``outage``: several tickets of its hub may have one cause."""

    ticket_id: int
    step: NextStep
    impact: ImpactLevel = "unknown"
    event_today: bool = False
    busy: bool = False
    outage: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A ticket in its place, with the reason for it in words; ``weight`` is comparable within one order."""

    ticket_id: int
    reason: str
    weight: float


def order(entries: Iterable[Waiting], now: datetime, process: Process) -> list[Placed]:
    """Answer the tickets in the order to work in.

    Parameters
    ----------
    entries
        Every ticket once.
    now
        The present moment: what is due in an hour comes before what is due in two.
    process
        Holds the weights, the half life and the working time.
    """
    too_late = subtract(now, process.queue.late_days_on_top, process.working_time)
    lefts: dict[datetime, float] = {}
    placed = []
    for entry in entries:
        due = entry.step.due_at
        if due is not None and due not in lefts and due >= too_late:
            lefts[due] = between(now, due, process.working_time) / HOUR
        left = lefts.get(due) if due else None
        shelf = _shelf(entry.step, now, too_late)
        weight = 0.0 if left is None else _weight(entry, left, process)
        key = (shelf, -weight, due or entry.step.due_soon_at or now, entry.ticket_id)
        placed.append((key, Placed(entry.ticket_id, _reason(entry, shelf, left, process), weight)))
    placed.sort(key=lambda pair: pair[0])
    return [place for _, place in placed]


def _shelf(step: NextStep, now: datetime, too_late: datetime) -> int:
    if step.due_at is not None:
        return LATE if step.due_at <= too_late else OWED
    if step.step == "wait":
        return RESTING
    if step.ball == "requester":
        return LOOK_AGAIN if step.due_soon_at and step.due_soon_at <= now else WITH_REQUESTER
    return TO_CLOSE


def _weight(entry: Waiting, hours_left: float, process: Process) -> float:
    queue = process.queue
    weight = process.impact.weights[entry.impact] * math.exp2(-hours_left / queue.half_life_hours)
    for applies, factor in _lifts(entry, process):
        weight *= factor if applies else 1
    return weight


def _lifts(entry: Waiting, process: Process) -> tuple[tuple[bool, float], ...]:
    queue = process.queue
    return (
        (entry.event_today, queue.event_today),
        (entry.busy, queue.busy_hub),
        (entry.outage, queue.outage),
    )


def _reason(entry: Waiting, shelf: int, hours_left: float | None, process: Process) -> str:
    if shelf == LATE:
        return f"More than {process.queue.late_days_on_top:g} working days late."
    if shelf == LOOK_AGAIN:
        return "No answer for a while."
    if hours_left is None:
        return "Nothing is promised here."
    said = [
        "impact unknown" if entry.impact == "unknown" else f"{entry.impact} impact",
        "an event today" if entry.event_today else "",
        "a busy hub" if entry.busy else "",
        "several tickets from this hub" if entry.outage else "",
        _time_left(hours_left),
    ]
    text = ", ".join(filter(None, said))
    return f"{text[0].upper()}{text[1:]}."


def _time_left(hours: float) -> str:
    amount = f"{abs(hours) * 60:.0f} minutes" if abs(hours) < 2 else f"{abs(hours):.0f} hours"
    return f"{amount} of working time {'left' if hours >= 0 else 'late'}"
