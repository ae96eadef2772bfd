"""All tickets of a quarter as it goes on: who came, what has something to do, which hub has an event."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from random import Random

from supporthub_ext.replay.agenda import Agenda
from supporthub_ext.replay.fate import Fate
from supporthub_ext.replay.life import Happens, Life
from supporthub_ext.replay.orders import Places
from supporthub_ext.replay.promises import Book
from supporthub_ext.replay.quarter import Quarter
from supporthub_ext.replay.rules import Rules


class Tickets:
    """The tickets of a play.

    Parameters
    ----------
    quarter, agenda
        What comes, and where it is noted.
    rules, book
        What all lives have in common, and where their promises are written down.
    places
        Where the tickets with something to do stand in order.
    misjudged
        Whether the stewards misjudge impact as the quarter says.
    """

    def __init__(
        self, quarter: Quarter, agenda: Agenda, rules: Rules, book: Book, places: Places, *, misjudged: bool
    ) -> None:
        self.lives: list[Life] = []
        self._agenda, self._rules, self._book, self._places = agenda, rules, book, places
        self._misjudged = misjudged
        self._clock, self._opening = quarter.timeline.clock, quarter.timeline.opening
        self._present: dict[int, Life] = {}
        self._at_work: set[Life] = set()
        self._of_hub: dict[int, list[Life]] = defaultdict(list)
        self._events: dict[int, int] = defaultdict(int)  # of each hub, how many are on
        for fate in quarter.fates:
            agenda.note(fate.created, partial(self._arrive, fate))
        for event in quarter.events:
            agenda.note(event.first, partial(self._event, event.hub, 1))
            agenda.note(event.last, partial(self._event, event.hub, -1))
        for number, minute in quarter.one_cause.items():
            agenda.note(minute, partial(self._one_cause, number))

    def take(self, minute: int, stray: Random | None) -> Life | None:
        """Answer the ticket that a steward takes in hand, or None when there is nothing to do.

        Parameters
        ----------
        minute
            When it is taken.
        stray
            The chance by which any ticket is taken; None takes the first of the order.
        """
        if not self._present:
            return None
        any_ = stray.choice(list(self._present.values())) if stray else None
        life = any_ or self._places.first(self._clock[minute])
        if life is not None:
            self._leave(life)
            self._at_work.add(life)
        return life

    def give_back(self, life: Life, minute: int) -> None:
        """Put a ticket that was in hand where it belongs now."""
        self._at_work.discard(life)
        self._settle(life, minute)

    def _settle(self, life: Life, minute: int) -> None:
        """Give a ticket its place; where there is nothing to do yet, come back to it when there is."""
        self._leave(life)
        if life.step == "wait" or life in self._at_work:
            return
        if life.soon is None or life.soon <= self._clock[minute]:
            self._present[life.fate.number] = life
            self._places.put(life)
        elif life.soon < len(self._opening):
            self._agenda.note(self._opening[life.soon], partial(self._wake, life, life.version))

    def _leave(self, life: Life) -> None:
        if self._present.pop(life.fate.number, None):
            self._places.drop(life)

    def _wake(self, life: Life, version: int, minute: int) -> None:
        if life.version == version:
            self._settle(life, minute)

    # -- what happens --------------------------------------------------------------------------------------

    def _arrive(self, fate: Fate, minute: int) -> None:
        judge = fate.misjudged if self._misjudged else fate.level
        life = Life(fate, self._rules, self._book, self._later, judge)
        life.event_today = self._events[fate.hub] > 0
        self.lives.append(life)
        self._of_hub[fate.hub].append(life)
        self._settle(life, minute)

    def _later(self, life: Life, when: int, happens: Happens) -> None:
        if when < len(self._opening):
            self._agenda.note(self._opening[when], partial(self._happen, life, happens))

    def _happen(self, life: Life, happens: Happens, minute: int) -> None:
        happens(life, self._clock[minute])
        self._settle(life, minute)

    def _event(self, hub: int, change: int, _: int) -> None:
        """Let an event of a hub begin (1) or end (-1): its tickets stand elsewhere then."""
        self._events[hub] += change
        for life in self._of_hub[hub]:
            life.event_today = self._events[hub] > 0
            self._move(life)

    def _one_cause(self, number: int, _: int) -> None:
        """Let it be seen that a ticket came with others of its hub; noted after they came."""
        life = self.lives[number]
        life.outage = True
        self._move(life)

    def _move(self, life: Life) -> None:
        if life.fate.number in self._present:
            self._places.put(life)
