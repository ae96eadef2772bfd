"""Mirror -> rows in the order to work in.

The next step of a ticket is computed when a fact of it changes, never stored as truth; what depends on the
clock (due soon, overdue) is computed on every read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from supporthub_ext.actions.knowledge import Knowledge
from supporthub_ext.actions.mismatch import loose_threads, mismatches
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.refresh import Refresher
from supporthub_ext.errors import UsageError
from supporthub_ext.models import HubEvent, NextStep, Person, TicketFacts
from supporthub_ext.process.case import DONE
from supporthub_ext.process.definition import Process
from supporthub_ext.process.nextstep import next_step
from supporthub_ext.process.one_cause import one_cause
from supporthub_ext.process.queue_order import Waiting, order
from supporthub_ext.process.stuck import stuck
from supporthub_ext.services.freshdesk_rows import ticket_facts
from supporthub_ext.store.claims import Claim
from supporthub_ext.store.documents import instant
from supporthub_ext.store.mirror import Mirrored

STALE_AFTER = timedelta(minutes=2)
ORDER_KEPT = timedelta(minutes=1)  # time alone moves tickets on the order of hours
NEVER = datetime.max.replace(tzinfo=UTC)
IN_ONE_QUERY = 500

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A live ticket, what the process knows of it, and what it asks for."""

    facts: TicketFacts
    step: NextStep
    mismatches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row that holds from one moment to another (exclusive), while no fact changes."""

    since: datetime
    until: datetime
    row: Row


class Queue:
    """The live tickets and their next steps.

    Parameters
    ----------
    office, refresher, knowledge
        Where FreshDesk's facts stand, what tells which of them moved, and what else is known.
    """

    def __init__(self, office: Office, refresher: Refresher, knowledge: Knowledge) -> None:
        self._office = office
        self._refresher = refresher
        self._knowledge = knowledge
        self._entries: dict[int, Entry] = {}
        self._order: list[int] = []
        self._places: dict[int, str] = {}
        self._claims: Mapping[int, Claim] = {}
        self._kept: dict[int, KeptRow] = {}
        self._ordered_at: datetime | None = None
        self._agents: Mapping[int, str] = {}
        self._companies: Mapping[int, str] = {}
        refresher.changed |= self._wanted()
        refresher.names_changed = True

    def answer(self, now: datetime, view: str | None, you: Person | None) -> Row:
        """Answer what ``GET queue`` shows.

        Parameters
        ----------
        now
            The present moment, UTC.
        view
            One of ``VIEWS``, or None for all.
        you
            Who looks; ``mine`` needs it.

        Raises
        ------
        UsageError
            For a view that does not exist.
        """
        self._catch_up()
        self._put_in_order(now)
        self._hear_claims(now)
        wanted = _view(view or "all", now, you, self._office.process)
        rows = (self._kept_row(id_, now) for id_ in self._order if wanted(self._entries[id_]))
        loose = loose_threads(self._office, now)
        return self.standing(now, you) | {"tickets": list(rows), "loose_threads": loose}

    def standing(self, now: datetime, you: Person | None) -> Row:
        """Answer how old the queue is and what is wrong with it."""
        refresher = self._refresher
        problem = refresher.problem
        late = refresher.as_of is not None and abs(now - refresher.as_of) > STALE_AFTER
        return {
            "now": instant(now),
            "as_of": instant(refresher.as_of) if refresher.as_of else None,
            "stale": late or problem is not None,
            "state": "loading" if refresher.pulling and problem is None else "ready",
            "progress": self._progress() if refresher.pulling else None,
            "problem": problem.to_json() if problem else None,
            "you": {"person_id": you.id, "name": you.name, "steward": you.steward} if you else None,
        }

    def facts(self, ticket: Mirrored) -> TicketFacts:
        """Answer everything that is known of a ticket now."""
        self._knowledge.look()
        agents, companies = self._office.agent_names(), self._office.mirror.names("company")
        return self._knowledge.add(facts_of(self._office, ticket, agents, companies), ticket.row)

    def in_order(self, now: datetime) -> list[Entry]:
        """Answer every live ticket in the order to work in."""
        self._catch_up()
        self._put_in_order(now)
        return [self._entries[id_] for id_ in self._order]

    def entry(self, ticket_id: int) -> Entry | None:
        """Answer a ticket's facts and next step, also of one that is done; None when it is not here."""
        self._catch_up()
        if ticket_id in self._entries:
            return self._entries[ticket_id]
        ticket = next(iter(self._office.mirror.get([ticket_id])), None)
        return self._make(ticket) if ticket and not ticket.hidden else None

    def row(self, ticket_id: int, now: datetime) -> Row | None:
        """Answer one ticket's row, or None."""
        entry = self.entry(ticket_id)
        self._put_in_order(now)
        self._hear_claims(now)
        return self._row(entry, now) if entry else None

    def same_hub(self, ticket_id: int, hub: str | None) -> list[Row]:
        """Answer the other live tickets of a hub."""
        return [
            {"ticket_id": id_, "subject": entry.facts.subject, "next_step": entry.step.step}
            for id_, entry in self._entries.items()
            if hub and id_ != ticket_id and entry.facts.hub == hub
        ]

    # -- keeping up ------------------------------------------------------------------------------------

    def _catch_up(self) -> None:
        """Compute anew what moved since the last read."""
        changed = self._refresher.changed
        if self._refresher.names_changed:
            changed |= set(self._entries)
        if not changed:
            return
        moved = sorted(changed)
        changed.clear()
        self._refresher.names_changed = False
        self._agents, self._companies = self._office.agent_names(), self._office.mirror.names("company")
        self._knowledge.look()
        live = self._wanted()
        for first in range(0, len(moved), IN_ONE_QUERY):
            batch = moved[first : first + IN_ONE_QUERY]
            for id_ in batch:
                self._entries.pop(id_, None)
                self._kept.pop(id_, None)
            for ticket in self._office.mirror.get([id_ for id_ in batch if id_ in live]):
                entry = self._make(ticket)
                if ticket.hidden is None and not (entry.facts.status in DONE and entry.step.step == "wait"):
                    self._entries[ticket.id] = entry
        self._ordered_at = None

    def _put_in_order(self, now: datetime) -> None:
        """Order the queue anew when a fact changed, or some time went by, in either direction."""
        if self._ordered_at is not None and abs(now - self._ordered_at) < ORDER_KEPT:
            return
        placed = order(self._waiting(now), now, self._office.process)
        self._order = [place.ticket_id for place in placed]
        self._places = {place.ticket_id: place.reason for place in placed}
        self._ordered_at = now
        self._kept.clear()  # the places are part of the rows

    def _wanted(self) -> set[int]:
        """Answer the tickets that may need something: live ones, and done ones with a loose end elsewhere."""
        return set(self._office.mirror.live(self._office.done_statuses)) | self._office.elsewhere.loose_ends()

    def _make(self, ticket: Mirrored) -> Entry:
        facts = facts_of(self._office, ticket, self._agents, self._companies)
        facts = self._knowledge.add(facts, ticket.row)
        found = tuple(one.code for one in mismatches(self._office, facts))
        return Entry(facts, next_step(facts, self._office.process), found)

    def _waiting(self, now: datetime) -> Iterator[Waiting]:
        """Answer every entry with what lifts it: an event, a busy hub, several tickets of one hub at once."""
        entries = self._entries.items()
        asked = [(id_, one.facts.hub, one.facts.created_at) for id_, one in entries if one.step.noise is None]
        clusters = one_cause(self._office.process.impact.one_cause, asked)
        several = {id_ for cluster in clusters for id_ in cluster.ticket_ids}
        busy = self._knowledge.busy_hubs(now)
        for id_, entry in entries:
            yield Waiting(
                id_,
                entry.step,
                entry.facts.impact,
                event_today=_today(entry.facts.event, now),
                busy=entry.facts.hub in busy,
                outage=id_ in several,
            )

    def _progress(self) -> Row:
        count, waiting = self._office.mirror.count(), len(self._office.mirror.wanted())
        read = (
            f"{count:,} tickets read, {waiting:,} conversations still to read"
            if count
            else "Calling FreshDesk"
        )
        return {"tickets": count, "text": read}

    # -- rows ------------------------------------------------------------------------------------------

    def _hear_claims(self, now: datetime) -> None:
        claims = self._office.claims.standing(instant(now))
        if claims != self._claims:
            self._claims = claims
            self._kept.clear()

    def _kept_row(self, ticket_id: int, now: datetime) -> Row:
        """Answer a row; one is kept until a fact changes or the next moment passes that it speaks of."""
        kept = self._kept.get(ticket_id)
        if kept is None or not kept.since <= now < kept.until:
            entry = self._entries[ticket_id]
            until = min(
                (at for at in (entry.step.due_soon_at, entry.step.due_at) if at and at > now), default=NEVER
            )
            kept = self._kept[ticket_id] = KeptRow(now, until, self._row(entry, now))
        return kept.row

    def _row(self, entry: Entry, now: datetime) -> Row:
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
            "reason": " ".join(filter(None, (step.reason, self._places.get(facts.ticket_id)))),
            "noise": step.noise,
            "claim": self._claim(facts.ticket_id, now),
            "mismatches": list(entry.mismatches),
            "event_id": facts.event.id if facts.event else None,
            "links": {
                "ticket": self._office.ticket_link(facts.ticket_id),
                "thread": facts.thread.link if facts.thread else None,
                "issue": facts.issue.link if facts.issue else None,
            },
            "updated_at": instant(facts.updated_at),
        }

    def _claim(self, ticket_id: int, now: datetime) -> Row | None:
        claim = self._claims.get(ticket_id)
        return (
            {"person_id": claim.person_id, "until": claim.until}
            if claim and claim.until > instant(now)
            else None
        )

    def _assignee(self, facts: TicketFacts) -> str | None:
        if facts.assignee_id is None:
            return None
        return self._agents.get(facts.assignee_id, f"agent {facts.assignee_id}")


def facts_of(
    office: Office, ticket: Mirrored, agents: Mapping[int, str], companies: Mapping[int, str]
) -> TicketFacts:
    """Answer what the process needs to know of a mirrored ticket."""
    statuses = office.process.statuses
    return ticket_facts(
        ticket.row,
        ticket.conversation or [],
        statuses={number: status.means for number, status in statuses.items()},
        status_labels={number: status.label for number, status in statuses.items()},
        hub_fields=office.process.fields.hub,
        companies=companies,
        agents=agents,
        complete=ticket.conversation is not None,
    )


def _today(event: HubEvent | None, now: datetime) -> bool:
    return event is not None and event.starts_at - timedelta(hours=24) <= now < event.ends_at


def _view(name: str, now: datetime, you: Person | None, process: Process) -> Callable[[Entry], bool]:
    zone = ZoneInfo(you.zone if you else "UTC")
    today = now.astimezone(zone).date()
    agent = you.freshdesk_agent_id if you else None
    views: dict[str, Callable[[Entry], bool]] = {
        "all": lambda _: True,
        "mine": lambda entry: agent is not None and entry.facts.assignee_id == agent,
        "due_today": lambda entry: bool(
            entry.step.due_at and entry.step.due_at.astimezone(zone).date() <= today
        ),
        "engineer": lambda entry: entry.step.ball == "engineer",
        "mismatch": lambda entry: bool(entry.mismatches),
        "noise": lambda entry: entry.step.noise is not None,
        "stuck": lambda entry: bool(stuck(entry.facts, entry.step, process, now)),
    }
    if name not in views:
        raise UsageError(f"There is no view {name!r}.", f"Ask for one of: {', '.join(views)}.")
    return views[name]
