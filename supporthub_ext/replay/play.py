"""One quarter, worked by the stewards in one order: a light simulation, from happening to happening."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from heapq import heapify, heappop, heappush
from random import Random

from supporthub_ext.process.definition import Process
from supporthub_ext.replay.agenda import Agenda
from supporthub_ext.replay.deeds import do, minutes
from supporthub_ext.replay.life import Life
from supporthub_ext.replay.load import Load
from supporthub_ext.replay.orders import Order
from supporthub_ext.replay.promises import Book
from supporthub_ext.replay.quarter import DAY, Quarter
from supporthub_ext.replay.rules import rules
from supporthub_ext.replay.tickets import Tickets
from supporthub_ext.replay.timeline import attention


@dataclass(frozen=True, slots=True)
class Habits:
    """How the stewards work: how often they follow the list, whether they misjudge impact, who is away."""

    followed: float = 1.0
    misjudged: bool = False
    one_away: bool = False


USUAL = Habits()


class Play:
    """A quarter to be worked.

    Parameters
    ----------
    quarter, order
        What comes, and which of the tickets with something to do is taken next.
    load, process
        By which numbers and rules.
    habits
        How the stewards work.
    """

    def __init__(
        self, quarter: Quarter, order: Order, load: Load, process: Process, habits: Habits = USUAL
    ) -> None:
        self._line, self._habits = quarter.timeline, habits
        rule = rules(process, load, self._line)
        self._agenda = Agenda()
        self._book = Book(process.impact.weights, rule.lengths())
        self._chance = Random(quarter.seed)
        self._seats = _seats(process.rota.seats, load, self._line.end, one_away=habits.one_away)
        self.tickets = Tickets(
            quarter, self._agenda, rule, self._book, order.places(process, rule), misjudged=habits.misjudged
        )

    def run(self) -> Book:
        """Answer what became of every promise when the quarter is over."""
        free = [(seat[0], number, 0) for number, seat in enumerate(self._seats) if seat]
        heapify(free)
        while free:
            minute, number, place = heappop(free)
            self._agenda.happen(minute)
            place = self._work(minute, self._seats[number], place)
            if place < len(self._seats[number]):
                heappush(free, (self._seats[number][place], number, place))
        self._agenda.happen(self._line.end)
        return self._closed_book()

    def _work(self, minute: int, seat: Sequence[int], place: int) -> int:
        """Let a steward take a ticket, or wait until something happens; answer their next free place.

        What a steward has begun is done in one go, also beyond the hours; the next hours are shorter then.
        """
        strays = self._habits.followed < 1 and self._chance.random() >= self._habits.followed
        life = self.tickets.take(minute, self._chance if strays else None)
        if life is not None:
            length = minutes(life)
            self._agenda.note(minute + length, partial(self._finish, life))
            return place + length
        coming = self._agenda.next()
        return len(seat) if coming is None else bisect_left(seat, coming, place)

    def _finish(self, life: Life, minute: int) -> None:
        do(life, minute)
        self.tickets.give_back(life, minute)

    def _closed_book(self) -> Book:
        end = self._line.clock[self._line.end]
        for life in self.tickets.lives:
            for kind, start in life.running.items():
                self._book.end(kind, life.fate.level, start, end)
        return self._book


def _seats(seats: int, load: Load, end: int, *, one_away: bool) -> list[Sequence[int]]:
    """Answer each steward's minutes of attention; the process says how many stewards there are."""
    stewards = load.stewards
    found = [attention(stewards[number % len(stewards)], end) for number in range(seats)]
    if one_away:
        first = load.trouble.away_from_week * 7 * DAY
        away = range(first, first + load.trouble.away_weeks * 7 * DAY)
        found[0] = [minute for minute in found[0] if minute not in away]
    return found
