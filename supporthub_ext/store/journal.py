"""The durable record of plans, steps and receipts.

Intent is written before a write leaves, the receipt before the next step starts: whatever happens in between,
an ``open`` step says that something may have reached a service and must be looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

import orjson
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from supporthub_ext.errors import NotFound
from supporthub_ext.models import Plan, PlanState, Receipt, Step, StepState
from supporthub_ext.store import documents
from supporthub_ext.store.database import Database
from supporthub_ext.store.leases import Lease, Leases
from supporthub_ext.store.tables import plan_tickets, plans, steps, taken

UNDER_WAY: tuple[PlanState, ...] = ("held", "running")
STEP = update(steps).where(steps.c.plan_id == bindparam("of"), steps.c.position == bindparam("at"))


class Journal:
    """Reads and writes plans.

    Parameters
    ----------
    database, leases
        Where they live, and who may write to them.
    """

    def __init__(self, database: Database, leases: Leases) -> None:
        self._engine = database.record
        self._leases = leases

    def add(self, plan: Plan) -> None:
        """Write a plan that was just built, with all its steps planned."""
        with self._engine.begin() as connection:
            connection.execute(
                insert(plans).values(
                    id=plan.id,
                    action=plan.action,
                    actor=plan.actor,
                    created_at=documents.instant(plan.created_at),
                    state=plan.state,
                    document=documents.plan_to_bytes(plan),
                )
            )
            if rows := [
                _step_row(plan, place, step, plan.created_at) for place, step in enumerate(plan.steps)
            ]:
                connection.execute(insert(steps), rows)
            if tickets := [{"plan_id": plan.id, "ticket_id": ticket_id} for ticket_id in plan.ticket_ids]:
                connection.execute(insert(plan_tickets), tickets)

    def get(self, plan_id: str) -> Plan:
        """Answer a plan as it stands now.

        Raises
        ------
        NotFound
            When there is no such plan.
        """
        with self._engine.connect() as connection:
            row = connection.execute(select(plans).where(plans.c.id == plan_id)).one_or_none()
            if row is None:
                raise NotFound("There is no such plan.", "Preview the action again: your draft is kept.")
            return _plan(connection, row)

    def of_ticket(self, ticket_id: int) -> list[Plan]:
        """Answer every plan of a ticket that was run, newest first; mere previews are left out."""
        query = (
            select(plans)
            .join(plan_tickets, plan_tickets.c.plan_id == plans.c.id)
            .where(plan_tickets.c.ticket_id == ticket_id, plans.c.state.not_in(["shown", "cancelled"]))
            .order_by(plans.c.created_at.desc())
        )
        with self._engine.connect() as connection:
            return [_plan(connection, row) for row in connection.execute(query).all()]

    def open_plan(self, action: str, ticket_ids: Sequence[int]) -> str | None:
        """Answer the id of the plan that runs this action on one of these tickets, or None."""
        self._leases.free_abandoned()
        query = select(taken.c.plan_id).where(taken.c.action == action, taken.c.ticket_id.in_(ticket_ids))
        with self._engine.connect() as connection:
            return connection.scalars(query).first()

    def count_done(self, action: str, ticket_id: int) -> int:
        """Answer how often an action was done on a ticket, from beginning to end."""
        query = (
            select(func.count())
            .select_from(plans.join(plan_tickets, plan_tickets.c.plan_id == plans.c.id))
            .where(plan_tickets.c.ticket_id == ticket_id, plans.c.action == action, plans.c.state == "done")
        )
        with self._engine.connect() as connection:
            return connection.scalar(query) or 0

    def stems_done(self, action: str, ticket_id: int) -> set[str]:
        """Answer the keys of what was done of an action on a ticket, less the step: ``sh-4101-note-2``."""
        query = (
            select(plans.c.document)
            .join(plan_tickets, plan_tickets.c.plan_id == plans.c.id)
            .where(plan_tickets.c.ticket_id == ticket_id, plans.c.action == action, plans.c.state == "done")
        )
        with self._engine.connect() as connection:
            done = [documents.plan_from_bytes(document) for document in connection.scalars(query)]
        return {step.key.rpartition("-")[0] for plan in done for step in plan.steps}

    def set_state(self, lease: Lease, plan: Plan, state: PlanState) -> Plan:
        """Write a plan's state, and answer the plan as it stands then.

        One that is done gives its tickets free in the same breath: a server that ends right here leaves
        nothing behind that would keep the action from them. One that somebody cancelled meanwhile stays so,
        unless everything in it was sent.

        Raises
        ------
        LeaseLost
            When another server took the plan over.
        """
        done = state == "done"
        here = plans.c.id == plan.id
        with self._leases.under(lease) as connection:
            wanted = here if done else here & (plans.c.state != "cancelled")
            written = connection.execute(update(plans).where(wanted).values(state=state))
            if done:
                connection.execute(delete(taken).where(taken.c.plan_id == plan.id))
        return replace(plan, state=state if written.rowcount else "cancelled")

    def open_step(self, lease: Lease, plan: Plan, step: Step, receipt: Receipt) -> bool:
        """Write that a step is about to leave, and that its plan runs.

        Returns
        -------
        bool
            False when somebody cancelled the plan meanwhile; nothing is written then.

        Raises
        ------
        LeaseLost
            When another server took the plan over.
        """
        wanted = (plans.c.id == plan.id) & (plans.c.state != "cancelled")
        with self._leases.under(lease) as connection:
            if not connection.execute(update(plans).where(wanted).values(state="running")).rowcount:
                return False
            _write_step(connection, plan, step, "open", receipt)
            return True

    def set_step(self, lease: Lease, plan: Plan, step: Step, state: StepState, receipt: Receipt) -> None:
        """Write where a step stands, and its receipt.

        Raises
        ------
        LeaseLost
            When another server took the plan over.
        """
        with self._leases.under(lease) as connection:
            _write_step(connection, plan, step, state, receipt)

    def cancel(self, plan_id: str) -> None:
        """Write that a plan is given up. Whoever runs it sees this before the next step."""
        with self._engine.begin() as connection:
            connection.execute(
                update(plans).where(plans.c.id == plan_id, plans.c.state != "done").values(state="cancelled")
            )
            connection.execute(delete(taken).where(taken.c.plan_id == plan_id))

    def state(self, plan_id: str) -> PlanState:
        """Answer a plan's state alone."""
        with self._engine.connect() as connection:
            return cast("PlanState", connection.scalar(select(plans.c.state).where(plans.c.id == plan_id)))

    def unfinished(self) -> list[str]:
        """Answer the ids of plans that somebody runs, or ran when their server ended."""
        with self._engine.connect() as connection:
            return list(connection.scalars(select(plans.c.id).where(plans.c.state.in_(UNDER_WAY))))

    def history(self, after: str, limit: int) -> list[Plan]:
        """Answer plans that were run, by time of making, strictly after an instant, oldest first."""
        query = (
            select(plans)
            .where(plans.c.created_at > after, plans.c.state.not_in(["shown"]))
            .order_by(plans.c.created_at)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [_plan(connection, row) for row in connection.execute(query).all()]


def _write_step(connection: Connection, plan: Plan, step: Step, state: StepState, receipt: Receipt) -> None:
    position = next(index for index, known in enumerate(plan.steps) if known.id == step.id)
    values = {
        "state": state,
        "receipt": documents.receipt_to_bytes(receipt),
        "changed_at": documents.instant(receipt.at),
    }
    connection.execute(STEP, {"of": plan.id, "at": position, **values})


def _step_row(plan: Plan, position: int, step: Step, at: datetime) -> dict[str, Any]:
    return {
        "plan_id": plan.id,
        "position": position,
        "state": step.state,
        "receipt": documents.receipt_to_bytes(step.receipt),
        "changed_at": documents.instant(at),
    }


def _plan(connection: Connection, row: Any) -> Plan:
    plan = documents.plan_from_bytes(row.document)
    standing = connection.execute(select(steps).where(steps.c.plan_id == plan.id).order_by(steps.c.position))
    fresh = tuple(
        replace(step, state=now.state, receipt=documents.receipt_from_bytes(now.receipt))
        for step, now in zip(plan.steps, standing, strict=True)
    )
    return replace(plan, state=row.state, steps=fresh)


def step_rows(plan: Plan) -> list[dict[str, Any]]:
    """Answer a plan's steps as rows of the history frame ``steps``."""
    return [
        {
            "plan_id": plan.id,
            "action": plan.action,
            "actor": plan.actor,
            "ticket_id": plan.ticket_ids[0] if plan.ticket_ids else None,
            "step_id": step.id,
            "kind": step.kind,
            "service": step.service,
            "audience": step.audience,
            "state": step.state,
            "at": documents.instant(step.receipt.at) if step.receipt else None,
            "link": step.receipt.link if step.receipt else None,
            "error": orjson.dumps(step.receipt.error).decode()
            if step.receipt and step.receipt.error
            else None,
        }
        for step in plan.steps
    ]
