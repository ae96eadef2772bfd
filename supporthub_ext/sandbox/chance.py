"""One seeded source of chance: the same seed and names give the same draws, on every Python."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache
from typing import TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1
_SIZE = 1 << 32


@cache
def _number(name: object) -> int:
    return zlib.crc32(str(name).encode())


class Chance:
    """A small stream of draws, cheap enough to make one for each ticket.

    Parameters
    ----------
    seed
        The sandbox's ``--seed``.
    names
        What the draws are for, such as ``"ticket", 4101``: another name, another stream.
    """

    __slots__ = ("_state",)

    def __init__(self, seed: int, *names: object) -> None:
        state = seed & _MASK
        for name in names:
            state ^= name if isinstance(name, int) else _number(name)
            state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
            state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & _MASK
            state ^= state >> 31
        self._state = state

    def _next(self) -> int:
        # A linear congruential generator; its upper half is even enough for an invented world.
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) & _MASK
        return self._state >> 32

    def below(self, limit: int) -> int:
        """Answer a whole number from 0 to ``limit - 1``."""
        return self._next() % limit

    def share(self) -> float:
        """Answer a number from 0 to below 1."""
        return self._next() / _SIZE

    def between(self, low: float, high: float) -> float:
        """Answer a number from ``low`` to below ``high``."""
        return low + (high - low) * self.share()

    def happens(self, share: float) -> bool:
        """Answer yes in the given share of cases."""
        return self.share() < share

    def pick(self, choices: Sequence[T]) -> T:
        """Answer one of the choices."""
        return choices[self._next() % len(choices)]
