"""Tells an invented ticket from its few numbers: its row for lists, and all of it for a view."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.chance import Chance
from supporthub_ext.sandbox.escalations import Escalation, moment
from supporthub_ext.sandbox.freshdesk.history import Beginning, History
from supporthub_ext.sandbox.freshdesk.links import issue_link, thread_link
from supporthub_ext.sandbox.freshdesk.markup import to_html, to_text
from supporthub_ext.sandbox.freshdesk.numbers import (
    CLOSED,
    DAY,
    DONE,
    EMAIL,
    GROUP_ID,
    HOUR,
    NOTE,
    OPEN,
    PENDING,
    REPLY,
    SURVEY,
)
from supporthub_ext.sandbox.freshdesk.records import CUSTOM_FIELDS, NO_STATS, Ticket, conversation_row
from supporthub_ext.sandbox.freshdesk.stamps import stamp
from supporthub_ext.sandbox.freshdesk.subject import Subject, draw
from supporthub_ext.sandbox.freshdesk.turns import COLLEAGUE, ENGINEER, REQUESTER, STEWARD, TURNS, say
from supporthub_ext.sandbox.people import SUPPORT_MAIL
from supporthub_ext.sandbox.world import World

FR_DUE, DUE = DAY, 5 * DAY  # the account's SLA, by the calendar


class Teller:
    """Tells the tickets of one history. The same id is told the same way each time."""

    def __init__(self, world: World, history: History) -> None:
        self._world = world
        self.history = history

    def row(self, ticket_id: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """Answer the row of a list, and the stats."""
        one = self.history.beginning(ticket_id)
        chance = Chance(self.history.seed, "ticket", ticket_id)
        subject = draw(chance, one)
        times = turn_times(chance, one)
        stats = _stats(one, times)
        return _row(chance, ticket_id, one, subject, stats), stats

    def ticket(self, ticket_id: int) -> Ticket:
        """Answer the whole ticket: what a view shows, and the conversation."""
        row, stats = self.row(ticket_id)
        one = self.history.beginning(ticket_id)
        chance = Chance(self.history.seed, "ticket", ticket_id)
        subject = draw(chance, one)
        times = turn_times(chance, one)
        body = to_html(subject.said.text.format(**subject.words))
        row |= {"description": body, "description_text": to_text(body), "attachments": []}
        if one.state == "deleted":
            row["deleted"] = True
        talk = self._talk(ticket_id, one, subject, times)
        return Ticket(row, stats, talk, one.state, one.created, one.updated)

    def escalation(self, ticket_id: int) -> Escalation | None:
        """Answer what was done about a ticket elsewhere; None where nothing was."""
        one = self.history.beginning(ticket_id)
        if "thread" not in one.plot.turns:
            return None
        chance = Chance(self.history.seed, "ticket", ticket_id)
        subject = draw(chance, one)
        times = dict(zip(one.plot.turns, turn_times(chance, one), strict=True))
        issue_at, closed_at = times.get("issue"), times.get("done") or times.get("told")
        return Escalation(
            ticket_id=ticket_id,
            subject=subject.said.subject,
            community=subject.words["community"],
            hub=subject.words["hub"],
            steward_id=subject.steward.id,
            engineer_id=subject.engineer.id,
            thread_at=moment(times["thread"]),
            thread_says=subject.topic["internal"],
            issue_at=moment(issue_at) if issue_at else None,
            change=subject.topic["change"],
            at_work="update" in times or one.plot.status in DONE,
            closed_at=moment(closed_at) if closed_at and issue_at else None,
            done=subject.topic["done"],
        )

    def _talk(
        self, ticket_id: int, one: Beginning, subject: Subject, times: list[int]
    ) -> list[dict[str, Any]]:
        chance = Chance(self.history.seed, "talk", ticket_id)
        thread_at = dict(zip(one.plot.turns, times, strict=True)).get("thread", one.created)
        links = {
            "thread": thread_link(self._world, ticket_id, thread_at),
            "issue": issue_link(self._world, ticket_id),
        }
        return [
            _entry(chance, ticket_id, place, turn, at, subject, links)
            for place, (turn, at) in enumerate(zip(one.plot.turns, times, strict=True), start=1)
        ]


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


def _stats(one: Beginning, times: list[int]) -> dict[str, Any]:
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


def _row(
    chance: Chance, ticket_id: int, one: Beginning, subject: Subject, stats: dict[str, Any]
) -> dict[str, Any]:
    said = subject.said
    contact = subject.contact
    copies = [chance.pick(subject.community.contacts).mail] if subject.community else []
    if contact.mail in copies or chance.happens(0.75):
        copies = []
    custom = dict(CUSTOM_FIELDS)
    if subject.hub and one.plot.about != "outage" and chance.happens(0.8):
        custom["cf_hub_url"] = subject.hub
    status = OPEN if one.plot.about == "spam" else one.plot.status
    return {
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
        "subject": said.subject.format(**subject.words),
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


def _entry(
    chance: Chance, ticket_id: int, place: int, turn: str, at: int, subject: Subject, links: dict[str, str]
) -> dict[str, Any]:
    kind = TURNS[turn]
    text = say(turn, subject, chance, links)
    incoming = kind.who in (REQUESTER, COLLEAGUE)
    body = to_html(text)
    if incoming and chance.happens(0.3):
        body += '<div class="freshdesk_quote"><blockquote>' + to_html(
            subject.said.text.format(**subject.words)
        )
        body += "</blockquote></div>"
    speaker = _speaker(chance, kind.who, subject)
    row = conversation_row(48_000_000_000 + ticket_id * 100 + place, ticket_id, body, speaker, stamp(at))
    row |= {"incoming": incoming, "private": kind.private}
    row["source"] = SURVEY if turn == "survey" else NOTE if kind.private else REPLY
    row["category"] = 7 if turn == "survey" else 2 if kind.private else 3 if not incoming else 1
    if not kind.private:
        row["support_email"] = SUPPORT_MAIL
        row["to_emails"] = [SUPPORT_MAIL] if incoming else [subject.contact.mail]
        row["from_email"] = subject.contact.mail if incoming else SUPPORT_MAIL
    return row


def _speaker(chance: Chance, who: str, subject: Subject) -> int:
    if who == STEWARD:
        return subject.steward.freshdesk_agent_id
    if who == ENGINEER:
        return subject.engineer.freshdesk_agent_id
    others = [
        one for one in (subject.community.contacts if subject.community else ()) if one != subject.contact
    ]
    return chance.pick(others).id if who == COLLEAGUE and others else subject.contact.id
