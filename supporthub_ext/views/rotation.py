"""Who is on support when: the rota as a timeline, the handover, the hubs' events, and who did how much."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from supporthub_ext.client import Client
from supporthub_ext.errors import SupportHubError
from supporthub_ext.views.bundle import css, esm
from supporthub_ext.views.doing import DoingPart
from supporthub_ext.views.forms import people_of, rota_forms
from supporthub_ext.views.handover import handovers
from supporthub_ext.views.mainloop import MainLoop

Json = dict[str, Any]
SHOWN = timedelta(weeks=26)
BEFORE = timedelta(weeks=4)
DAY = timedelta(days=1)
LOOK_AGAIN_S = 2  # while the server itself still reads
SHEETS = (
    "base.css",
    "panel.css",
    "forms.css",
    "nothing.css",
    "rotation.css",
    "timeline.css",
    "handover.css",
    "events.css",
)


class RotationView(DoingPart):
    """Shows the rota, the handover and the events; records a swap or a cover, and hands a seat over.

    Parameters
    ----------
    main
        The loop on which messages are heard.
    client
        The way to the server.
    """

    _esm = esm("rotation.js")
    _css = css(*SHEETS)

    def __init__(self, main: MainLoop, client: Client) -> None:
        super().__init__(main, client)
        self._first: date | None = None  # None until the server said which day it is
        self._wanted: str | None = None  # the handover that somebody chose
        self._day: str | None = None  # the one that is shown
        self._packs = 0  # how often a pack was asked for: only the last asking goes on

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
        await self._read_rota()

    async def hear_handover(self, content: Json) -> None:
        """Read the pack of a handover; without a date once more the one that is shown."""
        self._wanted = content.get("date") or self._wanted
        await self._read_pack(self._wanted or self._day)

    async def hear_events(self, _content: Json) -> None:
        """Read the events again."""
        await self._read_events()

    async def _after(self, _ticket_id: int | None) -> None:
        await self._read()

    async def _read(self) -> None:
        day = await self._read_rota()
        await asyncio.gather(self._read_events(), self._read_pack(self._wanted or day))

    async def _read_rota(self) -> str | None:
        """Read the year ahead, and the weeks that are shown; answer the handover that is meant."""
        ask = self._client.rota
        try:
            year = await asyncio.to_thread(ask)
            today = date.fromisoformat(year["rows"][0]["from"])
            before = await asyncio.to_thread(ask, (today - BEFORE).isoformat(), (today + DAY).isoformat())
            first = self._first or today - BEFORE
            shown = await asyncio.to_thread(ask, first.isoformat(), (first + SHOWN).isoformat())
        except SupportHubError as error:
            self.report(error)
            return None
        self._first = first
        around = handovers(year, before)
        self.tell(
            "rota",
            year=year | {"people": people_of(year)},
            shown=shown["rows"],
            today=today.isoformat(),
            first=first.isoformat(),
            end=(first + SHOWN).isoformat(),
            forms=rota_forms(year),
            handovers=around.to_json(),
        )
        return around.meant.isoformat()

    async def _read_pack(self, day: str | None) -> None:
        """Read the pack, again and again while the server has not seen all tickets."""
        self._day, self._packs = day, self._packs + 1
        asked = self._packs
        pack = await self._told("pack", lambda: self._client.handover(day))
        while pack and pack["state"] == "loading" and self.watched and self._packs == asked:
            await asyncio.sleep(LOOK_AGAIN_S)
            pack = await self._told("pack", lambda: self._client.handover(day))

    async def _read_events(self) -> None:
        """Read the events, again and again until the server has looked for them once."""
        events = await self._told("events", self._client.events)
        while events and not (events["as_of"] or events["problem"]) and self.watched:
            await asyncio.sleep(LOOK_AGAIN_S)
            events = await self._told("events", self._client.events)

    async def _told(self, kind: str, ask: Callable[[], Json]) -> Json | None:
        """Read one section and tell it, or what is wrong in its place; answer what was read."""
        try:
            answer = await asyncio.to_thread(ask)
        except SupportHubError as error:
            self.tell(kind, answer=None, problem=error.to_json())
            return None
        self.tell(kind, answer=answer, problem=None)
        return answer
