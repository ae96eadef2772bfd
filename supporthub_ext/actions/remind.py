"""Remind: tell the stewards on duty what is due, from a command or from the server while it runs."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from supporthub_ext.actions.digest import DigestWriter
from supporthub_ext.actions.looker import Looker
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.queue import Queue
from supporthub_ext.actions.refresh import Refresher
from supporthub_ext.actions.reminding import Reminding, Sent
from supporthub_ext.actions.watch import on_duty
from supporthub_ext.errors import SupportHubError
from supporthub_ext.process.reminders import Reminder, due_digests, due_nudges

FRESH = timedelta(minutes=10)  # older facts remind nobody
FIRST_AFTER_S = 60.0
EVERY_S = 60.0


class Reminders:
    """Knows what is due, and sends it.

    Parameters
    ----------
    office, refresher, queue, looker
        The process and Slack, how old the facts are, the live tickets, and what is seen beside them.
    """

    def __init__(self, office: Office, refresher: Refresher, queue: Queue, looker: Looker) -> None:
        self._office = office
        self._refresher = refresher
        self._writer = DigestWriter(office, queue, looker)
        self.reminding = Reminding(office)

    def due(self, now: datetime) -> tuple[Reminder, ...]:
        """Answer the reminders that are due now and not sent; none on facts that are not fresh."""
        process, people = self._office.process, on_duty(self._office, now)
        if not process.reminders.on or not self._fresh(now):
            return ()
        digests = due_digests(
            lambda day: self._writer.write(day, now), people, self.reminding.settled, process, now
        )
        told = self.reminding.told(now)
        for digest in digests:
            told |= {(person.id, id_): now for person in digest.people for id_ in digest.tickets}
        return (*digests, *due_nudges(self._writer.owed(now), people, told, process, now))

    async def run(self, now: datetime) -> list[Sent]:
        """Send what is due.

        Raises
        ------
        ServiceError
            When Slack does not take one.
        """
        due = self.due(now)
        return await self.reminding.send(due, now) if due else []

    async def run_for_ever(self) -> None:
        """Send what is due for as long as the server runs; what fails is due again a minute later."""
        if not self._office.has_slack:
            return
        await asyncio.sleep(FIRST_AFTER_S)
        while True:
            try:
                await self.run(await self._office.clock.read())
            except SupportHubError as problem:
                self._office.log.warning("Reminders: %s %s", problem.message, problem.what_to_do)
            except Exception:
                self._office.log.exception("Reminders broke; they are tried again.")
            await asyncio.sleep(EVERY_S)

    def _fresh(self, now: datetime) -> bool:
        as_of = self._refresher.as_of
        return self._refresher.problem is None and as_of is not None and abs(now - as_of) <= FRESH
