"""The order of the queue: what is best to do first, and why it stands there.

One sentence: *what hits more people comes first; its weight halves with every hour of working time that is
left and doubles with every half working day that it is late, a critical ticket counts as due a day sooner,
an update alone weighs an eighth, and closing out comes last.* The numbers stand in the process file, under
``queue`` and ``impact.weights``; ``supporthub replay`` shows what they are worth, and docs/replay.md why they
are as they are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, pairwise

from supporthub_ext.models import ImpactLevel, NextStep
from supporthub_ext.process.definition import Process
from supporthub_ext.process.definition_time import WorkingTime
from supporthub_ext.process.worktime import between, working_day

HOUR = timedelta(hours=1)
MOST_DOUBLINGS = 1000  # years late: two floats more and there is no larger number
OWED, LOOK_AGAIN, TO_CLOSE, WITH_REQUESTER, RESTING = range(5)
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
        Holds the weights, what halves and doubles them, and the working time.
    """
    waiting = list(entries)
    lefts = _times_left({one.step.due_at for one in waiting if one.step.due_at}, now, process.working_time)
    placed = []
    for entry in waiting:
        due = entry.step.due_at
        left = lefts[due] if due else None
        shelf = _shelf(entry.step, now)
        weight = (
            0.0
            if left is None
            else due_weight(entry, process) * urgency(left - ahead(entry, process), process)
        )
        key = (shelf, -weight, due or entry.step.due_soon_at or now, entry.ticket_id)
        placed.append((key, Placed(entry.ticket_id, _reason(entry, shelf, left, process), weight)))
    placed.sort(key=lambda pair: pair[0])
    return [place for _, place in placed]


def weigh(entry: Waiting, left: timedelta, process: Process) -> float:
    """Answer what a ticket weighs with so much working time left; negative when it is late."""
    return due_weight(entry, process) * urgency(left - ahead(entry, process), process)


def due_weight(entry: Waiting, process: Process) -> float:
    """Answer what a ticket weighs at the moment when it is due: its impact, and what lifts or lowers it."""
    queue = process.queue
    weight = process.impact.weights[entry.impact]
    for applies, factor in (
        (entry.event_today, queue.event_today),
        (entry.busy, queue.busy_hub),
        (entry.outage, queue.outage),
        (entry.step.step == "update", queue.update_alone),
    ):
        weight *= factor if applies else 1
    return weight


def ahead(entry: Waiting, process: Process) -> timedelta:
    """Answer how much working time sooner a ticket stands than it is due: a critical one, no mere update."""
    critical = entry.impact == "critical" and entry.step.step != "update"
    return process.queue.critical_hours_ahead * HOUR if critical else timedelta(0)


def urgency(left: timedelta, process: Process) -> float:
    """Answer what the weight is multiplied with: 1 at the due time, less before it and more after it."""
    if left >= timedelta(0):
        return math.exp2(-(left / HOUR) / process.queue.half_life_hours)
    days_late = -left / working_day(process.working_time)
    return math.exp2(min(days_late / process.queue.late_days_that_double, MOST_DOUBLINGS))


def _times_left(dues: Iterable[datetime], now: datetime, rule: WorkingTime) -> Mapping[datetime, timedelta]:
    """Answer the working time from now to each due time, walking once from the first to the last."""
    moments = sorted({now, *dues})
    steps = (between(one, other, rule) for one, other in pairwise(moments))
    passed = dict(zip(moments, accumulate(steps, initial=timedelta(0)), strict=True))
    return {moment: total - passed[now] for moment, total in passed.items()}


def _shelf(step: NextStep, now: datetime) -> int:
    if step.due_at is not None:
        return OWED
    if step.step == "wait":
        return RESTING
    if step.ball == "requester":
        return LOOK_AGAIN if step.due_soon_at and step.due_soon_at <= now else WITH_REQUESTER
    return TO_CLOSE


def _reason(entry: Waiting, shelf: int, left: timedelta | None, process: Process) -> str:
    if shelf == LOOK_AGAIN:
        return "No answer for a while."
    if left is None:
        return "Nothing is promised here."
    said = [
        "impact unknown" if entry.impact == "unknown" else f"{entry.impact} impact",
        "an event today" if entry.event_today else "",
        "a busy hub" if entry.busy else "",
        "several tickets from this hub" if entry.outage else "",
        "only an update" if entry.step.step == "update" else "",
        _time_left(left, process),
    ]
    text = ", ".join(filter(None, said))
    return f"{text[0].upper()}{text[1:]}."


def _time_left(left: timedelta, process: Process) -> str:
    hours, day = abs(left) / HOUR, working_day(process.working_time)
    if left < -day:
        return f"{abs(left) / day:.0f} working days late"
    amount = f"{hours * 60:.0f} minutes" if hours < 2 else f"{hours:.0f} hours"
    return f"{amount} of working time {'left' if left >= timedelta(0) else 'late'}"
