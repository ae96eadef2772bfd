"""The queue in the notebook: which rows the browser has, and which of them it still needs."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from supporthub_ext.views.bundle import css, esm
from supporthub_ext.views.mainloop import MainLoop
from supporthub_ext.views.part import Part
from supporthub_ext.views.servertime import ServerClock

Json = dict[str, Any]
FIRST_ROWS = 60
MORE_ROWS = 5000
Opened = Callable[[int, bool], None]


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
    """

    _esm = esm("queue.js")
    _css = css("base.css", "queue.css")

    def __init__(self, main: MainLoop, opened: Opened, only: Collection[int] | None = None) -> None:
        super().__init__(main)
        self._opened = opened
        self._only = None if only is None else frozenset(only)
        self._rows: dict[int, Json] = {}
        self._standing: Json = {"now": None, "state": "loading", "progress": None, "you": None}
        self._clock = ServerClock()
        self._marked: int | None = None

    def show(self, answer: Json) -> None:
        """Show what ``GET queue`` answered; only what moved travels to the browser."""
        rows = {row["ticket_id"]: row for row in answer["tickets"] if self._wanted(row["ticket_id"])}
        changed = [row for ticket_id, row in rows.items() if self._rows.get(ticket_id) != row]
        order = None if list(rows) == list(self._rows) else list(rows)
        self._rows = rows
        self._standing = {name: answer[name] for name in ("now", "state", "progress", "you")}
        self._clock.set(answer["now"])
        if self._met:
            self._give(changed, order, whole=False)

    def mark(self, ticket_id: int) -> None:
        """Mark the row whose ticket is open beside the queue."""
        self._marked = ticket_id
        self.tell("mark", ticket_id=ticket_id)

    def take_focus(self) -> None:
        """Take the keyboard back from the panel."""
        self.tell("focus")

    async def hear_hello(self, _content: Json) -> None:
        """Give everything to a view that was just made, or made again after a page reload."""
        if self._standing["now"]:
            self._give_all()
        if self._marked is not None:
            self.tell("mark", ticket_id=self._marked)

    async def hear_open(self, content: Json) -> None:
        """Open the ticket of a row."""
        self._marked = int(content["ticket_id"])
        self._opened(self._marked, bool(content.get("focus")))

    def _give_all(self) -> None:
        """Give the first rows by themselves: they are on the screen while the others still travel."""
        order, rows = list(self._rows), list(self._rows.values())
        self._give(rows[:FIRST_ROWS], order[:FIRST_ROWS], whole=True)
        for first in range(FIRST_ROWS, len(rows), MORE_ROWS):
            self._give(rows[first : first + MORE_ROWS], order[: first + MORE_ROWS], whole=False)

    def _give(self, changed: list[Json], order: list[int] | None, *, whole: bool) -> None:
        standing = self._standing | {"now": self._clock.now(), "limited": self._only is not None}
        self.tell("rows", changed=changed, order=order, whole=whole, **standing)

    def _wanted(self, ticket_id: int) -> bool:
        return self._only is None or ticket_id in self._only
