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
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from supporthub_ext.errors import Conflict, PlanOpen
from supporthub_ext.models import Plan
from supporthub_ext.store.database import Database
from supporthub_ext.store.tables import plans, taken

LEASE_S = 15.0
BEAT_EVERY_S = 4.0


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
        self._occupy(plan)
        with self._engine.begin() as connection:
            row = connection.execute(
                select(plans.c.owner, plans.c.fence, plans.c.beat).where(plans.c.id == plan.id)
            ).one()
            if row.owner not in {None, self.owner} and not self._gone(
                plan.id, row.owner, row.fence, row.beat
            ):
                return None
            won = connection.execute(
                update(plans)
                .where(plans.c.id == plan.id, plans.c.fence == row.fence, plans.c.beat == row.beat)
                .values(owner=self.owner, fence=row.fence + 1, beat=0)
            )
        return Lease(plan.id, row.fence + 1) if won.rowcount else None

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
            held = connection.execute(
                update(plans)
                .where(plans.c.id == lease.plan_id, plans.c.fence == lease.fence)
                .values(beat=plans.c.beat + 1)
            )
            if not held.rowcount:
                raise LeaseLost("Another server took this plan over.")
            yield connection

    def let_go(self, lease: Lease, *, free: bool) -> None:
        """Give the plan back; with ``free`` its tickets may have another plan of the same action."""
        with self._engine.begin() as connection:
            connection.execute(
                update(plans)
                .where(plans.c.id == lease.plan_id, plans.c.fence == lease.fence)
                .values(owner=None)
            )
            if free:
                connection.execute(delete(taken).where(taken.c.plan_id == lease.plan_id))

    # -- inside ----------------------------------------------------------------------------------------

    def _occupy(self, plan: Plan) -> None:
        """Write down that this plan has its action on its tickets; doing so twice is fine."""
        rows = [{"action": plan.action, "ticket_id": id_, "plan_id": plan.id} for id_ in plan.ticket_ids]
        try:
            with self._engine.begin() as connection:
                known = set(connection.scalars(select(taken.c.ticket_id).where(taken.c.plan_id == plan.id)))
                if fresh := [row for row in rows if row["ticket_id"] not in known]:
                    connection.execute(insert(taken), fresh)
        except IntegrityError:
            holder = self._holder(plan)
            raise PlanOpen(f"This is already under way on {_tickets(plan)}.", plan_id=holder) from None

    def _holder(self, plan: Plan) -> str | None:
        query = select(taken.c.plan_id).where(
            taken.c.action == plan.action,
            taken.c.ticket_id.in_(plan.ticket_ids),
            taken.c.plan_id != plan.id,
        )
        with self._engine.connect() as connection:
            return connection.scalars(query).first()

    def _gone(self, plan_id: str, owner: str, fence: int, beat: int) -> bool:
        """Say whether an owner is gone: its process is, on this machine, or its beat stood still too long."""
        host, pid, _ = owner.rsplit("/", 2)
        if host == platform.node() and not _lives(int(pid)):
            return True
        seen = self._seen.get(plan_id)
        if seen is None or (seen.fence, seen.beat) != (fence, beat):
            self._seen[plan_id] = _Standing(fence, beat, time.monotonic())
            return False
        return time.monotonic() - seen.since >= self.lease_s


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
