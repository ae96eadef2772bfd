"""Our queue for a simulated quarter: the order of `process.queue_order`, kept up rather than sorted anew.

While two tickets are both early, or both late, their weights keep their ratio, so their order holds and a
heap will do. A ticket moves from the early ones to the late ones when its due time passes. A test holds this
against `queue_order.order` on random tickets.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

from supporthub_ext.models import ImpactLevel, NextStep
from supporthub_ext.process.definition import Process
from supporthub_ext.process.queue_order import Waiting, due_weight
from supporthub_ext.replay.life import Life
from supporthub_ext.replay.rules import Rules
from supporthub_ext.replay.shelf import Key, Shelf


class OurQueue:
    """The tickets with something to do, in the order of our queue."""

    def __init__(self, process: Process, rules: Rules) -> None:
        self._halves = process.queue.half_life_hours * 60
        self._doubles = process.queue.late_days_that_double * rules.line.day
        self._early, self._turning, self._late, self._rest = (Shelf() for _ in range(4))
        self._ahead = process.queue.critical_hours_ahead * 60
        self._doublings = _doublings(process)

    def put(self, life: Life) -> None:
        """Give a ticket its place, instead of the one that it had."""
        self.drop(life)
        if life.due is None:
            waits = life.soon is not None  # the requester is silent; before what is only to be closed
            self._rest.put(life, (not waits, life.soon or 0))
        else:
            self._early.put(life, self._key(life, self._halves))
            self._turning.put(life, (self._stands_at(life),))

    def drop(self, life: Life) -> None:
        """Take a ticket out, if it is there."""
        for shelf in (self._early, self._turning, self._late, self._rest):
            shelf.drop(life)

    def first(self, now: int) -> Life | None:
        """Answer the first ticket at a working minute, or None."""
        while (turning := self._turning.top()) and turning[0][0] < now:
            life = turning[1]
            self.drop(life)
            self._late.put(life, self._key(life, self._doubles))
        early, late = self._early.top(), self._late.top()
        if early and late:
            pairs = ((early, self._halves), (late, self._doubles))
            return min(pairs, key=lambda pair: _rank(pair[0], pair[1], now))[0][1]
        found = early or late or self._rest.top()
        return found[1] if found else None

    def _key(self, life: Life, minutes: float) -> Key:
        weight = self._doublings(life.step == "update", life.impact, life.event_today, life.outage)
        return self._stands_at(life) - minutes * weight, life.due or 0

    def _stands_at(self, life: Life) -> int:
        """Answer the working minute from which a ticket counts as late; a critical one stands sooner."""
        sooner = self._ahead if life.impact == "critical" and life.step != "update" else 0
        return (life.due or 0) - sooner


def _rank(place: tuple[Key, Life], minutes: float, now: int) -> tuple[float, float, int]:
    """Answer by what an early ticket and a late one are compared: heavier, then due sooner, then older."""
    (key, due), life = place
    return (key - now) / minutes, due, life.fate.number


def _doublings(process: Process) -> Callable[[bool, ImpactLevel, bool, bool], float]:
    """Answer how many doublings of 1 a ticket weighs when it is due, by `queue_order.due_weight`."""

    @cache
    def count(update: bool, impact: ImpactLevel, event_today: bool, outage: bool) -> float:
        step = NextStep("update" if update else "reply", "ours", None, None, "")
        return math.log2(due_weight(Waiting(0, step, impact, event_today, outage=outage), process))

    return count
