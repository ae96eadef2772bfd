"""Agents, contacts, companies and groups as rows of the API."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.freshdesk.numbers import GROUP_ID
from supporthub_ext.sandbox.freshdesk.subject import machines
from supporthub_ext.sandbox.people import BOT, COMMUNITIES, CONTACTS, TEAM, Colleague, Contact

_MADE = "2021-06-01T08:00:00Z"
ADMIN_ROLE, AGENT_ROLE = 48060001, 48060002


def agent_row(one: Colleague) -> dict[str, Any]:
    """Answer an agent as a view shows it; a list leaves out the ids of groups, roles and skills."""
    return {
        "available": True,
        "occasional": False,
        "signature": None,
        "id": one.freshdesk_agent_id,
        "ticket_scope": 1,
        "created_at": _MADE,
        "updated_at": _MADE,
        "available_since": None,
        "last_active_at": _MADE,
        "type": "support_agent",
        "focus_mode": True,
        "contact": {
            "active": True,
            "email": one.mail,
            "job_title": None,
            "language": "en",
            "last_login_at": _MADE,
            "mobile": None,
            "name": one.name,
            "phone": None,
            "time_zone": "UTC",
            "created_at": _MADE,
            "updated_at": _MADE,
        },
        "group_ids": [GROUP_ID],
        "role_ids": [ADMIN_ROLE if one.admin else AGENT_ROLE],
        "skill_ids": [],
    }


def contact_row(
    contact_id: int, name: str, mail: str | None, company_id: int | None, at: str
) -> dict[str, Any]:
    """Answer a contact."""
    return {
        "active": False,
        "address": None,
        "company_id": company_id,
        "view_all_tickets": False,
        "description": None,
        "email": mail,
        "id": contact_id,
        "contact_type": "contact",
        "job_title": None,
        "language": "en",
        "mobile": None,
        "name": name,
        "phone": None,
        "time_zone": "UTC",
        "twitter_id": None,
        "social_handler": [],
        "other_emails": [],
        "other_companies": [],
        "created_at": at,
        "updated_at": at,
        "custom_fields": {},
        "tags": [],
        "avatar": None,
    }


def company_row(company_id: int, name: str, domains: list[str], at: str) -> dict[str, Any]:
    """Answer a company."""
    return {
        "id": company_id,
        "name": name,
        "description": None,
        "note": None,
        "domains": domains,
        "created_at": at,
        "updated_at": at,
        "custom_fields": {},
        "health_score": None,
        "account_tier": None,
        "renewal_date": None,
        "industry": None,
    }


def _known(one: Contact) -> dict[str, Any]:
    row = contact_row(one.id, one.name, one.mail, one.company_id, _MADE)
    if one.representative:
        row |= {"job_title": "Community representative", "tags": ["representative"]}
    return row


def make_agents() -> dict[int, dict[str, Any]]:
    """Answer the team and the product's own account, by id."""
    return {one.freshdesk_agent_id: agent_row(one) for one in (*TEAM, BOT)}


def make_contacts() -> dict[int, dict[str, Any]]:
    """Answer everybody who wrote in, machines too, by id."""
    return {one.id: _known(one) for one in (*CONTACTS.values(), *machines())}


def make_companies() -> dict[int, dict[str, Any]]:
    """Answer the communities, by id."""
    found = {}
    for one in COMMUNITIES:
        row = company_row(one.id, one.name, [one.domain], _MADE)
        names = ", ".join(contact.name for contact in one.representatives)
        row["note"] = f"Representatives: {names}. Hubs: {', '.join(hub.url for hub in one.hubs)}."
        found[one.id] = row
    return found


def make_groups() -> dict[int, dict[str, Any]]:
    """Answer the one group, by id."""
    row = {
        "id": GROUP_ID,
        "name": "Support",
        "description": "Everybody who answers tickets",
        "business_hour_id": None,
        "escalate_to": None,
        "unassigned_for": None,
        "agent_ids": [one.freshdesk_agent_id for one in TEAM],
        "auto_ticket_assign": 0,
        "group_type": "support_agent_group",
        "created_at": _MADE,
        "updated_at": _MADE,
    }
    return {GROUP_ID: row}
