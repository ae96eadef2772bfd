"""What happens to a ticket, with all that follows: figures, reopening, mails, and the SLA's due dates."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from supporthub_ext.sandbox.escalations import moment
from supporthub_ext.sandbox.freshdesk.account import Account
from supporthub_ext.sandbox.freshdesk.markup import to_html, to_text
from supporthub_ext.sandbox.freshdesk.numbers import (
    CLOSED,
    DAY,
    DONE,
    FORWARD,
    NOTE,
    OPEN,
    PENDING,
    REPLY,
    RESOLVED,
    SURVEY,
    SURVEY_ID,
)
from supporthub_ext.sandbox.freshdesk.records import NO_STATS, Ticket, conversation_row, ticket_row
from supporthub_ext.sandbox.freshdesk.stamps import seconds, stamp
from supporthub_ext.sandbox.people import SUPPORT_MAIL

SLA_LAG = timedelta(seconds=5)  # FreshDesk fills due dates in some seconds after it answered
# By priority: first answer and solution, in days by the calendar.
SLA = {1: (1, 5), 2: (1, 4), 3: (0.5, 2), 4: (0.25, 1)}


def open_ticket(account: Account, values: dict[str, Any], at: int) -> Ticket:
    """Store a new ticket; ``values`` are parts of its row. The due dates come later."""
    row = ticket_row(account.tickets.next_id(), stamp(at))
    custom = row["custom_fields"] | values.get("custom_fields", {})
    row |= values | {"custom_fields": custom}
    row["description_text"] = to_text(row["description"])
    stats = NO_STATS | {"status_updated_at": stamp(at)}
    ticket = Ticket(row, stats, [], "listed", at, at, due_by_hand="due_by" in values)
    account.tickets.add(ticket)
    _set_status(account, ticket, row["status"], at, before=OPEN)
    _let_sla_fill(account, ticket)
    account.world.deeds.tell("freshdesk.ticket", moment(at), ticket_id=ticket.id)
    return ticket


def change_ticket(account: Account, ticket: Ticket, values: dict[str, Any], at: int) -> None:
    """Change parts of a ticket's row. Custom fields merge by key, tags are replaced."""
    values = dict(values)
    before = ticket.row.get("status")
    custom = (ticket.row.get("custom_fields") or {}) | (values.pop("custom_fields", None) or {})
    if "description" in values:
        values["description_text"] = to_text(values["description"])
    ticket.row |= values | {"custom_fields": custom}
    ticket.due_by_hand |= "due_by" in values
    if values.get("status") not in (None, before):
        _set_status(account, ticket, values["status"], at, before)
    if "priority" in values:
        _let_sla_fill(account, ticket)
    account.tickets.touch(ticket, at)
    account.world.deeds.tell("freshdesk.update", moment(at), ticket_id=ticket.id, values=values)


def add_reply(
    account: Account, ticket: Ticket, body: str, user_id: int, at: int, **more: Any
) -> dict[str, Any]:
    """Store an agent's public answer and send it to the requester and the copies."""
    person = account.person(ticket.row.get("requester_id")) or {}
    to = [person["email"]] if person.get("email") else []
    row = conversation_row(next(account.conversation_ids), ticket.id, body, user_id, stamp(at))
    row |= {"private": False, "source": REPLY, "category": 3, "support_email": SUPPORT_MAIL, "to_emails": to}
    row |= {"from_email": SUPPORT_MAIL} | more
    ticket.stats["agent_responded_at"] = stamp(at)
    ticket.stats["first_responded_at"] = ticket.stats.get("first_responded_at") or stamp(at)
    _add(account, ticket, row, at)
    account.send("reply", ticket.id, to + row["cc_emails"] + row["bcc_emails"], row["body_text"])
    account.world.deeds.tell("freshdesk.reply", moment(at), ticket_id=ticket.id, conversation=row)
    return row


def add_note(
    account: Account, ticket: Ticket, body: str, user_id: int, at: int, **more: Any
) -> dict[str, Any]:
    """Store a note, private unless told otherwise, and tell those agents who shall be told."""
    notified = more.pop("notify_emails", [])
    row = conversation_row(next(account.conversation_ids), ticket.id, body, user_id, stamp(at))
    row |= {"source": NOTE, "to_emails": notified} | more
    _add(account, ticket, row, at)
    if notified:
        account.send("notification", ticket.id, notified, row["body_text"])
    account.world.deeds.tell("freshdesk.note", moment(at), ticket_id=ticket.id, conversation=row)
    return row


def add_forward(
    account: Account, ticket: Ticket, body: str, user_id: int, at: int, **more: Any
) -> dict[str, Any]:
    """Store what was sent on to somebody outside, and send it."""
    row = conversation_row(next(account.conversation_ids), ticket.id, body, user_id, stamp(at))
    row |= {"source": FORWARD, "from_email": SUPPORT_MAIL} | more
    _add(account, ticket, row, at)
    account.send("forward", ticket.id, row["to_emails"], row["body_text"])
    return row


def add_rating(
    account: Account, ticket: Ticket, rating: int, feedback: str | None, at: int
) -> dict[str, Any]:
    """Store how the requester found the support; it moves ``updated_at``."""
    said, user_id = stamp(at), ticket.row.get("requester_id")
    row = {
        "id": next(account.other_ids),
        "survey_id": SURVEY_ID,
        "user_id": user_id,
        "agent_id": ticket.row.get("responder_id"),
        "feedback": feedback,
        "group_id": ticket.row.get("group_id"),
        "ticket_id": ticket.id,
        "ratings": {"default_question": rating},
        "created_at": said,
        "updated_at": said,
    }
    ticket.ratings.append(row)
    if feedback:
        entry = conversation_row(next(account.conversation_ids), ticket.id, to_html(feedback), user_id, said)
        entry |= {"incoming": True, "private": False, "source": SURVEY, "category": 7}
        ticket.conversations.append(entry)
    account.tickets.touch(ticket, at)
    return row


def add_answer(
    account: Account, ticket: Ticket, body: str, user_id: int, at: int, **more: Any
) -> dict[str, Any]:
    """Store what the requester (or somebody on copy) wrote; a resolved or closed ticket opens again."""
    mail = (account.person(user_id) or {}).get("email")
    row = conversation_row(next(account.conversation_ids), ticket.id, body, user_id, stamp(at))
    row |= {"incoming": True, "private": False, "source": REPLY, "category": 1, "from_email": mail}
    row |= {"support_email": SUPPORT_MAIL, "to_emails": [SUPPORT_MAIL]} | more
    ticket.stats["requester_responded_at"] = stamp(at)
    if ticket.row.get("status") in DONE:
        before, ticket.row["status"] = ticket.row["status"], OPEN
        _set_status(account, ticket, OPEN, at, before)
    _add(account, ticket, row, at)
    account.world.deeds.tell("freshdesk.answer", moment(at), ticket_id=ticket.id, conversation=row)
    return row


def _add(account: Account, ticket: Ticket, row: dict[str, Any], at: int) -> None:
    ticket.conversations.append(row)
    account.tickets.touch(ticket, at)


def _set_status(account: Account, ticket: Ticket, status: int, at: int, before: Any) -> None:
    stats, said = ticket.stats, stamp(at)
    stats["status_updated_at"] = said
    stats["pending_since"] = said if status == PENDING else None
    if status in DONE:
        stats["resolved_at"] = stats.get("resolved_at") or said
        stats["closed_at"] = said if status == CLOSED else None
    elif before in DONE:
        stats |= {"reopened_at": said, "resolved_at": None, "closed_at": None}
    if status == RESOLVED and before != RESOLVED:
        mail = (account.person(ticket.row.get("requester_id")) or {}).get("email")
        account.send("survey", ticket.id, [mail] if mail else [], "How would you rate our support?")
        account.world.deeds.tell("freshdesk.survey", moment(at), ticket_id=ticket.id)


def _let_sla_fill(account: Account, ticket: Ticket) -> None:
    """Let the SLA set due dates a little later, as it does: a write's answer has the old ones."""
    if ticket.due_by_hand:
        return
    first, whole = SLA.get(ticket.row.get("priority") or 1, SLA[1])

    def fill(at: datetime) -> None:
        del at
        ticket.row["fr_due_by"] = stamp(ticket.created + int(first * DAY))
        ticket.row["due_by"] = stamp(ticket.created + int(whole * DAY))

    account.world.agenda.at(account.world.clock.now() + SLA_LAG, fill)


def second_of(text: str | None, otherwise: int) -> int:
    """Answer the epoch second of a row's time; another where it has none that can be read."""
    try:
        return seconds(text or "")
    except (TypeError, ValueError):
        return otherwise
