"""Making a ticket through the API: who asks, what is missing, and what is taken for granted."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.freshdesk.account import Account
from supporthub_ext.sandbox.freshdesk.changes import open_ticket
from supporthub_ext.sandbox.freshdesk.checks import (
    NEW_TICKET,
    empty_mandatory,
    unknown_or_wrong,
    wrong_choices,
    wrong_custom,
)
from supporthub_ext.sandbox.freshdesk.errors import Problem, missing, not_one_of
from supporthub_ext.sandbox.freshdesk.markup import wrapped
from supporthub_ext.sandbox.freshdesk.numbers import OPEN, PORTAL
from supporthub_ext.sandbox.freshdesk.records import CUSTOM_FIELDS, Ticket

WHO = ("requester_id", "email", "phone", "facebook_id", "twitter_id", "unique_external_id")
NOT_IN_A_ROW = (*WHO[1:], "name", "lookup_parameter")


def new_ticket_problems(account: Account, body: dict[str, Any]) -> list[Problem]:
    """Answer what keeps a ticket from being made."""
    problems = unknown_or_wrong(body, NEW_TICKET, ("subject", "description"))
    if not any(body.get(one) for one in WHO):
        problems.append(missing("requester_id"))
    elif body.get("requester_id") and account.person(body["requester_id"]) is None:
        problems.append(not_one_of("requester_id", sorted(account.contacts)))
    if problems:
        return problems
    custom = body.get("custom_fields") or {}
    problems = wrong_choices(account, body) + wrong_custom(account, custom)
    row = {"status": OPEN, "priority": 1, "source": PORTAL, **body, "custom_fields": CUSTOM_FIELDS | custom}
    return problems or empty_mandatory(account, row)


def create(account: Account, body: dict[str, Any], files: list[dict[str, Any]]) -> Ticket:
    """Make a ticket of values that were checked. An unknown address becomes a contact."""
    requester_id = body.get("requester_id") or _asker(account, body)["id"]
    values = {key: value for key, value in body.items() if key not in NOT_IN_A_ROW}
    company_id = values.get("company_id") or account.contacts.get(requester_id, {}).get("company_id")
    copies = values.get("cc_emails", [])
    values |= {
        "requester_id": requester_id,
        "company_id": company_id,
        "description": wrapped(values["description"]),
        "attachments": files,
        "ticket_cc_emails": copies,
        "reply_cc_emails": copies,
    }
    return open_ticket(account, values, account.now())


def _asker(account: Account, body: dict[str, Any]) -> dict[str, Any]:
    """Answer the contact whom an address or another mark names; made, where there is none."""
    if mail := body.get("email"):
        return account.contact_for(mail, body.get("name"))
    key = next(one for one in WHO if body.get(one))
    known = (one for one in account.contacts.values() if one.get(key) == body[key])
    if (found := next(known, None)) is not None:
        return found
    made = account.make_contact(body.get("name") or str(body[key]), None)
    made[key] = body[key]
    return made
