"""The orders in which tickets can be taken: FreshDesk's three, earliest due first, and our queue.

A ticket with nothing to do now has no place, in whichever order: so FreshDesk's lists are spared the rows
that a steward would have to read in vain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from supporthub_ext.process.definition import Process
from supporthub_ext.replay.life import Life
from supporthub_ext.replay.our_queue import OurQueue
from supporthub_ext.replay.rules import Rules
from supporthub_ext.replay.shelf import Key, Shelf

NEVER = 10**9


class Places(Protocol):
    """The tickets with something to do, in an order."""

    def put(self, life: Life) -> None:
        """Give a ticket its place, instead of the one that it had."""

    def drop(self, life: Life) -> None:
        """Take a ticket out, if it is there."""

    def first(self, now: int) -> Life | None:
        """Answer the first ticket at a working minute, or None."""


class ByKey:
    """Places by a key that holds until the ticket changes; the smallest is first."""

    def __init__(self, key: Callable[[Life], Key]) -> None:
        self._key = key
        self._shelf = Shelf()

    def put(self, life: Life) -> None:
        """Give a ticket its place, instead of the one that it had."""
        self._shelf.put(life, self._key(life))

    def drop(self, life: Life) -> None:
        """Take a ticket out, if it is there."""
        self._shelf.drop(life)

    def first(self, now: int) -> Life | None:
        """Answer the first ticket, or None; the key knows of no time."""
        del now
        found = self._shelf.top()
        return found[1] if found else None


@dataclass(frozen=True, slots=True)
class Order:
    """An order: what it is called, and how its places are made."""

    label: str
    places: Callable[[Process, Rules], Places]


def newest_first(life: Life) -> Key:
    """Answer the key of FreshDesk's list as it opens."""
    return (-life.fate.created,)


def freshdesk_due(life: Life) -> Key:
    """Answer the key of FreshDesk's due dates: for the first answer, and after it for the resolution."""
    days = life.rules.load.freshdesk
    return (
        life.created
        + (days.resolution if life.ours is not None else days.first_response) * life.rules.line.day,
    )


def oldest_updated(life: Life) -> Key:
    """Answer the key of the list by last update, the oldest first."""
    return (life.touched,)


def earliest_due(life: Life) -> Key:
    """Answer the key of our own promises: the due time of the true next step."""
    return (NEVER if life.due is None else life.due, life.fate.created)


def _by(key: Callable[[Life], Key]) -> Callable[[Process, Rules], Places]:
    return lambda _, __: ByKey(key)


ORDERS: Mapping[str, Order] = {
    "newest": Order("FreshDesk, newest first", _by(newest_first)),
    "freshdesk_due": Order("FreshDesk, its due dates", _by(freshdesk_due)),
    "oldest_updated": Order("FreshDesk, oldest updated first", _by(oldest_updated)),
    "earliest_due": Order("earliest due first, our promises", _by(earliest_due)),
    "queue": Order("our queue", OurQueue),
}
OURS = "queue"
