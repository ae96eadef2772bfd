"""What is going to happen by itself: each thing happens when the clock has passed its moment."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime

Happening = Callable[[datetime], object]
"""Called with the moment at which it should have happened, which may be long before now."""


class Agenda:
    """Things to come, in the order of their moments; equal ones in the order in which they came."""

    def __init__(self) -> None:
        self._coming: list[tuple[datetime, int, Happening]] = []
        self._count = 0

    def at(self, moment: datetime, happening: Happening) -> None:
        """Let something happen at a moment."""
        self._count += 1
        heapq.heappush(self._coming, (moment, self._count, happening))

    def catch_up(self, now: datetime) -> None:
        """Let everything happen that is due, earliest first, also what that leads to."""
        while self._coming and self._coming[0][0] <= now:
            moment, _, happening = heapq.heappop(self._coming)
            happening(moment)
