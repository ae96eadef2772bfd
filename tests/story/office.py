"""A back office on a sandbox whose clock stands still between two deeds."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from supporthub_ext.actions.backoffice import Backoffice
from supporthub_ext.actions.remind import Reminders
from supporthub_ext.actions.settings import Settings
from supporthub_ext.actions.visitor import Visitor
from supporthub_ext.errors import Conflict, PlanOpen, ServiceError
from supporthub_ext.models import Plan

Json = dict[str, Any]
Answer = TypeVar("Answer")
STEWARD = Visitor("nobody-of-a-hub", on_hub=False)
TRIES = 30


def settings_of(folder: Path) -> Settings:
    """The settings that a sandbox wrote into a folder; the background does nothing by itself."""
    traits = json.loads((folder / "jupyter_server_config.json").read_text())["SupportHub"]
    return Settings(data_dir=folder / "data", **traits, refresh_s=3600)


class Office:
    """What the endpoints ask, as the local steward; what a service refuses is tried again."""

    def __init__(self, settings: Settings) -> None:
        self._back = Backoffice(settings, logging.getLogger("story"))
        back = self._back
        self._reminders = Reminders(back.office, back._refresher, back._queue, back._looker)
        self._reminders.reminding.lag_s = 0.05
        for hand in back._runner._running._hands.values():
            hand.lag_s = 0.05
        self._began = False

    async def close(self) -> None:
        await self._back.close()

    async def look(self) -> None:
        """Look at every service until each has answered."""
        await self._back.office.clock.read()
        for _ in range(TRIES):
            await self._patiently(self._back._looker.once)
            if not (self._back._looker.slack.problem or self._back._looker.github.problem):
                return
        raise AssertionError("a service does not answer")

    async def remind(self) -> None:
        """Remind whom there is to remind."""
        now = await self._back.office.clock.read()
        await self._patiently(lambda: self._reminders.run(now))

    async def queue(self) -> Json:
        return await self._back.queue(STEWARD, None)

    async def ticket(self, ticket_id: int) -> Json:
        return await self._patiently(lambda: self._back.ticket(STEWARD, ticket_id))

    async def engineers(self, ticket_id: int) -> Json:
        return await self._back.engineers(ticket_id)

    async def handover(self) -> Json:
        return await self._back.handover(None)

    async def type_of(self, ticket_id: int) -> str | None:
        """The type that FreshDesk's form shows beside the ticket."""
        (ticket,) = self._back.office.mirror.get([ticket_id])
        found: str | None = ticket.row.get("type")
        return found

    async def deed(self, since: str, action: str, ticket_ids: list[int], fields: Json) -> None:
        """Preview and run, once: a plan of this action that was made since then is gone on with.

        A ticket that moved meanwhile is left for the next round.
        """
        await self._back.office.clock.read()
        begun = self._begun(datetime.fromisoformat(since), action, ticket_ids)
        request: Json = {"action": action, "ticket_ids": ticket_ids, "fields": fields}
        try:
            plan_id = begun.id if begun else await self._planned(request)
            for _ in range(TRIES):
                if (await self._run(plan_id))["state"] == "done":
                    return
        except Conflict:
            return
        raise AssertionError(f"{action} on {ticket_ids} does not end")

    async def asks(self) -> list[str]:
        """Who was asked, oldest first."""
        entries = self._back.office.ledger.all("ask")
        ordered = sorted(entries, key=lambda one: one.document.get("asked_at") or one.written_at)
        return [str(one.document["engineer_id"]) for one in ordered]

    # -- inside ----------------------------------------------------------------------------------------

    def _begun(self, since: datetime, action: str, ticket_ids: list[int]) -> Plan | None:
        office = self._back.office
        known = ticket_ids or office.mirror.live(office.done_statuses)[:1]
        plans = (plan for id_ in known for plan in office.journal.of_ticket(id_))
        return next((plan for plan in plans if plan.action == action and plan.created_at >= since), None)

    async def _planned(self, request: Json) -> str:
        """Answer the id of a new plan, or of the one that is open already."""
        try:
            plan = await self._patiently(lambda: self._back.build_plan(STEWARD, request))
        except PlanOpen as open_:
            return str(open_.details["plan_id"])
        if stops := {check["rule"] for check in plan["checks"] if check["level"] == "stop"}:
            request["release"] = dict.fromkeys(sorted(stops), "Looked at: nothing private.")
            plan = await self._patiently(lambda: self._back.build_plan(STEWARD, request))
        return str(plan["id"])

    async def _run(self, plan_id: str) -> Json:
        return await self._patiently(lambda: self._back.run_plan(STEWARD, plan_id, 60, 0))

    async def _patiently(self, question: Callable[[], Awaitable[Answer]]) -> Answer:
        for _ in range(TRIES):
            try:
                return await question()
            except ServiceError:
                await asyncio.sleep(0.01)
        return await question()
