"""Rows of the queue as the endpoints show them. What depends on the clock is computed when they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from supporthub_ext.actions.entries import Entry
from supporthub_ext.actions.office import Office
from supporthub_ext.models import HubEvent, TicketFacts
from supporthub_ext.process.roster import find_person
from supporthub_ext.process.stuck import stuck
from supporthub_ext.store.claims import Claim
from supporthub_ext.store.documents import instant

LOOK_AGAIN = timedelta(hours=1)  # whether a ticket is stuck is counted in days

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row that holds from one moment to another (exclusive), while no fact changes."""

    since: datetime
    until: datetime
    row: Row


class Rows:
    """Makes rows, and keeps each until something that it speaks of changes.

    Parameters
    ----------
    office
        Knows the claims, and the links of tickets.

    Attributes
    ----------
    agents, places
        What agents are called, and why each ticket stands where it does.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._claims: Mapping[int, Claim] = {}
        self._kept: dict[int, KeptRow] = {}
        self.agents: Mapping[int, str] = {}
        self.places: Mapping[int, str] = {}

    def forget(self) -> None:
        """Make every row anew: facts, places or names changed."""
        self._kept.clear()

    def look(self, now: datetime) -> None:
        """Hear who is on which ticket."""
        claims = self._office.claims.standing(instant(now))
        if claims != self._claims:
            self._claims = claims
            self._kept.clear()

    def row(self, entry: Entry, now: datetime) -> Row:
        """Answer a ticket's row, perhaps the one that was made before."""
        kept = self._kept.get(entry.facts.ticket_id)
        if kept is None or not kept.since <= now < kept.until:
            ahead = [at for at in (entry.step.due_soon_at, entry.step.due_at) if at and at > now]
            kept = KeptRow(now, min([*ahead, now + LOOK_AGAIN]), self._make(entry, now))
            self._kept[entry.facts.ticket_id] = kept
        return kept.row

    def _make(self, entry: Entry, now: datetime) -> Row:
        facts, step = entry.facts, entry.step
        return {
            "ticket_id": facts.ticket_id,
            "subject": facts.subject,
            "community": facts.community,
            "hub": facts.hub,
            "requester": facts.requester,
            "status": facts.status,
            "status_label": facts.status_label,
            "assignee": self._assignee(facts),
            "impact": facts.impact,
            "next_step": step.step,
            "due_at": instant(step.due_at) if step.due_at else None,
            "due_soon_at": instant(step.due_soon_at) if step.due_soon_at else None,
            "due_soon": bool(step.due_soon_at and step.due_soon_at <= now),
            "overdue": bool(step.due_at and step.due_at < now),
            "ball": step.ball,
            "because": step.reason,
            "reason": " ".join(filter(None, (step.reason, self.places.get(facts.ticket_id)))),
            "noise": step.noise,
            "claim": self._claim(facts.ticket_id, now),
            "mismatches": list(entry.mismatches),
            "event_id": facts.event.id if facts.event else None,
            "event": _event(facts.event) if facts.event else None,
            "stuck": list(stuck(facts, step, self._office.process, now)),
            "links": {
                "ticket": self._office.ticket_link(facts.ticket_id),
                "thread": facts.thread.link if facts.thread else None,
                "issue": facts.issue.link if facts.issue else None,
            },
            "messages": len(facts.messages),  # two words of one second have the same time
            "updated_at": instant(facts.updated_at),
        }

    def _claim(self, ticket_id: int, now: datetime) -> Row | None:
        claim = self._claims.get(ticket_id)
        if claim is None or claim.until <= instant(now):
            return None
        person = find_person(self._office.roster, person_id=claim.person_id)
        name = person.name if person else claim.person_id
        return {"person_id": claim.person_id, "name": name, "until": claim.until}

    def _assignee(self, facts: TicketFacts) -> str | None:
        if facts.assignee_id is None:
            return None
        return self.agents.get(facts.assignee_id, f"agent {facts.assignee_id}")


def _event(event: HubEvent) -> Row:
    return {
        "title": event.title,
        "starts_at": instant(event.starts_at),
        "ends_at": instant(event.ends_at),
    }
