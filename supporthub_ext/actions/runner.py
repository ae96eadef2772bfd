"""Starts, resumes, cancels and takes over plans; what happens within one is in `running.py`."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from supporthub_ext.actions.by_hand import check_link
from supporthub_ext.actions.changes import changes_since
from supporthub_ext.actions.looker import Looker
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.plan import Planner
from supporthub_ext.actions.running import Running
from supporthub_ext.errors import (
    Conflict,
    NotFound,
    PlanHeldBack,
    PlanOpen,
    SupportHubError,
    TicketChanged,
)
from supporthub_ext.models import Person, Plan, Receipt
from supporthub_ext.store.database import AWAY
from supporthub_ext.store.journal import UNDER_WAY
from supporthub_ext.store.leases import Lease, LeaseLost

ENDED = {"done", "cancelled"}
LOOK_EVERY_S = 0.5
RESUME_EVERY_S = 2.0


class Runner:
    """Runs plans on the worker's loop; one task a plan, however often it is asked for.

    Parameters
    ----------
    office, planner, looker
        The stores and services, who re-reads a ticket before, and who reads what a plan did after.
    """

    def __init__(self, office: Office, planner: Planner, looker: Looker) -> None:
        self._office = office
        self._planner = planner
        self._looker = looker
        self._running = Running(office)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._starting = asyncio.Lock()

    async def run(self, plan_id: str, actor: Person, wait_s: float, hold_s: float) -> Plan:
        """Run a plan or go on with it; answer it when it is done or stopped, else after ``wait_s`` seconds.

        Raises
        ------
        NotFound
            When there is no such plan.
        PlanHeldBack
            When a check says stop and nobody released it.
        PlanOpen
            When another plan runs the same action on the same ticket.
        TicketChanged
            When the ticket moved since the plan was shown.
        """
        until = time.monotonic() + wait_s
        while True:
            async with self._starting:  # a double click starts once
                task = self._tasks.get(plan_id) or await self._start(plan_id, actor, hold_s)
            if task is not None:
                await asyncio.wait({task}, timeout=max(0, until - time.monotonic()))
            plan = self._office.journal.get(plan_id)
            if task is None or not task.done() or plan.state != "shown":
                return plan  # else its server was gone before it began: it begins here

    async def cancel(self, plan_id: str) -> Plan:
        """Give a plan up between two steps; what it has already sent stays sent.

        Raises
        ------
        NotFound
            When there is no such plan.
        Conflict
            When everything in it was already sent.
        """
        plan = self._office.journal.get(plan_id)
        if plan.state == "done":
            raise Conflict("This plan is done: everything in it was sent.", "Write again if need be.")
        self._office.journal.cancel(plan_id)
        if plan.state == "held" and (task := self._tasks.get(plan_id)):
            task.cancel()
        return self._office.journal.get(plan_id)

    async def by_hand(self, plan_id: str, step_id: str, link: str, actor: Person) -> Plan:
        """Take a step as done by hand, after a look at the link at its service.

        Raises
        ------
        NotFound
            When there is no such plan or step.
        Conflict
            When the plan is running, or the step is done already.
        ServiceError
            When nothing fitting stands at the link.
        """
        plan = self._office.journal.get(plan_id)
        step = next((one for one in plan.steps if one.id == step_id), None)
        if step is None:
            raise NotFound(f"This plan has no step {step_id!r}.", "Take the id from the plan.")
        if plan_id in self._tasks or plan.state in ENDED or step.state not in {"failed", "open", "planned"}:
            raise Conflict("This step can't be done by hand now.", "Wait until the plan has stopped.")
        found = await check_link(self._office, step, link)
        lease, plan = self._take(plan)
        if lease is None:
            raise Conflict("Another server runs this plan.", "Wait until it has stopped.")
        receipt = Receipt(
            self._office.clock.now(), actor.id, found.service_id, found.link, looked=True, more=found.more
        )
        self._office.journal.set_step(lease, plan, step, "by_hand", receipt)
        self._office.leases.let_go(lease, free=plan.state == "shown")
        return self._office.journal.get(plan_id)

    async def resume_for_ever(self) -> None:
        """Go on with plans whose server ended or fell silent."""
        await self._office.clock.read()  # before anything is written down with a time
        while True:
            try:
                await self._resume()
            except AWAY:
                self._office.log.warning("The database does not answer; plans under way wait for it.")
            await asyncio.sleep(RESUME_EVERY_S)

    async def close(self) -> None:
        """Let the step under way in each plan end, no longer than a few seconds."""
        if self._tasks:
            await asyncio.wait(set(self._tasks.values()), timeout=5)

    # -- one task a plan -------------------------------------------------------------------------------

    async def _start(self, plan_id: str, actor: Person, hold_s: float) -> asyncio.Task[None] | None:
        """Start a plan's task; None when there is nothing left to do."""
        plan = self._office.journal.get(plan_id)
        if plan.state in ENDED:
            return None
        _refuse_stops(plan)
        lease, plan = self._take(plan)
        if lease is None:
            return asyncio.create_task(self._watch(plan_id))
        if plan.state == "shown" or _stopped_before_all(plan):
            try:
                await self._look_again(lease, plan, actor)
                if plan.state == "shown":
                    plan = self._office.journal.set_state(lease, plan, "held" if hold_s > 0 else "running")
            except LeaseLost:  # we were asleep for too long
                return asyncio.create_task(self._watch(plan_id))
        return self._launch(lease, plan, actor, hold_s)

    def _launch(self, lease: Lease, plan: Plan, actor: Person, hold_s: float = 0) -> asyncio.Task[None]:
        task = asyncio.create_task(self._work(lease, plan, actor, hold_s), name=f"plan {plan.id}")
        self._tasks[plan.id] = task
        task.add_done_callback(lambda _: self._tasks.pop(plan.id, None))
        return task

    async def _work(self, lease: Lease, plan: Plan, actor: Person, hold_s: float) -> None:
        """Run a plan to its end; one that breaks is left stopped, so that a person can go on with it."""
        try:
            if plan.state != "held" or await self._held(lease, plan, actor, hold_s):
                await self._running.work(lease, plan, actor)
        except LeaseLost:
            self._office.log.warning("Plan %s: another server took it over.", plan.id)
        except AWAY:
            self._office.log.warning("Plan %s waits for the database, which does not answer.", plan.id)
        except Exception:
            self._office.log.exception("Plan %s broke.", plan.id)
            with suppress(LeaseLost, *AWAY):
                self._office.journal.set_state(lease, plan, "stopped")
        finally:
            with suppress(*AWAY):  # what is not given back now is found by whoever resumes it
                free = self._office.journal.state(plan.id) in ENDED
                self._office.leases.let_go(lease, free=free)
                await self._looker.after(self._office.journal.get(plan.id))

    async def _held(self, lease: Lease, plan: Plan, actor: Person, hold_s: float) -> bool:
        """Hold a plan back, then look once more; answer whether it may begin, and call it off when not.

        What came in these seconds nobody has seen: a reply of the other steward, or the requester's word.
        """
        try:
            await self._running.alive(lease, asyncio.sleep(hold_s))
            await self._running.alive(lease, self._refuse_changed(plan, actor))
        except SupportHubError as problem:
            self._call_off(lease, plan, actor, problem)
            return False
        return True

    def _call_off(self, lease: Lease, plan: Plan, actor: Person, problem: SupportHubError) -> None:
        """Give a plan up of which nothing has left, and write down why."""
        receipt = Receipt(self._office.clock.now(), actor.id, attempts=0, error=problem.to_json())
        self._office.journal.set_step(lease, plan, plan.steps[0], "cancelled", receipt)
        self._office.journal.set_state(lease, plan, "cancelled")

    async def _watch(self, plan_id: str) -> None:
        """Wait until the server that runs a plan is through with it; one that is gone begins nothing."""
        while self._is_elsewhere(plan_id):  # noqa: ASYNC110 - not our loop
            await asyncio.sleep(LOOK_EVERY_S)

    def _is_elsewhere(self, plan_id: str) -> bool:
        state = self._office.journal.state(plan_id)
        return state in UNDER_WAY or (state == "shown" and self._office.leases.is_elsewhere(plan_id))

    async def _resume(self) -> None:
        async with self._starting:
            self._office.leases.free_abandoned()
            for plan_id in self._office.journal.unfinished():
                if plan_id not in self._tasks:
                    self._take_up(plan_id)

    def _take_up(self, plan_id: str) -> None:
        """Go on with a plan for whoever confirmed it, also when they have left the roster since."""
        plan = self._office.journal.get(plan_id)
        actor = next((one for one in self._office.roster.people if one.id == plan.actor), None)
        try:
            lease, plan = self._take(plan)
        except PlanOpen as problem:
            self._office.log.warning("Plan %s can't go on: %s", plan_id, problem.message)
            return
        if lease is not None:
            self._office.log.warning("Plan %s is taken up again.", plan_id)
            self._launch(lease, plan, actor or Person(plan.actor, plan.actor))

    def _take(self, plan: Plan) -> tuple[Lease | None, Plan]:
        """Take the right to run a plan; answer it as it stands now that nobody else can write it.

        Between a first look and the lease another server may have ended it: there is no lease then.
        """
        lease = self._office.leases.take(plan)
        if lease is None:
            return None, plan
        plan = self._office.journal.get(plan.id)
        if plan.state in ENDED:
            self._office.leases.let_go(lease, free=True)
            return None, plan
        return lease, plan

    # -- before anything is sent -----------------------------------------------------------------------

    async def _look_again(self, lease: Lease, plan: Plan, actor: Person) -> None:
        """Re-read the tickets right before sending; give them free again when one moved or can't be read.

        A plan that had stopped is called off when a ticket moved, so that it can be previewed again; when one
        can't be read it stays as it is.
        """
        free = plan.state == "shown"
        try:
            await self._running.alive(lease, self._refuse_changed(plan, actor))
        except BaseException as problem:
            with suppress(LeaseLost, *AWAY):  # then they are free once the lease has run out
                if isinstance(problem, Conflict) and not free:
                    self._call_off(lease, plan, actor, problem)
                    free = True
            with suppress(*AWAY):
                self._office.leases.let_go(lease, free=free)
            raise

    async def _refuse_changed(self, plan: Plan, actor: Person) -> None:
        for ticket_id in plan.ticket_ids:
            looked = await self._planner.look(plan.action, ticket_id, actor)
            seen = plan.seen[str(ticket_id)]
            if looked.count != seen["count"]:
                raise Conflict(
                    f"This was done on ticket {ticket_id} meanwhile.", "Look at the ticket, then decide."
                )
            if changes := changes_since(seen, looked.ticket, looked.facts):
                raise TicketChanged(
                    f"Ticket {ticket_id} changed since you previewed this.",
                    changes=changes,
                    ticket_id=ticket_id,
                )


def _stopped_before_all(plan: Plan) -> bool:
    """Say whether a plan stopped before anything of it had left: a ticket that moved stops it still."""
    return plan.state == "stopped" and all(step.state in {"planned", "failed"} for step in plan.steps)


def _refuse_stops(plan: Plan) -> None:
    stops = [check for check in plan.checks if check.level == "stop" and not plan.released.get(check.rule)]
    if stops:
        raise PlanHeldBack(stops[0].caught, stops[0].what_to_do, rules=[check.rule for check in stops])
