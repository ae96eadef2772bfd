"""An action as data: what it is going to do, where, who will see it, and what else happens because of it.

An action is a file with ``FIELDS`` and ``build``. ``Planner`` re-reads the ticket, asks the action for its
steps, and writes the plan down; it changes nothing outside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from types import ModuleType
from typing import Any
from uuid import uuid4

from supporthub_ext.actions import acknowledge, note, reply
from supporthub_ext.actions.changes import changes_after, fingerprint
from supporthub_ext.actions.draft import Draft, Looked
from supporthub_ext.actions.fields import moment, read_fields, refuse
from supporthub_ext.actions.keys import highest_count
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.queue import facts_of
from supporthub_ext.actions.refresh import Refresher
from supporthub_ext.errors import NotFound, PlanOpen, TicketChanged, UnknownAction
from supporthub_ext.models import Person, Plan
from supporthub_ext.store.documents import instant
from supporthub_ext.store.mirror import Mirrored

VERSION = 1
ACTIONS: dict[str, ModuleType] = {"acknowledge": acknowledge, "note": note, "reply": reply}


class Planner:
    """Builds plans.

    Parameters
    ----------
    office, refresher
        The stores and services, and who re-reads a ticket.
    """

    def __init__(self, office: Office, refresher: Refresher) -> None:
        self._office = office
        self._refresher = refresher

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
            When this action is already under way on the ticket.
        TicketChanged
            When the ticket moved since ``expected``.
        ServiceError
            When FreshDesk does not answer: nothing is planned on stale facts.
        """
        action, ticket_id = _action(request), _ticket_id(request)
        fields = read_fields(ACTIONS[action].FIELDS, request.get("fields", {}))
        release = _release(request.get("release"))
        if holder := self._office.journal.open_plan(action, [ticket_id]):
            raise PlanOpen(f"Ticket {ticket_id} already has this action under way.", plan_id=holder)
        looked = await self.look(action, ticket_id, actor, _expected(request, ticket_id))
        draft: Draft = ACTIONS[action].build(looked, fields)
        plan = Plan(
            id=uuid4().hex,
            version=VERSION,
            action=action,
            ticket_ids=(ticket_id,),
            actor=actor.id,
            created_at=now,
            state="shown",
            checks=draft.checks,
            steps=draft.steps,
            seen={str(ticket_id): fingerprint(looked.ticket) | {"count": looked.count}},
            released=release,
        )
        self._office.journal.add(plan)
        return plan

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
        """
        before = self._mirrored(ticket_id)
        await self._refresher.ticket(ticket_id)
        ticket = self._mirrored(ticket_id)
        if ticket is None or ticket.hidden:
            raise NotFound(f"Ticket {ticket_id} is no longer in FreshDesk's queue.")
        looked = self._looked(action, ticket, actor)
        if expected and expected != looked.facts.updated_at:
            _refuse_changed(expected, before, looked)
        return looked

    async def look_again(self, ticket_ids: Sequence[int]) -> None:
        """Read tickets anew after something was done, so that the queue shows it at once."""
        for ticket_id in ticket_ids:
            await self._refresher.ticket_or_later(ticket_id)

    def _looked(self, action: str, ticket: Mirrored, actor: Person) -> Looked:
        office = self._office
        facts = facts_of(office, ticket, office.agent_names(), office.mirror.names("company"))
        done = office.journal.count_done(action, ticket.id)
        count = max(done, highest_count(ticket.conversation or [], ticket.id, action)) + 1
        return Looked(ticket, facts, actor, office.process, action, count)

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
    return shown | {"created_at": instant(plan.created_at)}


def _action(request: Mapping[str, Any]) -> str:
    action = request.get("action")
    if action not in ACTIONS:
        known = sorted(ACTIONS)
        raise UnknownAction(
            f"There is no action {action!r}.", f"Choose one of: {', '.join(known)}.", known=known
        )
    return str(action)


def _ticket_id(request: Mapping[str, Any]) -> int:
    given = request.get("ticket_ids")
    if not isinstance(given, list) or len(given) != 1 or type(given[0]) is not int:
        raise refuse("ticket_ids", "This action is for one ticket.", 'Send "ticket_ids": [4101].')
    return int(given[0])


def _expected(request: Mapping[str, Any], ticket_id: int) -> datetime | None:
    given = request.get("expected") or {}
    if not isinstance(given, Mapping):
        raise refuse("expected", "expected must be an object.", 'Send {"4101": "2026-03-04T10:00:00Z"}.')
    value = given.get(str(ticket_id))
    return None if value is None else moment("expected", value)


def _release(given: Any) -> dict[str, str]:
    """Read which checks are released; each needs a reason, which is kept with the plan."""
    if not isinstance(given or {}, Mapping):
        raise refuse("release", "release must be an object.", 'Send {"rule": "the reason"}.')
    found = {str(rule): str(reason or "").strip() for rule, reason in (given or {}).items()}
    if empty := [rule for rule, reason in found.items() if not reason]:
        raise refuse("release", f"Say why {empty[0]!r} may pass.", "A reason is kept with the plan.")
    return found


def _refuse_changed(expected: datetime, before: Mirrored | None, looked: Looked) -> None:
    if changes := changes_after(expected, before, looked.ticket, looked.facts):
        raise TicketChanged(
            f"Ticket {looked.ticket_id} changed since you looked.",
            changes=changes,
            ticket_id=looked.ticket_id,
        )
