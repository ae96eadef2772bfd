"""Several tickets worked on together: the same action, but a form, a preview and a result for each.

"Give the user updates every day or two": on a day when many are owed, and when one cause has many tickets.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from supporthub_ext.client import Client
from supporthub_ext.errors import SupportHubError
from supporthub_ext.views.bundle import css, esm
from supporthub_ext.views.doing import DoingPart
from supporthub_ext.views.mainloop import MainLoop
from supporthub_ext.views.offering import offered

Json = dict[str, Any]


class BatchView(DoingPart):
    """Shows some tickets, and lets a steward act on all of them.

    Parameters
    ----------
    main
        The loop on which messages are heard.
    client
        The way to the server.
    changed
        Called when something was sent: the queue is worth another look.
    left
        Called when the steward goes back to one ticket; told whether nothing is left to do.
    """

    _esm = esm("batch.js")
    _css = css("base.css", "panel.css", "forms.css", "batch.css")

    def __init__(
        self, main: MainLoop, client: Client, changed: Callable[[], None], left: Callable[[bool], None]
    ) -> None:
        super().__init__(main, client)
        self._changed = changed
        self._left = left
        self._ticket_ids: tuple[int, ...] = ()

    async def show_tickets(self, ticket_ids: Sequence[int]) -> None:
        """Read the tickets and show them, in the order in which they were given."""
        self._ticket_ids = tuple(ticket_ids)
        answers: list[Json] = []
        for ticket_id in ticket_ids:
            self.tell("reading", done=len(answers), all=len(ticket_ids))
            answers.append(await self._read(ticket_id))
        self.tell("tickets", now=answers[-1]["now"], answers=answers)

    async def hear_hello(self, _content: Json) -> None:
        """Show the tickets in a view that was just made, or made again after a page reload."""
        if self._ticket_ids:
            await self.show_tickets(self._ticket_ids)

    async def hear_again(self, _content: Json) -> None:
        """Read the tickets again."""
        await self.show_tickets(self._ticket_ids)

    async def hear_leave(self, content: Json) -> None:
        """Go back to one ticket; what was written stays as drafts."""
        self._ticket_ids = ()
        self._left(bool(content.get("done")))

    async def _after(self, ticket_id: int | None) -> None:
        """Show what an action left behind."""
        self._changed()
        if ticket_id in self._ticket_ids:
            try:
                self.tell("ticket", **await self._read(ticket_id))
            except SupportHubError as error:
                self.report(error)

    async def _read(self, ticket_id: int) -> Json:
        answer = await asyncio.to_thread(self._client.ticket, ticket_id)
        return answer | {"forms": offered(answer)}
