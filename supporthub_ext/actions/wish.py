"""What ``POST plans`` asks for: read, and checked before anything is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from supporthub_ext.actions.catalogue import ACTIONS
from supporthub_ext.actions.fields import moment, read_fields, refuse
from supporthub_ext.errors import UnknownAction


@dataclass(frozen=True, slots=True)
class Wish:
    """What a steward wants done.

    Attributes
    ----------
    action, fields
        The action and its checked fields.
    ticket_ids
        On which tickets; empty where the action belongs to none, or to every open one.
    expected
        The ``updated_at`` of each ticket that the steward saw, UTC; one that is missing does not matter.
    release
        The reason for each check that may pass.
    """

    action: str
    fields: dict[str, Any]
    ticket_ids: tuple[int, ...]
    expected: dict[int, datetime]
    release: dict[str, str]

    @property
    def takes(self) -> str:
        """How many tickets the action is about: one, many, none, or every open one."""
        return str(ACTIONS[self.action].TICKETS)

    @property
    def stem(self) -> str:
        """The stem of the keys of a plan without a ticket: the same wish gives the same keys."""
        wish = repr(sorted((name, str(value)) for name, value in self.fields.items() if value is not None))
        return f"{self.action}-{blake2b(wish.encode(), digest_size=6).hexdigest()}"


def read_wish(request: Mapping[str, Any]) -> Wish:
    """Answer what a request asks for.

    Raises
    ------
    UsageError
        For an unknown action or field, or one that does not fit.
    """
    action = _action(request)
    ticket_ids = _ticket_ids(request, ACTIONS[action].TICKETS)
    fields = read_fields(ACTIONS[action].FIELDS, request.get("fields", {}))
    return Wish(action, fields, ticket_ids, _expected(request, ticket_ids), _release(request.get("release")))


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
    if wanted in {"none", "every"} and ids:
        raise refuse("ticket_ids", "This action belongs to no ticket.", "Leave ticket_ids out.")
    if wanted == "one" and len(ids) != 1:
        raise refuse("ticket_ids", "This action is for one ticket.", 'Send "ticket_ids": [4101].')
    if wanted == "many" and not ids:
        raise refuse("ticket_ids", "Say for which tickets.", 'Send "ticket_ids": [4101, 4102].')
    return ids


def _expected(request: Mapping[str, Any], ticket_ids: tuple[int, ...]) -> dict[int, datetime]:
    given = request.get("expected") or {}
    if not isinstance(given, Mapping):
        raise refuse("expected", "expected must be an object.", 'Send {"4101": "2026-03-04T10:00:00Z"}.')
    seen = {ticket_id: given.get(str(ticket_id)) for ticket_id in ticket_ids}
    return {ticket_id: moment("expected", at) for ticket_id, at in seen.items() if at is not None}


def _release(given: Any) -> dict[str, str]:
    """Read which checks are released; each needs a reason, which is kept with the plan."""
    if not isinstance(given or {}, Mapping):
        raise refuse("release", "release must be an object.", 'Send {"rule": "the reason"}.')
    found = {str(rule): str(reason or "").strip() for rule, reason in (given or {}).items()}
    if empty := [rule for rule, reason in found.items() if not reason]:
        raise refuse("release", f"Say why {empty[0]!r} may pass.", "A reason is kept with the plan.")
    return found
