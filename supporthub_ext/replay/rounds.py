"""Quarters played in every order: the same seeds for each, so that the orders can be compared in pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

from supporthub_ext.process.definition import Process
from supporthub_ext.replay.load import load
from supporthub_ext.replay.orders import ORDERS
from supporthub_ext.replay.play import USUAL, Habits, Play
from supporthub_ext.replay.promises import Account, Book
from supporthub_ext.replay.quarter import draw

AT_A_TIME = 4  # seeds that a process takes together


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is kept of one play: what became of the promises of each kind, and three figures.

    ``lateness`` is in hours of working time weighted by impact, ``worst_wait`` in working days;
    ``never_sent`` counts updates.
    """

    accounts: Mapping[str, Account]
    lateness: float
    worst_wait: float
    never_sent: int


Round = Mapping[str, Outcome]
"""One quarter: the outcome of each order."""


def play_round(seed: int, volume: str, process: Process, habits: Habits = USUAL) -> Round:
    """Answer one seed's quarter, played in every order."""
    numbers = load()
    quarter = draw(seed, volume, numbers, process)
    day = quarter.timeline.day
    return {
        name: _outcome(Play(quarter, order, numbers, process, habits).run(), day)
        for name, order in ORDERS.items()
    }


def play_rounds(
    seeds: Iterable[int], volume: str, process: Process, habits: Habits = USUAL, *, processes: int = 1
) -> Sequence[Round]:
    """Answer the rounds of many seeds, in their order, worked out by so many processes side by side."""
    one = partial(play_round, volume=volume, process=process, habits=habits)
    if processes < 2:
        return [one(seed) for seed in seeds]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return list(pool.map(one, seeds, chunksize=AT_A_TIME))


def _outcome(book: Book, day: int) -> Outcome:
    return Outcome(book.accounts, book.lateness, book.worst_wait / day, book.never_sent)
