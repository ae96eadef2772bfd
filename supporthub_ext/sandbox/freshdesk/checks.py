"""Are the values of a write right? Every wrong one is named, in FreshDesk's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from supporthub_ext.sandbox.freshdesk.account import Account
from supporthub_ext.sandbox.freshdesk.errors import (
    Problem,
    missing,
    not_one_of,
    problem,
    unexpected,
    wrong_type,
)
from supporthub_ext.sandbox.freshdesk.numbers import DONE
from supporthub_ext.sandbox.freshdesk.stamps import seconds

Check = Callable[[str, Any], Problem | None]

ALWAYS_FILLED = ("requester", "subject", "description", "status", "priority")

# The ticket field of a body's key, where they differ.
FIELD_OF = {"type": "ticket_type", "group_id": "group", "responder_id": "agent"}


def _of(kind: type, name: str) -> Check:
    def check(field: str, value: Any) -> Problem | None:
        right = isinstance(value, kind) and not (kind is int and isinstance(value, bool))
        return None if right or value is None else wrong_type(field, name, value)

    return check


def _texts(field: str, value: Any) -> Problem | None:
    right = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return None if right else wrong_type(field, "Array", value)


def _moment(field: str, value: Any) -> Problem | None:
    try:
        seconds(value or "1970-01-01")
    except (TypeError, ValueError):
        return problem(field, "It should be a valid date in ISO 8601 format", "invalid_date")
    return None


text = _of(str, "String")
whole = _of(int, "Integer")
yes_no = _of(bool, "Boolean")
table = _of(dict, "key/value pair")
items = _of(list, "Array")
texts, moment = _texts, _moment

TICKET: dict[str, Check] = {
    "subject": text,
    "description": text,
    "status": whole,
    "priority": whole,
    "source": whole,
    "type": text,
    "responder_id": whole,
    "group_id": whole,
    "company_id": whole,
    "product_id": whole,
    "email_config_id": whole,
    "requester_id": whole,
    "email": text,
    "name": text,
    "phone": text,
    "tags": texts,
    "custom_fields": table,
    "due_by": moment,
    "fr_due_by": moment,
    "internal_agent_id": whole,
    "internal_group_id": whole,
    "unique_external_id": text,
    "twitter_id": text,
    "facebook_id": text,
    "parent_id": whole,
}
NEW_TICKET = TICKET | {"cc_emails": texts, "lookup_parameter": text}


def unknown_or_wrong(
    body: Mapping[str, Any], known: Mapping[str, Check], needed: tuple[str, ...] = ()
) -> list[Problem]:
    """Answer what is wrong with a body: keys that are missing, unknown, or of another type."""
    problems = [missing(name) for name in needed if body.get(name) in (None, "")]
    for name, value in body.items():
        if name not in known:
            problems.append(unexpected(name))
        elif (wrong := known[name](name, value)) is not None:
            problems.append(wrong)
    return problems


def wrong_choices(account: Account, body: Mapping[str, Any]) -> list[Problem]:
    """Answer the values that are none of the account's choices."""
    allowed: dict[str, list[Any]] = {
        "status": sorted(account.statuses()),
        "priority": [1, 2, 3, 4],
        "source": list(((account.field("source") or {}).get("choices") or {}).values()),
        "type": (account.field("ticket_type") or {}).get("choices") or [],
        "responder_id": sorted(account.agents),
        "group_id": sorted(account.groups),
        "company_id": sorted(account.companies),
    }
    return [
        not_one_of(name, choices)
        for name, choices in allowed.items()
        if body.get(name) is not None and body[name] not in choices
    ]


def wrong_custom(account: Account, custom: Mapping[str, Any]) -> list[Problem]:
    """Answer the custom fields that the account does not have, or whose values do not fit."""
    problems = []
    for name, value in custom.items():
        field = account.field(name)
        where = f"custom_fields.{name}"
        if field is None or field.get("default"):
            problems.append(unexpected(where))
        elif field.get("type") == "custom_dropdown" and value not in (None, *field.get("choices", [])):
            problems.append(not_one_of(where, field.get("choices", [])))
        elif field.get("type") == "custom_number" and whole(where, value):
            problems.append(wrong_type(where, "Integer", value))
        elif (
            field.get("type") == "custom_date" and value is not None and len(str(value)) != len("2026-03-04")
        ):
            problems.append(problem(where, "It should be in the 'yyyy-mm-dd' format", "invalid_date"))
    return problems


def empty_mandatory(account: Account, row: Mapping[str, Any]) -> list[Problem]:
    """Answer the fields that this account's form wants filled, for the row as it would be."""
    closing = row.get("status") in DONE
    key_of = {field: key for key, field in FIELD_OF.items()}
    problems = []
    for field in account.fields:
        wanted = field.get("required_for_agents") or (closing and field.get("required_for_closure"))
        name = str(field.get("name"))
        if not wanted or name in ALWAYS_FILLED:
            continue
        custom = not field.get("default")
        value = (row.get("custom_fields") or {}).get(name) if custom else row.get(key_of.get(name, name))
        if value in (None, "", []):
            where = f"custom_fields.{name}" if custom else key_of.get(name, name)
            message = "It should not be blank as this is a mandatory field"
            problems.append(problem(where, message, "invalid_value"))
    return problems
