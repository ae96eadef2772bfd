"""Everything about one ticket: what was said, what comes next and why, and what we did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from supporthub_ext.actions.knowledge import Knowledge
from supporthub_ext.actions.mismatch import MISMATCHES
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.plan import plan_json
from supporthub_ext.actions.queue import Queue
from supporthub_ext.actions.refresh import Refresher
from supporthub_ext.actions.requesters import Requesters
from supporthub_ext.actions.suggest import suggested
from supporthub_ext.errors import NotFound, ServiceMissing
from supporthub_ext.models import Ask, Issue, Message, Person, TeamMessage, Thread
from supporthub_ext.process.roster import find_person
from supporthub_ext.sanitise import sanitise
from supporthub_ext.store.documents import instant

Row = dict[str, Any]


class Panel:
    """Answers ``GET tickets/{id}``.

    Parameters
    ----------
    office, refresher, queue, knowledge, requesters
        Where the facts stand, who reads a ticket that the mirror lacks, who knows the next steps, what is
        known beside FreshDesk, and who may ask.
    """

    def __init__(
        self, office: Office, refresher: Refresher, queue: Queue, knowledge: Knowledge, requesters: Requesters
    ) -> None:
        self._office = office
        self._knowledge = knowledge
        self._refresher = refresher
        self._queue = queue
        self._requesters = requesters

    async def answer(self, ticket_id: int, now: datetime, you: Person | None) -> Row:
        """Answer all there is to know of a ticket.

        Raises
        ------
        NotFound
            When neither the mirror nor FreshDesk knows it.
        ServiceError
            When the mirror does not know its conversation and FreshDesk does not answer.
        """
        await self._have_read(ticket_id)
        entry = self._queue.entry(ticket_id)
        if entry is None:
            raise NotFound(f"There is no ticket {ticket_id} in FreshDesk's queue.")
        facts = entry.facts
        return {
            "now": instant(now),
            "you": {"person_id": you.id, "name": you.name, "steward": you.steward} if you else None,
            "ticket": self._queue.row(ticket_id, now),
            "derivation": [line.to_json() for line in entry.step.derivation],
            "conversation": [_message(message) for message in facts.messages],
            "facts": {
                "requester": facts.requester,
                "requester_mail": facts.requester_mail,
                "community": facts.community,
                "hub": facts.hub,
                "status": facts.status,
                "status_label": facts.status_label,
                "created_at": instant(facts.created_at),
                "tags": list(facts.tags),
                "problems": list(facts.problems),
            },
            "impact": self._knowledge.impact(ticket_id).to_json(),
            "mismatches": [
                {"code": code, "text": MISMATCHES[code].text, "mend": MISMATCHES[code].mend}
                for code in entry.mismatches
            ],
            "thread": _thread(facts.thread),
            "issue": _issue(facts.issue),
            "asks": [self._ask(ask) for ask in facts.asks],
            "plans": [plan_json(plan) for plan in self._office.journal.of_ticket(ticket_id)],
            "drafts": self._office.drafts.of_ticket(ticket_id, you.id) if you else {},
            "suggested": suggested(self._office, facts)
            | {"who_may_ask": self._requesters.invitation(facts, you)},
            "representative": self._requesters.answer(facts),
            "same_hub": self._queue.same_hub(facts),
        }

    async def _have_read(self, ticket_id: int) -> None:
        """Read the ticket from FreshDesk when the mirror has it not, or without its conversation."""
        known = self._office.mirror.get([ticket_id])
        if known and (known[0].conversation is not None or known[0].hidden):
            return
        try:
            await self._refresher.ticket(ticket_id)
        except ServiceMissing:
            raise NotFound(f"There is no ticket {ticket_id} in FreshDesk.") from None

    def _ask(self, ask: Ask) -> Row:
        person = find_person(self._office.roster, person_id=ask.engineer_id)
        return {
            "ask_id": ask.id,
            "person_id": ask.engineer_id,
            "name": person.name if person else ask.engineer_id,
            "state": ask.answer,
            "asked_at": instant(ask.at),
            "answered_at": instant(ask.answered_at) if ask.answered_at else None,
            "overrule_reason": ask.overrule_reason,
        }


def _thread(thread: Thread | None) -> Row | None:
    if thread is None:
        return None
    return {
        "link": thread.link,
        "ended_at": instant(thread.ended_at) if thread.ended_at else None,
        "messages": [_said(message) for message in thread.messages],
    }


def _issue(issue: Issue | None) -> Row | None:
    if issue is None:
        return None
    return {
        "link": issue.link,
        "state": issue.state,
        "assignees": list(issue.assignees),
        "status": issue.status,
        "sprint": issue.sprint,
        "closed_at": instant(issue.closed_at) if issue.closed_at else None,
        "comments": [_said(message) for message in issue.comments],
    }


def _said(message: TeamMessage) -> Row:
    return {
        "at": instant(message.at),
        "from": message.author,
        "text": message.text,
        "ours": message.ours,
        "outsider": message.outsider,
    }


def _message(message: Message) -> Row:
    return {
        "id": message.id,
        "at": instant(message.at),
        "from": message.author,
        "sender": message.sender,
        "audience": message.audience,
        "html": sanitise(message.html),
        "text": message.text,
        "attachments": [dict(attachment) for attachment in message.attachments],
        "automatic": message.automatic,
    }
