"""The queue in the notebook: which rows the browser has, and which of them it still needs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator
from itertools import islice
from typing import Any

from supporthub_ext.views.bundle import css, esm
from supporthub_ext.views.mainloop import MainLoop
from supporthub_ext.views.part import Part
from supporthub_ext.views.servertime import ServerClock

Json = dict[str, Any]
FIRST_ROWS = 60  # more than fits on a screen
MORE_ROWS = 1000
PAUSE_S = 0.05  # the browser paints between two parts of a long queue
Opened = Callable[[int, bool], None]
Together = Callable[[list[int]], None]


class QueueView(Part):
    """Shows rows in the order to work in.

    Parameters
    ----------
    main
        The loop on which messages are heard.
    opened
        Called with a ticket id, and whether the keyboard's focus goes with it, when a row is opened.
    only
        Show these tickets alone; all when None.

    Attributes
    ----------
    together
        Called with the ids of tickets that are to be worked on together.
    """

    _esm = esm("queue.js")
    _css = css("base.css", "queue.css", "nothing.css")

    def __init__(self, main: MainLoop, opened: Opened, only: Collection[int] | None = None) -> None:
        super().__init__(main)
        self._opened = opened
        self._only = None if only is None else frozenset(only)
        self._tickets: list[Json] = []
        self._given: dict[int, Json] = {}  # what the browser has
        self._order: list[int] = []  # in which order
        self._giving = False
        self._standing: Json = {"now": None, "state": "loading", "progress": None, "you": None}
        self._clock = ServerClock()
        self._marked: int | None = None
        self.together: Together = lambda _ticket_ids: None

    def show(self, answer: Json) -> None:
        """Show what ``GET queue`` answered; only what moved travels to the browser.

        The first screenful travels unasked, so that a page need not wait for a question's way and back.
        """
        self._tickets = answer["tickets"]
        self._standing = {name: answer[name] for name in ("now", "state", "progress", "you")}
        self._clock.set(answer["now"])
        if not self._met and not self._given:
            self._tell_rows(dict(islice(self._rows(), FIRST_ROWS)), FIRST_ROWS, whole=True)
        elif self._met and not self._giving:
            self._main.start(self._give(), self.report)

    def mark(self, ticket_id: int) -> None:
        """Mark the row whose ticket is open beside the queue."""
        self._marked = ticket_id
        self.tell("mark", ticket_id=ticket_id)

    def take_focus(self) -> None:
        """Take the keyboard back from the panel."""
        self.tell("focus")

    def choose_none(self) -> None:
        """Forget which rows were chosen to be worked on together."""
        self.tell("choose_none")

    async def hear_hello(self, content: Json) -> None:
        """Give the rest to a view that was just made, all to one made again after a page reload."""
        if self._standing["now"]:
            whole = "rows" not in content["heard"]
            if whole:
                self._given = {}
            else:
                await asyncio.sleep(PAUSE_S)  # what it heard is painted first
            await self._give(whole=whole)
        if self._marked is not None:
            self.tell("mark", ticket_id=self._marked)

    async def hear_open(self, content: Json) -> None:
        """Open the ticket of a row."""
        self._marked = int(content["ticket_id"])
        self._opened(self._marked, bool(content.get("focus")))

    async def hear_together(self, content: Json) -> None:
        """Work on the chosen tickets together."""
        self.together([int(ticket_id) for ticket_id in content["ticket_ids"]])

    async def _give(self, *, whole: bool = False) -> None:
        """Give the browser what it lacks: a screenful at once, the others while that is painted."""
        self._giving, most = True, FIRST_ROWS if whole else MORE_ROWS
        try:
            while self._tell_rows(dict(self._rows()), most, whole=whole):
                await asyncio.sleep(PAUSE_S)
                most, whole = MORE_ROWS, False
        finally:
            self._giving = False

    def _rows(self) -> Iterator[tuple[int, Json]]:
        """Answer the wanted rows by their tickets' ids, in the order to work in."""
        found = ((int(row["ticket_id"]), row) for row in self._tickets)
        return ((id_, row) for id_, row in found if self._only is None or id_ in self._only)

    def _tell_rows(self, rows: dict[int, Json], most: int, *, whole: bool) -> bool:
        """Give at most so many of the rows that moved; answer whether there are more."""
        moved = [id_ for id_, row in rows.items() if self._given.get(id_) != row]
        self._given |= {id_: rows[id_] for id_ in moved[:most]}
        self._given = {id_: row for id_, row in self._given.items() if id_ in rows}
        order = [id_ for id_ in rows if id_ in self._given]
        self.tell(
            "rows",
            changed=[rows[id_] for id_ in moved[:most]],
            order=order if whole or order != self._order else None,
            whole=whole,
            limited=self._only is not None,
            **(self._standing | {"now": self._clock.now()}),
        )
        self._order = order
        return len(moved) > most
