"""How much of everything: a little in `make test`, all of it in `make soak`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

SOAK = bool(os.environ.get("SUPPORTHUB_SOAK"))
Thing = TypeVar("Thing")


def some(things: Sequence[Thing], most: int) -> Sequence[Thing]:
    """Answer at most so many of some things, evenly spread; all of them in a soak."""
    if SOAK or len(things) <= most:
        return things
    return [things[place * len(things) // most] for place in range(most)]


def often(test: int, soak: int) -> int:
    """Answer how often to do something."""
    return soak if SOAK else test
