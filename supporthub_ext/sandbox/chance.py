"""One seeded source of chance: the same seed and names give the same draws, on every Python."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1


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
        self._state = seed & _MASK
        for name in names:
            number = name if isinstance(name, int) else zlib.crc32(str(name).encode())
            self._state = (self._state ^ number) & _MASK
            self._state = self._next()

    def _next(self) -> int:
        # Steele, Lea and Flood's SplitMix: one addition, then a mix.
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return mixed ^ (mixed >> 31)

    def below(self, limit: int) -> int:
        """Answer a whole number from 0 to ``limit - 1``."""
        return self._next() % limit

    def share(self) -> float:
        """Answer a number from 0 to below 1."""
        return self._next() / (_MASK + 1)

    def between(self, low: float, high: float) -> float:
        """Answer a number from ``low`` to below ``high``."""
        return low + (high - low) * self.share()

    def happens(self, share: float) -> bool:
        """Answer yes in the given share of cases."""
        return self.share() < share

    def pick(self, choices: Sequence[T]) -> T:
        """Answer one of the choices."""
        return choices[self._next() % len(choices)]
