"""The live tickets in memory: what is known of each, its next step, and what contradicts what about it.

A next step is computed when a fact of its ticket changes, never stored as truth.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from supporthub_ext.actions.knowledge import Knowledge
from supporthub_ext.actions.mismatch import mismatches
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.refresh import Refresher
from supporthub_ext.models import NextStep, TicketFacts
from supporthub_ext.process.case import DONE
from supporthub_ext.process.nextstep import next_step
from supporthub_ext.services.freshdesk_rows import ticket_facts
from supporthub_ext.store.mirror import Mirrored

IN_ONE_QUERY = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A ticket, what the process knows of it, and what it asks for. ``mismatches`` are codes."""

    facts: TicketFacts
    step: NextStep
    mismatches: tuple[str, ...]


class Entries:
    """Every ticket that may need something, by id.

    Parameters
    ----------
    office, refresher, knowledge
        Where FreshDesk's facts stand, what tells which of them moved, and what else is known.
    """

    def __init__(self, office: Office, refresher: Refresher, knowledge: Knowledge) -> None:
        self._office = office
        self._refresher = refresher
        self._knowledge = knowledge
        self._live: dict[int, Entry] = {}
        self.agents: Mapping[int, str] = {}
        self._companies: Mapping[int, str] = {}
        refresher.changed |= self._wanted()
        refresher.names_changed = True

    def __getitem__(self, ticket_id: int) -> Entry:
        return self._live[ticket_id]

    def items(self) -> Iterator[tuple[int, Entry]]:
        """Answer every live ticket's id and entry."""
        yield from self._live.items()

    def catch_up(self) -> set[int]:
        """Compute anew what moved since this was called last; answer the tickets that did."""
        moved = set(self._refresher.changed)
        if self._refresher.names_changed:
            moved |= set(self._live)
        self._refresher.changed.clear()
        self._refresher.names_changed = False
        if moved:
            self._make_anew(sorted(moved))
        return moved

    def any(self, ticket_id: int) -> Entry | None:
        """Answer a ticket's entry, also of one that is done; None when it is not here."""
        if ticket_id in self._live:
            return self._live[ticket_id]
        ticket = next(iter(self._office.mirror.get([ticket_id])), None)
        return self._make(ticket) if ticket and not ticket.hidden else None

    def facts(self, ticket: Mirrored) -> TicketFacts:
        """Answer everything that is known of a ticket now."""
        self._look()
        return self._facts(ticket)

    def _make_anew(self, moved: list[int]) -> None:
        self._look()
        wanted = self._wanted()
        for first in range(0, len(moved), IN_ONE_QUERY):
            batch = moved[first : first + IN_ONE_QUERY]
            for id_ in batch:
                self._live.pop(id_, None)
            for ticket in self._office.mirror.get([id_ for id_ in batch if id_ in wanted]):
                entry = self._make(ticket)
                if ticket.hidden is None and not (entry.facts.status in DONE and entry.step.step == "wait"):
                    self._live[ticket.id] = entry

    def _look(self) -> None:
        """Read the names and the ledger anew."""
        self.agents, self._companies = self._office.agent_names(), self._office.mirror.names("company")
        self._knowledge.look()

    def _wanted(self) -> set[int]:
        """Answer the tickets that may need something: live ones, and done ones with a loose end elsewhere."""
        return set(self._office.mirror.live(self._office.done_statuses)) | self._office.elsewhere.loose_ends()

    def _make(self, ticket: Mirrored) -> Entry:
        facts = self._facts(ticket)
        found = tuple(one.code for one in mismatches(self._office, facts))
        return Entry(facts, next_step(facts, self._office.process), found)

    def _facts(self, ticket: Mirrored) -> TicketFacts:
        return self._knowledge.add(facts_of(self._office, ticket, self.agents, self._companies), ticket.row)


def facts_of(
    office: Office, ticket: Mirrored, agents: Mapping[int, str], companies: Mapping[int, str]
) -> TicketFacts:
    """Answer what FreshDesk's row and conversation say of a mirrored ticket."""
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
