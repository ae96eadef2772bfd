"""A back office in the test's own process, on a sandbox whose clock stands still between two deeds."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from supporthub_ext.actions.backoffice import Backoffice
from supporthub_ext.actions.remind import Reminders
from supporthub_ext.actions.settings import Settings
from supporthub_ext.actions.visitor import Visitor
from supporthub_ext.errors import Conflict
from tests.sandbox.room import Sandbox

Json = dict[str, Any]


class Office:
    """The endpoints' back office, asked as the steward who serves longer.

    Each deed has a moment of its own, one minute after the last, so that the story plays the same again.
    """

    def __init__(self, world: Sandbox, folder: Path) -> None:
        self.world = world
        traits = json.loads((folder / "jupyter_server_config.json").read_text())["SupportHub"]
        self._settings = Settings(data_dir=folder / "data", **traits, refresh_s=3600)
        self.now = datetime.fromisoformat(world.now()).astimezone(UTC)
        self._back: Backoffice
        self.released: list[str] = []

    async def __aenter__(self) -> Office:
        self._back = Backoffice(self._settings, logging.getLogger("story"))
        self._reminders = Reminders(
            self._back.office, self._back._refresher, self._back._queue, self._back._looker
        )
        self._reminders.reminding.lag_s = 0.05
        for hand in self._back._runner._running._hands.values():
            hand.lag_s = 0.05
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._back.close()

    # -- time ------------------------------------------------------------------------------------------

    async def go_to(self, moment: datetime) -> None:
        """Move the clock, let the world act, look at everything, and remind whom there is to remind."""
        await self._set(moment)
        await self._back._looker.once()
        await self._reminders.run(self.now)

    async def _set(self, moment: datetime) -> None:
        self.now = moment
        await asyncio.to_thread(self.world.set_clock, moment.isoformat())
        await self._back.office.clock.read()

    # -- what the robot may ask ------------------------------------------------------------------------

    @property
    def visitor(self) -> Visitor:
        """The steward who acts."""
        return Visitor("nobody-of-a-hub", on_hub=False)

    async def queue(self) -> Json:
        return await self._back.queue(self.visitor, None)

    async def ticket(self, ticket_id: int) -> Json:
        return await self._back.ticket(self.visitor, ticket_id)

    async def engineers(self, ticket_id: int) -> Json:
        return await self._back.engineers(ticket_id)

    async def handover(self) -> Json:
        return await self._back.handover(None)

    async def type_of(self, ticket_id: int) -> str | None:
        """The type that FreshDesk's form shows beside the ticket."""
        (ticket,) = self._back.office.mirror.get([ticket_id])
        found: str | None = ticket.row.get("type")
        return found

    async def act(self, action: str, ticket_ids: list[int], fields: Json) -> None:
        """Preview and run; a ticket that moved meanwhile is left for the next round."""
        await self._set(self.now + timedelta(minutes=1))
        request: Json = {"action": action, "ticket_ids": ticket_ids, "fields": fields}
        try:
            plan = await self._back.build_plan(self.visitor, request)
            if stops := {check["rule"] for check in plan["checks"] if check["level"] == "stop"}:
                self.released += sorted(stops)
                request["release"] = dict.fromkeys(stops, "Looked at: nothing private.")
                plan = await self._back.build_plan(self.visitor, request)
            done = await self._back.run_plan(self.visitor, plan["id"], 60, 0)
        except Conflict:
            return
        assert done["state"] == "done", [step["receipt"] for step in done["steps"] if step["receipt"]]

    def asks(self) -> list[tuple[str, str]]:
        """Who was asked, oldest first, and about which ticket."""
        entries = self._back.office.ledger.all("ask")
        ordered = sorted(entries, key=lambda one: one.document.get("asked_at") or one.written_at)
        return [(one.document["engineer_id"], str(one.ticket_id)) for one in ordered]
