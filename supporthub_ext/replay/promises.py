"""The book of promises: each is kept, late, dropped or not kept yet; nothing else can happen to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from supporthub_ext.models import ImpactLevel

KINDS = ("first_response", "reply", "update", "tell_resolved", "answer_engineer")


@dataclass(slots=True)
class Account:
    """What became of the promises of one kind.

    ``made`` is kept + late + unkept + open + dropped: a promise is unkept when the quarter ended after it was
    due, open when it ended before, and dropped when the requester got the next word or all was done.
    """

    made: int = 0
    kept: int = 0
    late: int = 0
    unkept: int = 0
    open: int = 0
    dropped: int = 0


@dataclass(slots=True)
class Book:
    """The promises of one play of a quarter.

    Attributes
    ----------
    lateness
        Hours of working time past due, each weighted by how badly users are hit.
    worst_wait
        The longest working time from the beginning of a promise to its end, in minutes.
    never_sent
        Updates whose time passed although the one before was not sent yet.
    """

    weights: Mapping[ImpactLevel, float]
    lengths: Mapping[str, int]
    accounts: dict[str, Account] = field(default_factory=lambda: {kind: Account() for kind in KINDS})
    lateness: float = 0.0
    worst_wait: int = 0
    never_sent: int = 0

    def keep(self, kind: str, level: ImpactLevel, start: int, now: int) -> None:
        """Write down that a promise was kept at last; times are working minutes."""
        account = self._made(kind, level, start, now)
        if now - start > self.lengths[kind]:
            account.late += 1
        else:
            account.kept += 1

    def end(self, kind: str, level: ImpactLevel, start: int, now: int) -> None:
        """Write down a promise that was not kept when the quarter ended."""
        account = self._made(kind, level, start, now)
        if now - start > self.lengths[kind]:
            account.unkept += 1
            self.never_sent += kind == "update"
        else:
            account.open += 1

    def drop(self, kind: str) -> None:
        """Write down a promise that nobody waits for any more."""
        self.accounts[kind].made += 1
        self.accounts[kind].dropped += 1

    def _made(self, kind: str, level: ImpactLevel, start: int, now: int) -> Account:
        account, length = self.accounts[kind], self.lengths[kind]
        account.made += 1
        wait = now - start
        self.worst_wait = max(self.worst_wait, wait)
        if wait > length:
            self.lateness += self.weights[level] * (wait - length) / 60
            if kind == "update":
                self.never_sent += (wait - 1) // length - 1
        return account
