"""Mirror -> rows in the order to work in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from supporthub_ext.actions.entries import Entries, Entry
from supporthub_ext.actions.knowledge import Knowledge
from supporthub_ext.actions.mismatch import loose_threads
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.queue_views import view as let_through
from supporthub_ext.actions.refresh import Refresher
from supporthub_ext.actions.rows import Row, Rows
from supporthub_ext.models import HubEvent, Person, TicketFacts
from supporthub_ext.process.one_cause import one_cause
from supporthub_ext.process.queue_order import Waiting, order
from supporthub_ext.store.documents import instant

STALE_AFTER = timedelta(minutes=2)
ORDER_KEPT = timedelta(minutes=1)  # time alone moves tickets on the order of hours


class Queue:
    """The live tickets, in the order to work in.

    Parameters
    ----------
    office, refresher, knowledge
        Where FreshDesk's facts stand, what tells which of them moved, and what else is known.
    """

    def __init__(self, office: Office, refresher: Refresher, knowledge: Knowledge) -> None:
        self._office = office
        self._refresher = refresher
        self._knowledge = knowledge
        self._entries = Entries(office, refresher, knowledge)
        self._rows = Rows(office)
        self._order: list[int] = []
        self._ordered_at: datetime | None = None
        self.facts = self._entries.facts

    def answer(self, now: datetime, view: str | None, you: Person | None) -> Row:
        """Answer what ``GET queue`` shows.

        Parameters
        ----------
        now
            The present moment, UTC.
        view
            One of the quick views, or None for all.
        you
            Who looks; ``mine`` needs it.

        Raises
        ------
        UsageError
            For a view that does not exist.
        """
        entries = self.in_order(now)
        self._rows.look(now)
        wanted = let_through(view or "all", now, you, self._office.process)
        rows = [self._rows.row(entry, now) for entry in entries if wanted(entry)]
        return self.standing(now, you) | {"tickets": rows, "loose_threads": loose_threads(self._office, now)}

    def standing(self, now: datetime, you: Person | None) -> Row:
        """Answer how old the queue is and what is wrong with it."""
        refresher = self._refresher
        problem = refresher.trouble
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

    def in_order(self, now: datetime) -> list[Entry]:
        """Answer every live ticket in the order to work in."""
        self._put_in_order(now)
        return [self._entries[id_] for id_ in self._order]

    def entry(self, ticket_id: int) -> Entry | None:
        """Answer a ticket's facts and next step, also of one that is done; None when it is not here."""
        self._catch_up()
        return self._entries.any(ticket_id)

    def row(self, ticket_id: int, now: datetime) -> Row | None:
        """Answer one ticket's row, or None."""
        self._put_in_order(now)
        self._rows.look(now)
        entry = self._entries.any(ticket_id)
        return self._rows.row(entry, now) if entry else None

    def same_hub(self, facts: TicketFacts) -> list[Row]:
        """Answer the other live tickets of a ticket's hub; of its community where it names no hub."""
        place = "hub" if facts.hub else "community"
        wanted = getattr(facts, place)
        return [
            {"ticket_id": id_, "subject": entry.facts.subject, "next_step": entry.step.step}
            for id_, entry in self._entries.items()
            if wanted and id_ != facts.ticket_id and getattr(entry.facts, place) == wanted
        ]

    # -- order -----------------------------------------------------------------------------------------

    def _catch_up(self) -> None:
        if self._entries.catch_up():
            self._ordered_at = None

    def _put_in_order(self, now: datetime) -> None:
        """Order the queue anew when a fact changed, or some time went by, in either direction."""
        self._catch_up()
        if self._ordered_at is not None and abs(now - self._ordered_at) < ORDER_KEPT:
            return
        placed = order(self._waiting(now), now, self._office.process)
        self._order = [place.ticket_id for place in placed]
        self._rows.places = {place.ticket_id: place.reason for place in placed}
        self._rows.agents = self._entries.agents
        self._rows.forget()
        self._ordered_at = now

    def _waiting(self, now: datetime) -> Iterator[Waiting]:
        """Answer every entry with what lifts it: an event, a busy hub, several tickets of one hub at once."""
        entries = list(self._entries.items())
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

    def _progress(self) -> dict[str, Any]:
        count, waiting = self._office.mirror.count(), len(self._office.mirror.wanted())
        read = f"{count:,} tickets read, {waiting:,} conversations still to read"
        return {"tickets": count, "text": read if count else "Calling FreshDesk"}


def _today(event: HubEvent | None, now: datetime) -> bool:
    return event is not None and event.starts_at - timedelta(hours=24) <= now < event.ends_at
