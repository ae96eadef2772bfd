"""What is going to happen in a quarter, minute by minute."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush

What = Callable[[int], None]


class Agenda:
    """Notes of what happens when; at one minute, what was noted first happens first."""

    def __init__(self) -> None:
        self._notes: list[tuple[int, int, What]] = []
        self._count = 0

    def note(self, minute: int, what: What) -> None:
        """Take note of what happens at a minute of the quarter."""
        self._count += 1
        heappush(self._notes, (minute, self._count, what))

    def happen(self, until: int) -> None:
        """Let everything happen up to a minute, that minute included, and what follows from it."""
        while self._notes and self._notes[0][0] <= until:
            minute, _, what = heappop(self._notes)
            what(minute)

    def next(self) -> int | None:
        """Answer the minute of the next thing that happens, or None."""
        return self._notes[0][0] if self._notes else None
