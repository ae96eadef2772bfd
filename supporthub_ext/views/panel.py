"""The ticket beside the queue: its conversation, why it wants what it wants, and the forms that do it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from supporthub_ext.client import Client
from supporthub_ext.errors import SupportHubError
from supporthub_ext.views.bundle import css, esm
from supporthub_ext.views.doing import DoingPart
from supporthub_ext.views.mainloop import MainLoop
from supporthub_ext.views.offering import offered
from supporthub_ext.views.servertime import ServerClock

Json = dict[str, Any]


class TicketPanel(DoingPart):
    """Shows one ticket, and lets a steward act on it.

    Parameters
    ----------
    main
        The loop on which messages are heard.
    client
        The way to the server.
    changed
        Called when something was sent: the queue is worth another look.
    """

    _esm = esm("panel.js")
    _css = css("base.css", "panel.css", "forms.css")

    def __init__(self, main: MainLoop, client: Client, changed: Callable[[], None]) -> None:
        super().__init__(main, client)
        self._changed = changed
        self._clock = ServerClock()
        self._ticket_id: int | None = None
        self._answer: Json | None = None
        self.left: Callable[[], None] = lambda: None  # told when the keyboard goes back to the queue
        self.opened: Callable[[int], None] = lambda _ticket_id: None  # told which ticket is shown

    async def show_ticket(self, ticket_id: int, focus: bool = False) -> None:
        """Show a ticket; ``focus`` takes the keyboard there."""
        if ticket_id == self._ticket_id and self._answer is not None:
            if focus:
                self.tell("focus")
        else:
            self._ticket_id, self._answer = ticket_id, None
            self.opened(ticket_id)
            self.tell("opening", ticket_id=ticket_id, focus=focus)
        await self._read(ticket_id)

    def follow(self, rows: Mapping[int, Json], now: str) -> None:
        """Read the ticket again when the queue says that it moved, or that it is gone."""
        self._clock.set(now)
        if self._ticket_id is None or self._answer is None:
            return
        row = rows.get(self._ticket_id)
        if row is None or row != self._answer["ticket"]:
            self._main.start(self._read(self._ticket_id), self.report)

    # -- what the page says ------------------------------------------------------------------------------

    async def hear_hello(self, _content: Json) -> None:
        """Show the ticket in a view that was just made, or made again after a page reload."""
        if self._answer:
            self._show(self._answer)
        elif self._ticket_id is not None:
            await self._read(self._ticket_id)

    async def hear_open(self, content: Json) -> None:
        """Open another ticket, such as one of the same hub."""
        await self.show_ticket(int(content["ticket_id"]), focus=True)

    async def hear_again(self, _content: Json) -> None:
        """Read the ticket again."""
        if self._ticket_id is not None:
            await self._read(self._ticket_id)

    async def hear_leave(self, _content: Json) -> None:
        """Escape: the keyboard goes back to the queue."""
        self.left()

    async def hear_engineers(self, content: Json) -> None:
        """Say whom one could ask about the ticket, with the reasons."""
        ticket_id = int(content["ticket_id"])
        answer = await asyncio.to_thread(self._client.engineers, ticket_id)
        self.tell("engineers", ticket_id=ticket_id, engineers=answer["engineers"])

    # -- showing -----------------------------------------------------------------------------------------

    async def _after(self, ticket_id: int | None) -> None:
        """Show what an action left behind."""
        self._changed()
        if ticket_id is not None and ticket_id == self._ticket_id:
            await self._read(ticket_id)

    async def _read(self, ticket_id: int) -> None:
        """Read a ticket and show it, or what went wrong; too late when another was opened meanwhile."""
        try:
            answer = await asyncio.to_thread(self._client.ticket, ticket_id)
        except SupportHubError as error:
            if ticket_id == self._ticket_id:
                self.report(error)
            return
        if ticket_id == self._ticket_id:
            self._answer = answer
            self._clock.set(answer["now"])
            self._show(answer)

    def _show(self, answer: Json) -> None:
        self.tell("ticket", **(answer | {"now": self._clock.now(), "forms": offered(answer)}))
