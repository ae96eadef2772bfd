"""An action as data: what it is going to do, where, who will see it, and what else happens because of it.

An action is a file with ``FIELDS`` and ``build``. ``Planner`` re-reads the ticket, asks the action for its
steps, and writes the plan down; it changes nothing outside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from hashlib import blake2b
from types import ModuleType
from typing import Any
from uuid import uuid4

from supporthub_ext.actions import (
    acknowledge,
    answer_ask,
    answer_public,
    ask,
    backlog,
    busy,
    close_out,
    escalate,
    handover,
    impact,
    link,
    note,
    override,
    reply,
    tell_resolved,
    thread,
    update,
)
from supporthub_ext.actions.adopting import Adopting
from supporthub_ext.actions.changes import changes_after, fingerprint
from supporthub_ext.actions.draft import Draft, Ground, Looked
from supporthub_ext.actions.fields import moment, read_fields, refuse
from supporthub_ext.actions.keys import highest_count
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.refresh import SHORT_PAUSE_S, Refresher
from supporthub_ext.errors import NotFound, PlanOpen, TicketChanged, UnknownAction
from supporthub_ext.models import Person, Plan, Step, TicketFacts
from supporthub_ext.services.freshdesk_limits import TRY_AGAIN, too_many
from supporthub_ext.store.documents import instant
from supporthub_ext.store.mirror import Mirrored

VERSION = 1
ACTIONS: dict[str, ModuleType] = {
    "acknowledge": acknowledge,
    "reply": reply,
    "note": note,
    "impact": impact,
    "thread": thread,
    "escalate": escalate,
    "backlog": backlog,
    "ask": ask,
    "answer_ask": answer_ask,
    "link": link,
    "update": update,
    "tell_resolved": tell_resolved,
    "close_out": close_out,
    "answer_public": answer_public,
    "override": override,
    "handover": handover,
    "busy": busy,
}
"""Each has ``TICKETS`` (one, many, none, or every open one), ``FIELDS`` and ``build``.

An action on every ticket has ``build_rest`` too, for what it does beside them.
"""


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
        action = _action(request)
        ticket_ids = self._tickets(request, ACTIONS[action].TICKETS)
        fields = read_fields(ACTIONS[action].FIELDS, request.get("fields", {}))
        release = _release(request.get("release"))
        if holder := self._office.journal.open_plan(action, ticket_ids):
            raise PlanOpen(f"This is already under way on ticket {ticket_ids[0]}.", plan_id=holder)
        draft, seen = await self._draft(action, ticket_ids, actor, fields, request)
        plan = Plan(
            id=uuid4().hex,
            version=VERSION,
            action=action,
            ticket_ids=ticket_ids,
            actor=actor.id,
            created_at=now,
            state="shown",
            checks=draft.checks,
            steps=tuple(_signed(step, actor) for step in draft.steps),
            seen=seen,
            released=release,
        )
        self._office.journal.add(plan)
        return plan

    async def _draft(
        self,
        action: str,
        ticket_ids: tuple[int, ...],
        actor: Person,
        fields: dict[str, Any],
        request: Mapping[str, Any],
    ) -> tuple[Draft, dict[str, Any]]:
        """Answer what the action wants to do, and what each ticket looked like."""
        build, every = ACTIONS[action].build, ACTIONS[action].TICKETS == "every"
        ground = Ground(self._office, actor, action, _stem(action, fields))
        if not ticket_ids and not every:
            return await build(ground, fields), {}
        rest = [await ACTIONS[action].build_rest(ground, fields)] if every else []
        drafts, seen = [], {}
        for ticket_id in ticket_ids:
            looked = await self.look(action, ticket_id, actor, _expected(request, ticket_id))
            draft = await self._adopting.draft(build, looked, fields)
            drafts.append(_prefixed(draft, ticket_id) if every or len(ticket_ids) > 1 else draft)
            seen[str(ticket_id)] = fingerprint(looked.ticket) | {"count": looked.count}
        drafts += rest
        steps = tuple(step for draft in drafts for step in draft.steps)
        return Draft(steps, tuple(check for draft in drafts for check in draft.checks)), seen

    def _tickets(self, request: Mapping[str, Any], wanted: str) -> tuple[int, ...]:
        """Answer the tickets that are meant: those that the request names, or every open one."""
        if wanted != "every":
            return _ticket_ids(request, wanted)
        _ticket_ids(request, "none")
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


def _action(request: Mapping[str, Any]) -> str:
    action = request.get("action")
    if action not in ACTIONS:
        known = sorted(ACTIONS)
        raise UnknownAction(
            f"There is no action {action!r}.", f"Choose one of: {', '.join(known)}.", known=known
        )
    return str(action)


def _ticket_ids(request: Mapping[str, Any], wanted: str) -> tuple[int, ...]:
    given = request.get("ticket_ids", [])
    if not isinstance(given, list) or not all(type(one) is int for one in given):
        raise refuse("ticket_ids", "ticket_ids must be a list of numbers.", 'Send "ticket_ids": [4101].')
    ids = tuple(dict.fromkeys(given))
    if wanted == "none" and ids:
        raise refuse("ticket_ids", "This action belongs to no ticket.", "Leave ticket_ids out.")
    if wanted == "one" and len(ids) != 1:
        raise refuse("ticket_ids", "This action is for one ticket.", 'Send "ticket_ids": [4101].')
    if wanted == "many" and not ids:
        raise refuse("ticket_ids", "Say for which tickets.", 'Send "ticket_ids": [4101, 4102].')
    return ids


def _stem(action: str, fields: Mapping[str, Any]) -> str:
    """Answer the stem of the keys of a plan without a ticket: the same wish gives the same keys."""
    wish = repr(sorted((name, str(value)) for name, value in fields.items() if value is not None))
    return f"{action}-{blake2b(wish.encode(), digest_size=6).hexdigest()}"


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
