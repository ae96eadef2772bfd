"""What we know of a ticket beside FreshDesk: impact, asks, thread, issue, events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from supporthub_ext.actions.asks import asks_of
from supporthub_ext.actions.elsewhere import Elsewhere, Row
from supporthub_ext.actions.office import Office
from supporthub_ext.models import Ask, HubEvent, Issue, Person, TeamMessage, Thread, TicketFacts
from supporthub_ext.process.case import DONE
from supporthub_ext.process.hub_events import hub_key
from supporthub_ext.process.impact import Assessment, assess
from supporthub_ext.process.rota import on_now
from supporthub_ext.store.ledger import Entry, Kind

SAID: tuple[Kind, ...] = ("impact", "asked", "told", "needs")
"""Kinds of lines that a steward's deeds leave on a ticket."""


class Knowledge:
    """Adds to a ticket's facts what FreshDesk does not know.

    Parameters
    ----------
    office, elsewhere
        The ledger and the roster, and what Slack and GitHub said.
    """

    def __init__(self, office: Office, elsewhere: Elsewhere) -> None:
        self._office = office
        self._elsewhere = elsewhere
        self.knows_thread = False
        self.knows_issue = False
        self.events: Mapping[str, HubEvent] = {}  # by `hub_key`, the one that is on or next
        self._said: dict[int, list[Entry]] = {}
        self._asks: dict[int, list[Ask]] = {}
        self._on_duty = lru_cache(maxsize=512)(self._who_was_on)

    def look(self) -> None:
        """Read the ledger anew; called before a batch of facts."""
        self._said = {}
        for kind in SAID:
            for entry in self._office.ledger.all(kind):
                self._said.setdefault(entry.ticket_id or 0, []).append(entry)
        self._asks = {}
        for ask in asks_of(self._office):
            self._asks.setdefault(ask.ticket_id, []).append(ask)
        self._on_duty.cache_clear()

    def add(self, facts: TicketFacts, row: Row) -> TicketFacts:
        """Answer a ticket's facts with everything else that is known.

        Parameters
        ----------
        facts, row
            What FreshDesk's row says, decoded and as it came.
        """
        said = self._said.get(facts.ticket_id, [])
        about = {entry.document.get("about") for entry in said if entry.kind == "asked"}
        return replace(
            facts,
            kind=self._office.process.kind_of_type(row.get("type")),
            impact=self.impact(facts.ticket_id).level,
            impact_asked_at=_last(said, "asked", "impact") if "impact" in about else None,
            questions_at=_last(said, "asked"),
            told_resolved_at=_last(said, "told") or _resolved_at(row),
            needs=next((entry.document["needs"] for entry in reversed(said) if entry.kind == "needs"), None),
            asks=tuple(self._asks_of(facts.ticket_id)),
            thread=self._thread(self._elsewhere.thread(facts.ticket_id), facts),
            issue=self._issue(self._elsewhere.issue(facts.ticket_id), facts),
            event=self.events.get(hub_key(facts.hub or "")),
            knows_thread=self.knows_thread,
            knows_issue=self.knows_issue,
        )

    def impact(self, ticket_id: int) -> Assessment:
        """Answer how badly users are hit, from the newest answers; unknown ones do not undo known ones."""
        answers: dict[str, Any] = {}
        for entry in self._said.get(ticket_id, ()):
            if entry.kind == "impact":
                answers |= {name: one for name, one in entry.document["answers"].items() if one}
        return assess(self._office.process.impact, answers)

    def busy_hubs(self, now: datetime) -> frozenset[str]:
        """Answer the hubs that a steward marked as busy until later than now."""
        found = (entry.document for entry in self._office.ledger.all("busy"))
        return frozenset(one["hub"] for one in found if datetime.fromisoformat(one["until"]) > now)

    def _asks_of(self, ticket_id: int) -> Iterator[Ask]:
        """Answer who was asked about a ticket, and about what was merged into it."""
        for one in (*sorted(self._elsewhere.merged_into(ticket_id)), ticket_id):
            yield from self._asks.get(one, ())

    # -- Slack and GitHub ------------------------------------------------------------------------------

    def _thread(self, found: Row | None, facts: TicketFacts) -> Thread | None:
        if found is None:
            return None
        ended_at = _of_ts(found["ended_ts"]) if found["ended_ts"] else None
        if not found["ours"] and facts.status in DONE:
            ended_at = ended_at or facts.updated_at  # a thread that a person opened ends with its ticket
        return Thread(
            link=found["link"],
            messages=tuple(self._spoken(one) for one in found["messages"]),
            started_at=_of_ts(found["ts"]),
            ended_at=ended_at,
        )

    def _spoken(self, message: Row) -> TeamMessage:
        at = _of_ts(message["ts"])
        person = self._person(slack_id=message["user"])
        name = person.name if person else None
        ours = message["bot"] or (person is not None and person.id in self._on_duty(at.date()))
        return TeamMessage(at, name, message["text"], ours, f"thread message {message['ts']}")

    def _issue(self, found: Row | None, facts: TicketFacts) -> Issue | None:
        if found is None:
            return None
        live = self._office.mirror.live(self._office.done_statuses) if facts.status in DONE else ()
        item = self._elsewhere.item(found["number"])
        return Issue(
            link=found["link"],
            state=found["state"],
            opened_at=datetime.fromisoformat(found["opened_at"]),
            closed_at=datetime.fromisoformat(found["closed_at"]) if found["closed_at"] else None,
            assignees=tuple(found["assignees"]),
            status=item["status"] if item else None,
            status_since=_since(item),
            sprint=item["sprint"] if item else None,
            comments=tuple(self._commented(one) for one in found["comments"]),
            needed_by_others=self._elsewhere.needed_by_others(facts.ticket_id, found["number"], live),
        )

    def _commented(self, comment: Row) -> TeamMessage:
        at = datetime.fromisoformat(comment["at"])
        person = self._person(github_login=comment["author"])
        ours = comment["ours"] or (person is not None and person.id in self._on_duty(at.date()))
        outsider = person is None and not comment["ours"]
        name = person.name if person else comment["author"]
        return TeamMessage(at, name, comment["text"], ours, f"comment {comment['id']}", outsider)

    def _person(self, slack_id: str | None = None, github_login: str | None = None) -> Person | None:
        login = (github_login or "").lower()
        for person in self._office.roster.people:
            if slack_id and person.slack_id == slack_id:
                return person
            if login and (person.github_login or "").lower() == login:
                return person
        return None

    def _who_was_on(self, day: Any) -> frozenset[str]:
        """Answer who sat in a seat on a day: their words in a thread are ours, an engineer's are not."""
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        return frozenset(
            seat.person_id for seat in on_now(self._office.rota(), noon).seats if seat is not None
        )


def _last(said: Iterable[Entry], kind: str, about: str | None = None) -> datetime | None:
    """Answer when a kind of entry was written last, UTC, in whole seconds as FreshDesk tells its times."""
    times = (
        datetime.fromisoformat(entry.written_at).replace(microsecond=0)
        for entry in said
        if entry.kind == kind and (about is None or entry.document.get("about") == about)
    )
    return max(times, default=None)


def _resolved_at(row: Row) -> datetime | None:
    """Answer when FreshDesk says that the ticket was set Resolved or Closed, if it said so."""
    stats = row.get("stats") or {}
    times = [stats.get("resolved_at"), stats.get("closed_at")]
    found = [datetime.fromisoformat(str(one)) for one in times if one]
    return max(found, default=None)


def _since(item: Row | None) -> datetime | None:
    """Answer when we saw an item move to its column, or None."""
    since = item.get("status_since") if item else None
    return datetime.fromisoformat(since) if since else None


def _of_ts(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)
