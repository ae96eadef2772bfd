"""A part of the desk with forms: what is asked there goes to the server, and comes back into the form."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from supporthub_ext.client import Client
from supporthub_ext.errors import SupportHubError
from supporthub_ext.views.acting import Acting
from supporthub_ext.views.mainloop import MainLoop
from supporthub_ext.views.part import Part

Json = dict[str, Any]


class DoingPart(Part):
    """A part that carries actions out.

    Parameters
    ----------
    main
        The loop on which messages are heard.
    client
        The way to the server.
    """

    def __init__(self, main: MainLoop, client: Client) -> None:
        super().__init__(main)
        self._client = client
        self._acting = Acting(client, self.tell, self._after)

    async def hear_preview(self, content: Json) -> None:
        """Show what an action is going to do."""
        await self._acting.preview(content)

    async def hear_run(self, content: Json) -> None:
        """Do it, or go on with it."""
        await self._acting.run(content)

    async def hear_cancel(self, content: Json) -> None:
        """Give a plan up."""
        await self._acting.cancel(content)

    async def hear_by_hand(self, content: Json) -> None:
        """Take over what was done by hand."""
        await self._acting.by_hand(content)

    async def hear_draft(self, content: Json) -> None:
        """Keep what is being typed."""
        await self._acting.save_draft(content)

    async def hear_discard(self, content: Json) -> None:
        """Throw a draft away."""
        await self._acting.discard(content)

    async def hear_claim(self, content: Json) -> None:
        """Tell the other steward that somebody is on it; a courtesy, so a refusal is no trouble."""
        claim = self._client.claim if content["on"] else self._client.release
        with suppress(SupportHubError):
            await asyncio.to_thread(claim, int(content["ticket_id"]))

    async def _after(self, ticket_id: int | None) -> None:
        """Look at what an action left behind; ``ticket_id`` is None where it was about no ticket."""
