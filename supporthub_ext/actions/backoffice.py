"""Everything behind the endpoints, opened once, on the worker's event loop."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from typing import Any

from supporthub_ext.actions.asks import listed
from supporthub_ext.actions.handover_pack import HandoverPack
from supporthub_ext.actions.health import health
from supporthub_ext.actions.history import History
from supporthub_ext.actions.knowledge import Knowledge
from supporthub_ext.actions.looker import Looker
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.panel import Panel
from supporthub_ext.actions.plan import Planner, plan_json
from supporthub_ext.actions.queue import Queue
from supporthub_ext.actions.refresh import Refresher
from supporthub_ext.actions.remind import Reminders
from supporthub_ext.actions.roles import Roles
from supporthub_ext.actions.runner import Runner
from supporthub_ext.actions.settings import Settings
from supporthub_ext.actions.visitor import Visitor
from supporthub_ext.actions.watch import Watch
from supporthub_ext.errors import NotFound
from supporthub_ext.store.claims import Claim
from supporthub_ext.store.documents import instant

Json = dict[str, Any]
CLAIM_FOR = timedelta(minutes=10)


class Backoffice:
    """What the endpoints ask for: one method an endpoint, JSON-ready answers.

    Parameters
    ----------
    settings, log
        What the extension was told, and where it says what happened.

    Raises
    ------
    ConfigurationError
        When a file or a setting is wrong.
    """

    def __init__(self, settings: Settings, log: logging.Logger) -> None:
        self.office = Office(settings, log)
        self._refresher = Refresher(self.office)
        self._knowledge = Knowledge(self.office, self.office.elsewhere)
        self._looker = Looker(self.office, self._refresher, self._knowledge)
        self._queue = Queue(self.office, self._refresher, self._knowledge)
        self._panel = Panel(
            self.office, self._refresher, self._queue, self._knowledge, self._looker.requesters
        )
        self._history = History(self.office)
        self._planner = Planner(self.office, self._refresher, self._queue.facts)
        self._runner = Runner(self.office, self._planner, self._looker)
        self._roles = Roles(self.office, self._looker.stewards)
        self._watch = Watch(self.office, self._looker)
        self._handover = HandoverPack(self.office, self._queue, self._looker)
        reminders = Reminders(self.office, self._refresher, self._queue, self._looker)
        self._loops = [
            asyncio.create_task(reminders.run_for_ever(), name="remind"),
            asyncio.create_task(self._looker.run_for_ever(), name="look"),
            asyncio.create_task(self._runner.resume_for_ever(), name="resume"),
        ]

    async def close(self) -> None:
        """Stop refreshing, let steps under way end, close everything."""
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        await self._runner.close()
        await self.office.close()

    # -- reading ---------------------------------------------------------------------------------------

    async def health(self, version: str) -> Json:
        """Answer ``GET health``."""
        return health(self.office, self._refresher, self._looker, await self._now(), version)

    async def queue(self, visitor: Visitor, view: str | None) -> Json:
        """Answer ``GET queue``."""
        now = await self._now()
        return self._queue.answer(now, view, self.office.person(visitor)) | self._watch.brief(now)

    async def ticket(self, visitor: Visitor, ticket_id: int) -> Json:
        """Answer ``GET tickets/{id}``."""
        return await self._panel.answer(ticket_id, await self._now(), self.office.person(visitor))

    async def history(self, frame: str | None, since: str | None, cursor: str | None) -> Json:
        """Answer ``GET history``."""
        return self._history.answer(frame, since, cursor)

    async def plan(self, plan_id: str) -> Json:
        """Answer ``GET plans/{id}``."""
        return plan_json(self.office.journal.get(plan_id))

    # -- acting ----------------------------------------------------------------------------------------

    async def build_plan(self, visitor: Visitor, request: Json) -> Json:
        """Answer ``POST plans``."""
        actor = self.office.steward(visitor)
        return plan_json(await self._planner.build(request, actor, await self._now()))

    async def run_plan(self, visitor: Visitor, plan_id: str, wait_s: float, hold_s: float) -> Json:
        """Answer ``POST plans/{id}/run``."""
        actor = self.office.steward(visitor)
        return plan_json(await self._runner.run(plan_id, actor, wait_s, hold_s))

    async def cancel_plan(self, visitor: Visitor, plan_id: str) -> Json:
        """Answer ``POST plans/{id}/cancel``."""
        self.office.steward(visitor)
        return plan_json(await self._runner.cancel(plan_id))

    async def by_hand(self, visitor: Visitor, plan_id: str, step_id: str, link: str) -> Json:
        """Answer ``POST plans/{id}/steps/{step_id}/by_hand``."""
        actor = self.office.steward(visitor)
        return plan_json(await self._runner.by_hand(plan_id, step_id, link, actor))

    # -- the rota and the engineers --------------------------------------------------------------------

    async def rota(self, first: str | None, end: str | None) -> Json:
        """Answer ``GET rota``."""
        return await self._roles.rota(await self._now(), first, end)

    async def rota_ics(self) -> bytes:
        """Answer ``GET rota.ics``."""
        return self._roles.ics(await self._now())

    async def handover(self, date: str | None) -> Json:
        """Answer ``GET handover``."""
        return self._handover.answer(await self._now(), date)

    async def events(self) -> Json:
        """Answer ``GET events``."""
        return self._watch.events(await self._now())

    async def engineers(self, ticket_id: int | None) -> Json:
        """Answer ``GET engineers``."""
        entry = self._queue.entry(ticket_id) if ticket_id is not None else None
        if ticket_id is not None and entry is None:
            raise NotFound(f"There is no ticket {ticket_id} in FreshDesk's queue.")
        everybody = listed(self.office, entry.facts if entry else None, await self._now())
        return {"engineers": [one.to_json() for one in everybody]}

    # -- claims ----------------------------------------------------------------------------------------

    async def claim(self, visitor: Visitor, ticket_id: int) -> Json:
        """Answer ``PUT tickets/{id}/claim``: a word to the other steward, for some minutes, never a lock."""
        you = self.office.steward(visitor)
        until = instant(await self._now() + CLAIM_FOR)
        self.office.claims.put(Claim(ticket_id, you.id, until))
        return {"ticket_id": ticket_id, "person_id": you.id, "until": until}

    async def release(self, visitor: Visitor, ticket_id: int) -> None:
        """Answer ``DELETE tickets/{id}/claim``."""
        self.office.claims.remove(ticket_id, self.office.steward(visitor).id)

    # -- drafts ----------------------------------------------------------------------------------------

    async def draft(self, visitor: Visitor, ticket_id: int, action: str) -> Json:
        """Answer ``GET tickets/{id}/drafts/{action}``; ``fields`` is null when there is none."""
        you = self.office.steward(visitor)
        found = self.office.drafts.of_ticket(ticket_id, you.id).get(action)
        return found or {"fields": None, "saved_at": None}

    async def save_draft(self, visitor: Visitor, ticket_id: int, action: str, fields: Json) -> Json:
        """Answer ``PUT tickets/{id}/drafts/{action}``."""
        you = self.office.steward(visitor)
        saved_at = instant(await self._now())
        self.office.drafts.put(ticket_id, action, you.id, fields, saved_at)
        return {"fields": fields, "saved_at": saved_at}

    async def remove_draft(self, visitor: Visitor, ticket_id: int, action: str) -> None:
        """Answer ``DELETE tickets/{id}/drafts/{action}``."""
        self.office.drafts.remove(ticket_id, action, self.office.steward(visitor).id)

    # -- by itself -------------------------------------------------------------------------------------

    async def _now(self) -> datetime:
        return await self.office.clock.read()
