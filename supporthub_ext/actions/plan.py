"""An action as data: what it is going to do, where, who will see it, and what else happens because of it.

``Planner`` re-reads the ticket, asks the action for its steps, and writes the plan down; it changes nothing
outside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from supporthub_ext.actions.adopting import Adopting
from supporthub_ext.actions.catalogue import ACTIONS
from supporthub_ext.actions.changes import changes_after, fingerprint
from supporthub_ext.actions.draft import Draft, Ground, Looked
from supporthub_ext.actions.keys import highest_count
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.refresh import SHORT_PAUSE_S, Refresher
from supporthub_ext.actions.wish import Wish, read_wish
from supporthub_ext.errors import NotFound, PlanOpen, TicketChanged
from supporthub_ext.models import Person, Plan, Step, TicketFacts
from supporthub_ext.services.freshdesk_limits import TRY_AGAIN, too_many
from supporthub_ext.store.documents import instant
from supporthub_ext.store.mirror import Mirrored

VERSION = 1


class Planner:
    """Builds plans.

    Parameters
    ----------
    office, refresher
        The stores and services, and who re-reads a ticket.
    facts
        Answers everything that is known of a ticket.
    """

    def __init__(
        self, office: Office, refresher: Refresher, facts: Callable[[Mirrored], TicketFacts]
    ) -> None:
        self._office = office
        self._refresher = refresher
        self._facts = facts
        self._adopting = Adopting(office)

    async def build(self, request: Mapping[str, Any], actor: Person, now: datetime) -> Plan:
        """Answer a new plan, shown to nobody yet.

        Parameters
        ----------
        request
            ``action``, ``ticket_ids``, ``fields``, and optionally ``expected`` and ``release``.
        actor
            The steward who asks.
        now
            The present moment, UTC.

        Raises
        ------
        UsageError
            For an unknown action or field, or one that does not fit.
        PlanOpen
            When this action is already under way on one of the tickets.
        TicketChanged
            When a ticket moved since ``expected``.
        ServiceError
            When a service does not answer: nothing is planned on stale facts.
        """
        wish = read_wish(request)
        ticket_ids = wish.ticket_ids if wish.takes != "every" else self._every_ticket()
        if holder := self._office.journal.open_plan(wish.action, ticket_ids):
            raise PlanOpen(f"This is already under way on ticket {ticket_ids[0]}.", plan_id=holder)
        draft, seen = await self._draft(wish, ticket_ids, actor)
        plan = Plan(
            id=uuid4().hex,
            version=VERSION,
            action=wish.action,
            ticket_ids=ticket_ids,
            actor=actor.id,
            created_at=now,
            state="shown",
            checks=draft.checks,
            steps=tuple(_signed(step, actor) for step in draft.steps),
            seen=seen,
            released=wish.release,
        )
        self._office.journal.add(plan)
        return plan

    async def _draft(
        self, wish: Wish, ticket_ids: tuple[int, ...], actor: Person
    ) -> tuple[Draft, dict[str, Any]]:
        """Answer what the action wants to do, and what each ticket looked like."""
        action, every = ACTIONS[wish.action], wish.takes == "every"
        ground = Ground(self._office, actor, wish.action, wish.stem)
        if not ticket_ids and not every:
            return await action.build(ground, wish.fields), {}
        rest = [await action.build_rest(ground, wish.fields)] if every else []
        drafts, seen = [], {}
        for ticket_id in ticket_ids:
            looked = await self.look(wish.action, ticket_id, actor, wish.expected.get(ticket_id))
            draft = await self._adopting.draft(action.build, looked, wish.fields)
            drafts.append(_prefixed(draft, ticket_id) if every or len(ticket_ids) > 1 else draft)
            seen[str(ticket_id)] = fingerprint(looked.ticket) | {"count": looked.count}
        drafts += rest
        steps = tuple(step for draft in drafts for step in draft.steps)
        return Draft(steps, tuple(check for draft in drafts for check in draft.checks)), seen

    def _every_ticket(self) -> tuple[int, ...]:
        return tuple(sorted(self._office.mirror.live(self._office.done_statuses)))

    async def look(
        self, action: str, ticket_id: int, actor: Person, expected: datetime | None = None
    ) -> Looked:
        """Re-read a ticket and answer it as an action sees it.

        Parameters
        ----------
        action, ticket_id, actor
            Who wants to do what with which ticket.
        expected
            The ``updated_at`` that the steward saw, UTC; None when it does not matter.

        Raises
        ------
        TicketChanged
            When something that matters moved since ``expected``.
        ServiceLimited
            When FreshDesk wants a rest that is longer than somebody should sit and wait.
        """
        if (rest_s := self._office.pause_s) > SHORT_PAUSE_S:
            raise too_many(rest_s, TRY_AGAIN)
        before = self._mirrored(ticket_id)
        await self._refresher.ticket(ticket_id)
        ticket = self._mirrored(ticket_id)
        if ticket is None or ticket.hidden:
            raise NotFound(f"Ticket {ticket_id} is no longer in FreshDesk's queue.")
        looked = self._looked(action, ticket, actor)
        if expected and expected != looked.facts.updated_at:
            _refuse_changed(expected, before, looked)
        return looked

    def _looked(self, action: str, ticket: Mirrored, actor: Person) -> Looked:
        office = self._office
        done = office.journal.count_done(action, ticket.id)
        count = max(done, highest_count(ticket.conversation or [], ticket.id, action)) + 1
        stem = f"{ticket.id}-{action}-{count}"
        return Looked(office, actor, action, stem, ticket, self._facts(ticket), count)

    def _mirrored(self, ticket_id: int) -> Mirrored | None:
        return next(iter(self._office.mirror.get([ticket_id])), None)


def plan_json(plan: Plan) -> dict[str, Any]:
    """Answer a plan as the endpoints show it: without what only the runner needs."""
    shown = asdict(plan)
    del shown["seen"]
    for step in shown["steps"]:
        del step["work"]
        if step["receipt"]:
            step["receipt"]["at"] = instant(step["receipt"]["at"])
            del step["receipt"]["more"]
    return shown | {"created_at": instant(plan.created_at)}


def _prefixed(draft: Draft, ticket_id: int) -> Draft:
    """Answer a draft whose step ids name their ticket, for a plan of several."""

    def named(step: Step) -> Step:
        work = {
            name: f"{ticket_id}-{one}" if name.endswith("_of") and one else one
            for name, one in step.work.items()
        }
        needs = tuple(f"{ticket_id}-{one}" for one in step.needs)
        return replace(step, id=f"{ticket_id}-{step.id}", needs=needs, work=work)

    checks = tuple(
        replace(check, step_id=f"{ticket_id}-{check.step_id}" if check.step_id else None)
        for check in draft.checks
    )
    return Draft(tuple(named(step) for step in draft.steps), checks)


def _signed(step: Step, actor: Person) -> Step:
    """Answer a step that knows who wanted it."""
    return replace(step, work={**step.work, "by": actor.id})


def _refuse_changed(expected: datetime, before: Mirrored | None, looked: Looked) -> None:
    if changes := changes_after(expected, before, looked.ticket, looked.facts):
        raise TicketChanged(
            f"Ticket {looked.ticket_id} changed since you looked.",
            changes=changes,
            ticket_id=looked.ticket_id,
        )
