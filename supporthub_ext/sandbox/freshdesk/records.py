"""What FreshDesk stores: a ticket with all that belongs to it, and the rows of its API."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from supporthub_ext.sandbox.freshdesk.markup import to_text
from supporthub_ext.sandbox.freshdesk.numbers import GROUP_ID, NOTE
from supporthub_ext.sandbox.people import SUPPORT_MAIL

STATS = (
    "agent_responded_at",
    "requester_responded_at",
    "first_responded_at",
    "status_updated_at",
    "reopened_at",
    "resolved_at",
    "closed_at",
    "pending_since",
)
NO_STATS: dict[str, Any] = dict.fromkeys(STATS)

# Every custom field of the account stands in each ticket, null when it is not set.
CUSTOM_FIELDS: dict[str, Any] = {
    "cf_hub_url": None,
    "cf_users_affected": None,
    "cf_event_date": None,
    "cf_impact": None,
}


@dataclass(slots=True)
class Ticket:
    """One ticket. ``row`` is what a view shows, without what ``include`` adds.

    ``state`` is ``listed``, ``spam``, ``deleted``, ``merged`` or ``archived``. ``created`` and ``updated``
    are epoch seconds. ``due_by_hand``: somebody set the due date, so the SLA leaves it alone.
    """

    row: dict[str, Any]
    stats: dict[str, Any]
    conversations: list[dict[str, Any]]
    state: str
    created: int
    updated: int
    due_by_hand: bool = False
    watchers: set[int] = field(default_factory=set)
    time_entries: list[dict[str, Any]] = field(default_factory=list)
    ratings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def id(self) -> int:
        """The ticket's number."""
        return int(self.row["id"])


def ticket_row(ticket_id: int, at: str) -> dict[str, Any]:
    """Answer a view's row of a ticket about which nothing is known yet."""
    return {
        "cc_emails": [],
        "fwd_emails": [],
        "reply_cc_emails": [],
        "ticket_cc_emails": [],
        "ticket_bcc_emails": [],
        "fr_escalated": False,
        "spam": False,
        "email_config_id": None,
        "group_id": GROUP_ID,
        "priority": 1,
        "requester_id": None,
        "responder_id": None,
        "source": 2,
        "company_id": None,
        "status": 2,
        "subject": None,
        "association_type": None,
        "support_email": SUPPORT_MAIL,
        "to_emails": [SUPPORT_MAIL],
        "product_id": None,
        "id": ticket_id,
        "type": None,
        "due_by": None,
        "fr_due_by": None,
        "is_escalated": False,
        "custom_fields": dict(CUSTOM_FIELDS),
        "created_at": at,
        "updated_at": at,
        "associated_tickets_count": None,
        "tags": [],
        "nr_due_by": None,
        "nr_escalated": False,
        "structured_description": None,
        "description": "<div></div>",
        "description_text": "",
        "attachments": [],
    }


def conversation_row(
    conversation_id: int, ticket_id: int, body: str, user_id: int | None, at: str
) -> dict[str, Any]:
    """Answer a private note's row; the caller changes what is different."""
    return {
        "body": body,
        "body_text": to_text(body),
        "id": conversation_id,
        "incoming": False,
        "private": True,
        "user_id": user_id,
        "support_email": None,
        "source": NOTE,
        "category": 2,
        "to_emails": [],
        "from_email": None,
        "cc_emails": [],
        "bcc_emails": [],
        "email_failure_count": None,
        "outgoing_failures": None,
        "thread_id": None,
        "thread_message_id": None,
        "created_at": at,
        "updated_at": at,
        "last_edited_at": None,
        "last_edited_user_id": None,
        "attachments": [],
        "automation_id": None,
        "automation_type_id": None,
        "auto_response": False,
        "ticket_id": ticket_id,
        "source_additional_info": None,
    }
