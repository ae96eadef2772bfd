"""Runs one plan: step by step, each written down before and after.

Intent is durable before a write leaves; the receipt is durable before the next step starts. A step that was
left ``open`` may have reached its service: it is looked for there, twice if need be, before it is repeated.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from supporthub_ext.actions.hands import Found, Hand
from supporthub_ext.actions.hands_all import make_hands
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.places import refused_step
from supporthub_ext.errors import ServiceError
from supporthub_ext.models import Person, Plan, PlanState, Receipt, Step, StepKind, StepState
from supporthub_ext.services.leaving import asking
from supporthub_ext.store.database import AWAY
from supporthub_ext.store.documents import instant
from supporthub_ext.store.leases import BEAT_EVERY_S, Lease
from supporthub_ext.store.ledger import Entry

FINISHED: set[StepState] = {"done", "adopted", "by_hand", "skipped", "cancelled"}
DATABASE_DELAYS_S = (0.2, 0.5, 1, 2, 4, 8, 8)  # a database that restarts is waited for

Answer = TypeVar("Answer")


class _Cancelled(Exception):
    """Raised when somebody gave the plan up: its next step does not start."""


@dataclass(frozen=True, slots=True)
class _Run:
    """One plan in the hands of one actor on this server."""

    lease: Lease
    plan: Plan
    actor: Person
    done: dict[str, Receipt]  # of the steps so far, by step id


class Running:
    """What happens within a plan.

    Parameters
    ----------
    office
        The stores and services.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._hands: dict[tuple[str, StepKind], Hand] = make_hands(office)

    async def work(self, lease: Lease, plan: Plan, actor: Person) -> None:
        """Carry out every step that is not finished yet, showing signs of life meanwhile.

        Raises
        ------
        LeaseLost
            When another server took over; nothing more is done here.
        """
        done = {step.id: step.receipt for step in plan.steps if step.receipt and step.state in FINISHED}
        with suppress(_Cancelled):
            await self.alive(lease, self._steps(_Run(lease, plan, actor, done)))

    async def alive(self, lease: Lease, work: Coroutine[Any, Any, Answer]) -> Answer:
        """Do something for a plan, showing signs of life meanwhile.

        Raises
        ------
        LeaseLost
            When another server took over; nothing more is done here.
        """
        working = asyncio.create_task(work)
        beats = asyncio.create_task(self._beat_for_ever(lease))
        try:
            await asyncio.wait({working, beats}, return_when=asyncio.FIRST_COMPLETED)
            if beats.done():
                await beats
            return await working
        finally:
            working.cancel()
            beats.cancel()
            await asyncio.gather(working, beats, return_exceptions=True)

    async def _steps(self, run: _Run) -> None:
        journal, plan = self._office.journal, run.plan
        if not await self._may_start(run):
            await self._durably(lambda: journal.set_state(run.lease, plan, "stopped"))
            return
        if plan.state != "running":
            plan = await self._durably(lambda: journal.set_state(run.lease, plan, "running"))
        if plan.state == "cancelled":
            return
        stuck: set[int | None] = set()
        for step in plan.steps:
            ticket_id = step.work.get("ticket_id")
            if step.state in FINISHED or ticket_id in stuck:
                continue
            if not await self._step(run, step):
                stuck.add(ticket_id)
                if len(plan.ticket_ids) < 2:
                    break  # of several tickets each has its own result; of one, the rest waits
        ended: PlanState = "stopped" if stuck else "done"
        await self._durably(lambda: journal.set_state(run.lease, plan, ended))
        for ticket_id in set(plan.ticket_ids) - stuck:
            await self._durably(partial(self._office.drafts.remove, ticket_id, plan.action, plan.actor))

    async def _may_start(self, run: _Run) -> bool:
        """Answer whether every place lets us write; when one does not, nothing is sent anywhere."""
        refused = await refused_step(self._office, run.plan)
        if refused is None:
            return True
        step, error = refused
        await self._write(run, step, "failed", self._receipt(run, attempts=0, error=error))
        return False

    async def _step(self, run: _Run, step: Step) -> bool:
        """Carry one step out; answer whether the next may start."""
        hand = self._hands[step.service, step.kind]
        attempts = step.receipt.attempts if step.receipt else 0
        in_doubt = step.state == "open"
        try:
            found = await self._look(hand, step, run) if in_doubt else None
            if found is None:
                found, attempts, in_doubt = await self._send(run, step, hand, attempts)
        except ServiceError as error:
            receipt = self._receipt(run, looked=error.stored, attempts=attempts + 1, error=error)
            await self._write(run, step, "open" if error.stored else "failed", receipt)
            return False
        await self._durably(lambda: self._remember(run, step))
        receipt = self._receipt(run, found, looked=in_doubt, attempts=attempts)
        await self._write(run, step, "done", receipt)
        run.done[step.id] = receipt
        return True

    async def _send(self, run: _Run, step: Step, hand: Hand, attempts: int) -> tuple[Found, int, bool]:
        """Send the write; when its answer is lost, look for it before it is sent once more.

        The lease is looked at when the write leaves, each time: no clock counts how long a virtual machine
        stood still. Answers what was made, how often it was sent, and whether it had to be looked for.
        """
        for last in (False, True):
            attempts += 1
            opened = partial(self._office.journal.open_step, run.lease, run.plan, step)
            if not await self._durably(partial(opened, self._receipt(run, attempts=attempts))):
                raise _Cancelled
            try:
                with asking(partial(self._office.leases.beat, run.lease)):
                    return await hand.do(step, run.done), attempts, False
            except ServiceError as error:
                if not error.stored:
                    raise
                if found := await self._look(hand, step, run):
                    return found, attempts, True
                if last:
                    raise
        raise AssertionError("the loop above answers or raises")

    async def _look(self, hand: Hand, step: Step, run: _Run) -> Found | None:
        """Look for what a step did; when nothing is there, once more after the service's known lag."""
        try:
            if found := await hand.look(step, run.done, run.plan.created_at):
                return found
            await asyncio.sleep(hand.lag_s)
            return await hand.look(step, run.done, run.plan.created_at)
        except ServiceError as error:
            error.stored = True  # a look that failed leaves the doubt
            raise

    def _remember(self, run: _Run, step: Step) -> None:
        """Write into the ledger what is true now that the step was done; twice is the same as once."""
        for kind, document in step.work.get("remember", {}).items():
            at = instant(self._office.clock.now())
            ticket_id = step.work["ticket_id"]
            self._office.ledger.put(Entry(kind, step.key, ticket_id, at, run.actor.id, document))

    # -- writing down ----------------------------------------------------------------------------------

    async def _write(self, run: _Run, step: Step, state: StepState, receipt: Receipt) -> None:
        await self._durably(lambda: self._office.journal.set_step(run.lease, run.plan, step, state, receipt))

    async def _durably(self, write: Callable[[], Answer]) -> Answer:
        """Read or write the journal; while the database is away, wait for it. Each write may be repeated."""
        for delay in DATABASE_DELAYS_S:
            try:
                return write()
            except AWAY:
                await asyncio.sleep(delay)
        return write()

    def _receipt(
        self,
        run: _Run,
        found: Found | None = None,
        *,
        looked: bool = False,
        attempts: int = 1,
        error: ServiceError | None = None,
    ) -> Receipt:
        plain = Receipt(self._office.clock.now(), run.actor.id, looked=looked, attempts=attempts)
        if error is not None:
            return replace(plain, error=error.to_json())
        if found is None:
            return plain
        return replace(plain, service_id=found.service_id, link=found.link, more=found.more)

    # -- signs of life ---------------------------------------------------------------------------------

    async def _beat_for_ever(self, lease: Lease) -> None:
        while True:
            await asyncio.sleep(BEAT_EVERY_S)
            await self._durably(lambda: self._office.leases.beat(lease))
