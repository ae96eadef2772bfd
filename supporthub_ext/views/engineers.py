"""Whom one could ask: what each engineer has open, when they were asked, what speaks for and against."""

from __future__ import annotations

import asyncio
from typing import Any

from supporthub_ext.client import Client
from supporthub_ext.errors import SupportHubError
from supporthub_ext.views.bundle import css, esm
from supporthub_ext.views.mainloop import MainLoop
from supporthub_ext.views.part import Part

Json = dict[str, Any]


class EngineersView(Part):
    """Shows the engineers; never as a ranking.

    Parameters
    ----------
    main
        The loop on which messages are heard.
    client
        The way to the server.
    ticket_id
        The ticket that somebody is wanted for; in general when None.
    """

    _esm = esm("engineersview.js")
    _css = css("base.css", "panel.css", "forms.css", "rotation.css")

    def __init__(self, main: MainLoop, client: Client, ticket_id: int | None = None) -> None:
        super().__init__(main)
        self._client = client
        self._ticket_id = ticket_id

    async def hear_hello(self, _content: Json) -> None:
        """Show the engineers in a view that was just made."""
        await self.hear_again(_content)

    async def hear_again(self, _content: Json) -> None:
        """Read them again."""
        try:
            answer = await asyncio.to_thread(self._client.engineers, self._ticket_id)
        except SupportHubError as error:
            self.report(error)
        else:
            self.tell("engineers", engineers=answer["engineers"], ticket_id=self._ticket_id)
