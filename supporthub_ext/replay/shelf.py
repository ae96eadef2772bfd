"""Tickets by a key, the smallest first, with quick changes."""

from __future__ import annotations

from heapq import heappop, heappush

from supporthub_ext.replay.life import Life

Key = tuple[float, ...]


class Shelf:
    """Tickets in the order of their keys. A place that is given up stays in the heap until it comes up."""

    def __init__(self) -> None:
        self._present: dict[int, tuple[int, Life]] = {}
        self._heap: list[tuple[Key, int, int]] = []
        self._count = 0

    def put(self, life: Life, key: Key) -> None:
        """Give a ticket its place, instead of one that it had."""
        self._count += 1
        self._present[life.fate.number] = self._count, life
        heappush(self._heap, (key, life.fate.number, self._count))

    def drop(self, life: Life) -> None:
        """Take a ticket out, if it is there."""
        self._present.pop(life.fate.number, None)

    def top(self) -> tuple[Key, Life] | None:
        """Answer the smallest key and its ticket, or None."""
        while self._heap:
            key, number, count = self._heap[0]
            found = self._present.get(number)
            if found is not None and found[0] == count:
                return key, found[1]
            heappop(self._heap)
        return None
