"""The slower look: for tickets that FreshDesk's list no longer shows, so that they leave the queue in time.

Deleted, spam and merged tickets never show in ``updated_since``. Spam and deleted ones have lists of their
own; a merged one is found by asking for it. Within ten minutes every live ticket was asked for once.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Literal

from supporthub_ext.actions.office import Office
from supporthub_ext.actions.refresh import Refresher
from supporthub_ext.errors import ServiceMissing, SupportHubError
from supporthub_ext.store.documents import instant

EVERY = timedelta(minutes=4)  # two of them fit into the ten minutes that we promise
OVERLAP = timedelta(minutes=1)
FIRST_REACH = timedelta(days=30)
TOGETHER = 4
KINDS: tuple[Literal["spam", "deleted"], ...] = ("spam", "deleted")


class HiddenLook:
    """Looks for what the list hides.

    Parameters
    ----------
    office, refresher
        FreshDesk and the mirror, and who keeps it true.
    """

    def __init__(self, office: Office, refresher: Refresher) -> None:
        self._office = office
        self._refresher = refresher
        self._looked_at: datetime | None = None

    async def run(self) -> None:
        """Look, when it is time again. What FreshDesk does not answer now is asked with the next look."""
        now = await self._office.clock.read()
        too_early = self._looked_at and abs(now - self._looked_at) < EVERY
        if too_early or self._refresher.pulling:
            return
        try:
            await self._spam_and_deleted(now)
            await self._confirm(now)
        except SupportHubError as problem:
            self._office.log.warning("Slower look: %s", problem.message)
        self._looked_at = now

    async def _spam_and_deleted(self, now: datetime) -> None:
        since = (self._looked_at or now - FIRST_REACH) - OVERLAP
        live = set(self._office.mirror.live(self._office.done_statuses))
        for kind in KINDS:
            rows = await self._office.freshdesk.hidden_tickets(kind, since)
            self._refresher.hide(live & {row["id"] for row in rows}, kind)

    async def _confirm(self, now: datetime) -> None:
        """Ask for live tickets that nobody saw alive for a while, a few at once."""
        due = self._office.mirror.least_confirmed(self._office.done_statuses, instant(now - EVERY))
        due = due[: self._most(len(due))]
        for first in range(0, len(due), TOGETHER):
            await asyncio.gather(*(self._look_at(id_, now) for id_ in due[first : first + TOGETHER]))

    def _most(self, due: int) -> int:
        """Answer how many may be asked for: half of them, and a quarter of the account's calls at most."""
        total = self._office.freshdesk.usage.total
        calls = int(EVERY.total_seconds() / 60 * total / 4) if total else due
        return min(max(due // 2, 100), calls)

    async def _look_at(self, ticket_id: int, now: datetime) -> None:
        try:
            view = await self._office.freshdesk.ticket(ticket_id, include=())
        except ServiceMissing:
            self._refresher.hide([ticket_id], "gone")
            return
        self._refresher.store(view)
        self._office.mirror.confirm([ticket_id], instant(now))
