"""The row and the stats of an invented ticket, as they follow from its plot and the times of its turns."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.chance import Chance
from supporthub_ext.sandbox.freshdesk.history import Beginning
from supporthub_ext.sandbox.freshdesk.numbers import CLOSED, DAY, DONE, EMAIL, GROUP_ID, HOUR, OPEN, PENDING
from supporthub_ext.sandbox.freshdesk.records import CUSTOM_FIELDS, NO_STATS
from supporthub_ext.sandbox.freshdesk.stamps import day_of, stamp
from supporthub_ext.sandbox.freshdesk.subject import Subject
from supporthub_ext.sandbox.freshdesk.turns import COLLEAGUE, REQUESTER, TURNS
from supporthub_ext.sandbox.people import SUPPORT_MAIL

FR_DUE, DUE = DAY, 5 * DAY  # the account's SLA, by the calendar


def turn_times(chance: Chance, one: Beginning) -> list[int]:
    """Answer the epoch second of each turn: the first soon, the last when the ticket was last touched."""
    count = len(one.plot.turns)
    if count < 2:
        return [one.updated][:count]
    span = one.updated - one.created
    first = min(int(span * 0.4), int(chance.between(0.3, 14) * HOUR))
    rest = span - first
    middle = [
        one.created + first + int(rest * (place + chance.between(-0.3, 0.3)) / (count - 1))
        for place in range(1, count - 1)
    ]
    return [one.created + first, *middle, one.updated]


def first_stats(one: Beginning, times: list[int]) -> dict[str, Any]:
    """Answer FreshDesk's own figures, from who spoke when."""
    found = dict(NO_STATS)
    status = one.plot.status
    for turn, at in zip(one.plot.turns, times, strict=True):
        kind = TURNS[turn]
        if kind.who in (REQUESTER, COLLEAGUE):
            found["requester_responded_at"] = stamp(at)
        elif not kind.private:
            found["agent_responded_at"] = stamp(at)
            found["first_responded_at"] = found["first_responded_at"] or stamp(at)
        if turn == "issue":
            found["pending_since"] = found["status_updated_at"] = stamp(at)
        elif turn == "again":
            found["reopened_at"] = found["status_updated_at"] = stamp(at)
    if status in DONE:
        found["resolved_at"] = found["status_updated_at"] = stamp(one.updated)
        found["closed_at"] = stamp(one.updated) if status == CLOSED else None
    if status != PENDING:
        found["pending_since"] = None
    found["status_updated_at"] = found["status_updated_at"] or stamp(one.created)
    return found


def first_row(chance: Chance, ticket_id: int, one: Beginning, subject: Subject) -> dict[str, Any]:
    """Answer the row as a list shows it."""
    said = subject.said
    contact = subject.contact
    copies = [chance.pick(subject.community.contacts).mail] if subject.community else []
    if contact.mail in copies or chance.happens(0.75):
        copies = []
    custom = dict(CUSTOM_FIELDS)
    if subject.hub and one.plot.about != "outage" and chance.happens(0.8):
        custom["cf_hub_url"] = subject.hub
    if said.type == "Event":
        custom["cf_event_date"] = day_of(subject.day).isoformat()
    status = OPEN if one.plot.about == "spam" else one.plot.status
    gone = {"deleted": True} if one.state == "deleted" else {}
    return gone | {
        "cc_emails": copies,
        "fwd_emails": [],
        "reply_cc_emails": copies,
        "ticket_cc_emails": copies,
        "ticket_bcc_emails": [],
        "fr_escalated": False,
        "spam": one.state == "spam",
        "email_config_id": None,
        "group_id": GROUP_ID,
        "priority": 3 if said.type == "Incident" else 1,
        "requester_id": contact.id,
        "responder_id": subject.steward.freshdesk_agent_id if one.plot.turns else None,
        "source": EMAIL,
        "company_id": contact.company_id,
        "status": status,
        "subject": subject.title,
        "association_type": None,
        "support_email": SUPPORT_MAIL,
        "to_emails": [SUPPORT_MAIL],
        "product_id": None,
        "id": ticket_id,
        "type": said.type,
        "due_by": stamp(one.created + DUE),
        "fr_due_by": stamp(one.created + FR_DUE),
        "is_escalated": False,
        "custom_fields": custom,
        "created_at": stamp(one.created),
        "updated_at": stamp(one.updated),
        "associated_tickets_count": None,
        "tags": list(said.tags),
        "nr_due_by": None,
        "nr_escalated": False,
        "structured_description": None,
    }
