"""A real process with a back office in it, told through a pipe what a steward does.

It is forked from a process that has everything imported; it is killed, paused and woken like any other.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import platform
import signal
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlalchemy import select

from supporthub_ext.actions import office, runner, running
from supporthub_ext.actions.backoffice import Backoffice
from supporthub_ext.actions.looker import Looker
from supporthub_ext.actions.settings import Settings
from supporthub_ext.actions.visitor import Visitor
from supporthub_ext.errors import PlanOpen, SupportHubError
from supporthub_ext.store import database
from supporthub_ext.store.database import AWAY
from supporthub_ext.store.leases import LEASE_S
from supporthub_ext.store.tables import taken
from tests.reliability.points import Points, watch

STEWARD = Visitor("nobody-of-a-hub", on_hub=False)
PATIENCE_S = 60.0

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.reliability.prepared"])


AUTHORITIES = ssl.create_default_context()


class Died(Exception):
    """Raised when a server ended instead of answering."""


@dataclass(frozen=True, slots=True)
class Orders:
    """How a server is started.

    ``host`` imitates another machine. ``lag_s`` replaces every service's lag, where nothing can be late;
    ``timeout_s`` is how long a service's answer is waited for.
    """

    settings: Settings
    host: str = ""
    lease_s: float = LEASE_S
    lag_s: float = 0.05
    timeout_s: float = 20.0


class Server:
    """A server's process, seen from outside.

    Parameters
    ----------
    orders
        How it is started.
    """

    def __init__(self, orders: Orders) -> None:
        self._pipe, theirs = CONTEXT.Pipe()
        self._process = CONTEXT.Process(target=serve, args=(theirs, orders), daemon=True)
        self._process.start()
        theirs.close()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def tell(self, order: str, *arguments: Any) -> None:
        """Give an order without waiting for its answer.

        Raises
        ------
        Died
            When the process has ended.
        """
        try:
            self._pipe.send((order, arguments))
        except OSError:
            raise Died("ended before it was told") from None

    def answer(self, within_s: float = PATIENCE_S) -> Any:
        """Wait for an order's answer.

        Raises
        ------
        Died
            When the process ended instead.
        """
        try:
            if not self._pipe.poll(within_s):
                raise TimeoutError(f"no answer within {within_s} s")
            return self._pipe.recv()
        except (EOFError, OSError):
            self._process.join()
            raise Died(f"ended with {self._process.exitcode}") from None

    def ask(self, order: str, *arguments: Any) -> Any:
        """Give an order and wait for its answer."""
        self.tell(order, *arguments)
        return self.answer()

    def died(self) -> bool:
        """Wait for an order's answer, and say whether the process was killed instead."""
        try:
            self.answer()
        except Died:
            return self._process.exitcode == -signal.SIGKILL
        return False

    def send_signal(self, number: signal.Signals) -> None:
        """Kill, pause or wake it."""
        assert self._process.pid is not None
        os.kill(self._process.pid, number)

    def paused(self) -> None:
        """Wait until it stands still."""
        status = Path(f"/proc/{self._process.pid}/stat")
        until = time.monotonic() + PATIENCE_S
        while status.read_text().rpartition(")")[2].split()[0] != "T":
            assert time.monotonic() < until, "it did not stop"
            time.sleep(0.01)

    def kill(self) -> None:
        """End it at once, and wait until nobody can take it for a living process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def serve(pipe: Connection, orders: Orders) -> None:
    """Be a server until the pipe is closed."""
    logging.disable(logging.CRITICAL)
    points = Points()
    watch(points)
    if orders.host:
        platform.node = lambda: orders.host  # type: ignore[assignment]
    if orders.lease_s != LEASE_S:
        running.BEAT_EVERY_S = orders.lease_s / 4
    runner.RESUME_EVERY_S = runner.LOOK_EVERY_S = 0.1
    database.TRANSACTION_S = min(database.TRANSACTION_S, orders.lease_s / 2)
    Looker.run_for_ever = _look_at_nothing  # type: ignore[method-assign]
    # Loading a hundred authorities takes longer than all the rest, and loopback needs none.
    ssl.create_default_context = lambda *_, **__: AUTHORITIES
    for client in ("FreshDesk", "Slack", "GitHub"):
        if hasattr(office, client):
            setattr(office, client, partial(getattr(office, client), timeout_s=orders.timeout_s))
    asyncio.run(_Serving(pipe, points, orders).run())


async def _look_at_nothing(_: Looker) -> None:
    """Stand in for what is read in the background: an action reads what it needs by itself."""


@dataclass(slots=True)
class _Serving:
    """What a server does for its orders; each is a method and answers something that fits into a pipe."""

    pipe: Connection
    points: Points
    orders: Orders
    office: Backoffice = field(init=False)

    async def run(self) -> None:
        self.office = Backoffice(self.orders.settings, logging.getLogger("server"))
        self.office.office.leases.lease_s = self.orders.lease_s
        for hand in self.office._runner._running._hands.values():
            hand.lag_s = self.orders.lag_s
        with suppress(EOFError):
            while True:
                order, arguments = await asyncio.to_thread(self.pipe.recv)
                self.pipe.send(await self._obey(order, arguments))

    async def _obey(self, order: str, arguments: tuple[Any, ...]) -> Any:
        try:
            return await getattr(self, order)(*arguments)
        except SupportHubError as error:
            return error.to_json()
        except AWAY as problem:
            return {"code": "database_away", "message": str(problem)}

    async def act(self, request: dict[str, Any]) -> dict[str, Any]:
        """Preview and run, as a steward does; an action that is open already is gone on with."""
        return await self.run_plan(await self.preview(request))

    async def act_anew(self, request: dict[str, Any]) -> dict[str, Any]:
        """Preview and run a plan of its own, whatever else is open."""
        return await self.run_plan(str((await self.office.build_plan(STEWARD, request))["id"]))

    async def insist(self, request: dict[str, Any]) -> dict[str, Any]:
        """Preview once, and run again and again until it is done, as people do who see nothing happen."""
        plan_id, until = await self.preview(request), time.monotonic() + PATIENCE_S
        while True:
            try:
                plan = await self.run_plan(plan_id, wait_s=0.1)
            except PlanOpen as open_:
                plan_id = str(open_.details["plan_id"])
                continue
            if plan["state"] == "done" or time.monotonic() > until:
                return plan

    async def act_at(self, moment: float, request: dict[str, Any]) -> dict[str, Any]:
        """The same at a moment of the machine's monotonic clock, which all its processes share."""
        await asyncio.sleep(moment - time.monotonic())
        return await self.act(request)

    async def run_at(self, moment: float, plan_id: str) -> dict[str, Any]:
        """Run a plan that was previewed before, at a moment."""
        await asyncio.sleep(moment - time.monotonic())
        return await self.run_plan(plan_id)

    async def preview(self, request: dict[str, Any]) -> str:
        """Answer the id of a new plan, or of the one that is open already."""
        try:
            return str((await self.office.build_plan(STEWARD, request))["id"])
        except PlanOpen as open_:
            return str(open_.details["plan_id"])

    async def run_plan(self, plan_id: str, wait_s: float = PATIENCE_S) -> dict[str, Any]:
        """Run a plan and wait for its end."""
        return await self.office.run_plan(STEWARD, plan_id, wait_s, 0)

    async def cancel(self, plan_id: str) -> dict[str, Any]:
        """Give a plan up."""
        return await self.office.cancel_plan(STEWARD, plan_id)

    async def plan(self, plan_id: str) -> dict[str, Any]:
        """Answer a plan as it stands."""
        return await self.office.plan(plan_id)

    async def settle(self, action: str, ticket_id: int) -> list[dict[str, Any]]:
        """Wait until nothing is under way any more, and answer the ticket's plans of an action.

        This server goes on with plans by itself; it is told nothing.
        """
        journal = self.office.office.journal
        until = time.monotonic() + PATIENCE_S
        while journal.unfinished() and time.monotonic() < until:  # noqa: ASYNC110 - other servers end plans too
            await asyncio.sleep(0.02)
        return [
            await self.office.plan(plan.id) for plan in journal.of_ticket(ticket_id) if plan.action == action
        ]

    async def holder(self, action: str, ticket_id: int) -> str | None:
        """Answer the id of the plan that keeps others of this action from a ticket."""
        return self.office.office.journal.open_plan(action, [ticket_id])

    async def wait_for(self, action: str, ticket_id: int) -> None:
        """Wait until nobody keeps others of this action from a ticket; nobody is asked to do anything.

        The table is read itself: asking the journal would give the ticket free.
        """
        query = select(taken.c.plan_id).where(taken.c.action == action, taken.c.ticket_id == ticket_id)
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            with self.office.office.database.record.connect() as connection:
                if connection.scalars(query).first() is None:
                    return
            await asyncio.sleep(0.02)

    async def seen(self) -> tuple[list[str], list[tuple[int, str, str, bool]]]:
        """Answer the points and the calls of this process so far."""
        return list(self.points.passed), list(self.points.calls)

    async def arm(self, at: int | None, number: int = signal.SIGKILL) -> None:
        """Count the points anew, and let a signal strike at one."""
        self.points.reset(at, signal.Signals(number))
