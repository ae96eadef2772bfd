"""Who is on support when: the rota as a timeline, what was swapped, what is missing, and who did how much."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

from supporthub_ext.client import Client
from supporthub_ext.errors import SupportHubError
from supporthub_ext.views.bundle import css, esm
from supporthub_ext.views.doing import DoingPart
from supporthub_ext.views.forms import people_of, rota_forms
from supporthub_ext.views.mainloop import MainLoop

Json = dict[str, Any]
SHOWN = timedelta(weeks=26)
BEFORE = timedelta(weeks=4)


class RotationView(DoingPart):
    """Shows the rota, and records a swap or a cover.

    Parameters
    ----------
    main
        The loop on which messages are heard.
    client
        The way to the server.
    """

    _esm = esm("rotation.js")
    _css = css("base.css", "panel.css", "forms.css", "rotation.css")

    def __init__(self, main: MainLoop, client: Client) -> None:
        super().__init__(main, client)
        self._first: date | None = None  # None until the server said which day it is

    async def hear_hello(self, _content: Json) -> None:
        """Show the rota in a view that was just made."""
        await self._read()

    async def hear_again(self, _content: Json) -> None:
        """Read the rota again."""
        await self._read()

    async def hear_turn(self, content: Json) -> None:
        """Show earlier or later weeks; 0 goes back to today."""
        weeks = int(content["weeks"])
        self._first = self._first + timedelta(weeks=weeks) if weeks and self._first else None
        await self._read()

    async def _after(self, _ticket_id: int | None) -> None:
        await self._read()

    async def _read(self) -> None:
        """Read the year ahead, for what is judged, and the weeks that are shown."""
        try:
            year = await asyncio.to_thread(self._client.rota)
            first = self._first or date.fromisoformat(year["rows"][0]["from"]) - BEFORE
            shown = await asyncio.to_thread(self._client.rota, first.isoformat(), (first + SHOWN).isoformat())
        except SupportHubError as error:
            self.report(error)
            return
        self._first = first
        days = {"first": first.isoformat(), "end": (first + SHOWN).isoformat()}
        today = year["rows"][0]["from"]
        year |= {"people": people_of(year)}
        self.tell("rota", year=year, shown=shown["rows"], today=today, forms=rota_forms(year), **days)
