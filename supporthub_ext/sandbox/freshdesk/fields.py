"""The account's ticket fields: what a ticket must and may have. ``choices`` differs from type to type."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.freshdesk.numbers import GROUP_ID
from supporthub_ext.sandbox.people import BOT, TEAM

_MADE = "2021-06-01T08:00:00Z"

STATUSES = {
    "2": ["Open", "Being Processed"],
    "3": ["Pending", "Awaiting your Reply"],
    "4": ["Resolved", "This ticket has been Resolved"],
    "5": ["Closed", "This ticket has been Closed"],
    "6": ["Waiting on Customer", "Awaiting your Reply"],
    "7": ["Waiting on Third Party", "Being Processed"],
}
TYPES = ["Question", "Incident", "Problem", "Feature Request", "Event"]
SOURCES = {
    "Email": 1,
    "Portal": 2,
    "Phone": 3,
    "Forum": 4,
    "Twitter": 5,
    "Facebook": 6,
    "Chat": 7,
    "Feedback Widget": 9,
    "Outbound Email": 10,
}
PRIORITIES = {"Low": 1, "Medium": 2, "High": 3, "Urgent": 4}

# name, label, type, required for agents, choices
_FIELDS: list[tuple[str, str, str, bool, Any]] = [
    ("requester", "Search a requester", "default_requester", True, None),
    ("subject", "Subject", "default_subject", True, None),
    ("ticket_type", "Type", "default_ticket_type", False, TYPES),
    ("source", "Source", "default_source", False, SOURCES),
    ("status", "Status", "default_status", True, STATUSES),
    ("priority", "Priority", "default_priority", True, PRIORITIES),
    ("group", "Group", "default_group", False, {"Support": GROUP_ID}),
    ("agent", "Agent", "default_agent", False, {one.name: one.freshdesk_agent_id for one in (*TEAM, BOT)}),
    ("description", "Description", "default_description", True, None),
    ("company", "Company", "default_company", False, None),
    ("cf_hub_url", "Hub URL", "custom_text", False, None),
    ("cf_users_affected", "Users affected", "custom_number", False, None),
    ("cf_event_date", "Date of the event", "custom_date", False, None),
    ("cf_impact", "Impact", "custom_dropdown", False, ["low", "medium", "high", "critical"]),
]


def make_fields() -> list[dict[str, Any]]:
    """Answer the fields as ``GET /ticket_fields`` gives them."""
    found = []
    for place, (name, label, kind, required, choices) in enumerate(_FIELDS, start=1):
        row: dict[str, Any] = {
            "id": 48040000 + place,
            "name": name,
            "label": label,
            "description": None,
            "position": place,
            "required_for_closure": False,
            "required_for_agents": required,
            "type": kind,
            "default": not name.startswith("cf_"),
            "customers_can_edit": kind in ("default_subject", "default_requester", "default_description"),
            "label_for_customers": label,
            "required_for_customers": kind in ("default_subject", "default_requester", "default_description"),
            "displayed_to_customers": not name.startswith("cf_"),
            "created_at": _MADE,
            "updated_at": _MADE,
        }
        found.append(row if choices is None else row | {"choices": choices})
    return found
