"""Who runs a plan: one server at a time, and how another takes over when that one is gone.

There is no shared clock. The owner of a plan moves its ``beat`` every few seconds; another server that sees
the beat stand still for the whole lease, on its own monotonic clock, takes over with the next ``fence``.
Every write to the journal is made under the fence: a server that was paused and wakes up can write nothing.
"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Update, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from supporthub_ext.errors import Conflict, PlanOpen
from supporthub_ext.models import Plan
from supporthub_ext.store.database import Database
from supporthub_ext.store.tables import plans, taken

LEASE_S = 15.0
BEAT_EVERY_S = 4.0

# Written around every write to the journal, so it is put together once.
BEAT = (
    update(plans)
    .where(plans.c.id == bindparam("ours"), plans.c.fence == bindparam("seen"))
    .values(beat=plans.c.beat + 1)
)


class LeaseLost(Conflict):
    """Raised when another server took a plan over: this one does nothing more."""

    code = "lease_lost"
    advice = "Look at the plan again: another server goes on with it."


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to run a plan, until somebody holds a higher fence."""

    plan_id: str
    fence: int


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a plan's owner was last seen, and since when it stands still on our monotonic clock."""

    fence: int
    beat: int
    since: float


class Leases:
    """Takes, keeps and takes over the right to run plans.

    Parameters
    ----------
    database
        Where the plans live.
    lease_s
        Seconds without a sign of life after which an owner counts as gone.
    """

    def __init__(self, database: Database, lease_s: float = LEASE_S) -> None:
        self._engine = database.record
        self.lease_s = lease_s
        self.owner = f"{platform.node()}/{os.getpid()}/{uuid4().hex}"
        self._seen: dict[str, _Standing] = {}

    def take(self, plan: Plan) -> Lease | None:
        """Let this plan, and no other, run its action on its tickets, here.

        Returns
        -------
        Lease or None
            None while another living server runs this very plan.

        Raises
        ------
        PlanOpen
            When another plan runs the same action on one of the tickets.
        """
        try:
            with self._engine.begin() as connection:
                lease = self._own(connection, plan.id)
                if lease is not None:
                    _occupy(connection, plan)
                return lease
        except IntegrityError:
            self.free_abandoned()
            holder = self._holder(plan)
        if holder is None:  # it is gone, or ended this very moment
            return self.take(plan)
        raise PlanOpen(f"This is already under way on {_tickets(plan)}.", plan_id=holder)

    def free_abandoned(self) -> None:
        """Give those tickets free whose plan was about to begin when its server ended.

        A plan that is only shown keeps its tickets while its server re-reads them. Nothing of it was sent,
        and nobody was told that it runs: it stays shown, and keeps no other plan away. Its server, should it
        wake up, finds a higher fence.
        """
        query = select(plans.c.id).where(plans.c.state == "shown", plans.c.id.in_(select(taken.c.plan_id)))
        with self._engine.connect() as connection:
            shown = list(connection.scalars(query))
        for plan_id in shown:
            self._free(plan_id)

    def is_elsewhere(self, plan_id: str) -> bool:
        """Say whether another server that lives has a plan in its hands."""
        with self._engine.connect() as connection:
            row = _standing(connection, plan_id)
        return row.owner not in {None, self.owner} and not self._gone(plan_id, row)

    def beat(self, lease: Lease) -> None:
        """Show that this server lives.

        Raises
        ------
        LeaseLost
            When another server took over.
        """
        with self.under(lease):
            pass

    @contextmanager
    def under(self, lease: Lease) -> Iterator[Connection]:
        """Open a transaction that counts only while the lease is ours.

        Raises
        ------
        LeaseLost
            When another server took over.
        """
        with self._engine.begin() as connection:
            held = connection.execute(BEAT, {"ours": lease.plan_id, "seen": lease.fence})
            if not held.rowcount:
                raise LeaseLost("Another server took this plan over.")
            yield connection

    def let_go(self, lease: Lease, *, free: bool) -> None:
        """Give the plan back; with ``free`` its tickets may have another plan of the same action."""
        with self._engine.begin() as connection:
            ours = connection.execute(
                update(plans)
                .where(plans.c.id == lease.plan_id, plans.c.fence == lease.fence)
                .values(owner=None)
            )
            if free and ours.rowcount:
                connection.execute(delete(taken).where(taken.c.plan_id == lease.plan_id))

    # -- inside ----------------------------------------------------------------------------------------

    def _own(self, connection: Connection, plan_id: str) -> Lease | None:
        """Write down that this server runs a plan; None while another one that lives does."""
        row = _standing(connection, plan_id)
        if row.owner not in {None, self.owner} and not self._gone(plan_id, row):
            return None
        won = connection.execute(_as_seen(row).values(owner=self.owner, fence=row.fence + 1, beat=0))
        return Lease(plan_id, row.fence + 1) if won.rowcount else None

    def _free(self, plan_id: str) -> None:
        """Take a plan that is only shown out of the hands of a server that is gone."""
        with self._engine.begin() as connection:
            row = _standing(connection, plan_id)
            if row.owner is not None and not self._gone(plan_id, row):
                return
            changed = _as_seen(row).where(plans.c.state == "shown").values(owner=None, fence=row.fence + 1)
            if connection.execute(changed).rowcount:
                connection.execute(delete(taken).where(taken.c.plan_id == plan_id))

    def _holder(self, plan: Plan) -> str | None:
        query = select(taken.c.plan_id).where(
            taken.c.action == plan.action,
            taken.c.ticket_id.in_(plan.ticket_ids),
            taken.c.plan_id != plan.id,
        )
        with self._engine.connect() as connection:
            return connection.scalars(query).first()

    def _gone(self, plan_id: str, row: Any) -> bool:
        """Say whether an owner is gone: its process is, on this machine, or its beat stood still too long."""
        host, pid, _ = row.owner.rsplit("/", 2)
        if host == platform.node() and not _lives(int(pid)):
            return True
        seen = self._seen.get(plan_id)
        if seen is None or (seen.fence, seen.beat) != (row.fence, row.beat):
            self._seen[plan_id] = _Standing(row.fence, row.beat, time.monotonic())
            return False
        return time.monotonic() - seen.since >= self.lease_s


def _standing(connection: Connection, plan_id: str) -> Any:
    """Answer a plan's id, owner, fence and beat."""
    columns = (plans.c.id, plans.c.owner, plans.c.fence, plans.c.beat)
    return connection.execute(select(*columns).where(plans.c.id == plan_id)).one()


def _as_seen(row: Any) -> Update:
    """Answer a change of a plan that counts only while nobody else touched it."""
    return update(plans).where(plans.c.id == row.id, plans.c.fence == row.fence, plans.c.beat == row.beat)


def _occupy(connection: Connection, plan: Plan) -> None:
    """Write down that this plan has its action on its tickets; doing so twice is fine."""
    known = set(connection.scalars(select(taken.c.ticket_id).where(taken.c.plan_id == plan.id)))
    if fresh := sorted(
        set(plan.ticket_ids) - known
    ):  # in one order, so that no two plans wait for each other
        rows = [{"action": plan.action, "ticket_id": id_, "plan_id": plan.id} for id_ in fresh]
        connection.execute(insert(taken), rows)


def _tickets(plan: Plan) -> str:
    return ", ".join(f"ticket {ticket_id}" for ticket_id in plan.ticket_ids) or "the team's desk"


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
