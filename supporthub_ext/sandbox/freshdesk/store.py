"""Every ticket of the account, in the orders that lists need.

Invented tickets are told anew at each reading; a ticket is kept from the moment that somebody touches it.
``updated_at`` never goes back, whatever the clock does.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from supporthub_ext.sandbox.freshdesk.records import Ticket
from supporthub_ext.sandbox.freshdesk.search_index import SearchIndex
from supporthub_ext.sandbox.freshdesk.stamps import stamp
from supporthub_ext.sandbox.freshdesk.talk import FIRST_ID
from supporthub_ext.sandbox.freshdesk.telling import Teller


class Tickets:
    """The tickets. ``version`` changes with every change, so that orders can be remembered until then."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self.version = 0
        self._kept: dict[int, Ticket] = {}
        history = teller.history
        listed = [ticket_id for ticket_id in history.ids if ticket_id not in history.hidden]
        first = history.ids.start
        self._updated = sorted((history.updated[one - first], one) for one in listed)
        self._created = sorted((history.created[one - first], one) for one in listed)
        self._hidden: dict[int, str] = dict(history.hidden)
        self.index = SearchIndex()

    def indexed(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Answer id and row of every ticket that the search knows, as it knows it."""
        history = self.teller.history
        listed = (one for one in history.ids if one not in history.hidden)
        return self.index.rows(listed, self.teller.row)

    def get(self, ticket_id: int) -> Ticket | None:
        """Answer a ticket to look at, whatever its state; None where there is none."""
        if (kept := self._kept.get(ticket_id)) is not None:
            return kept
        return self.teller.ticket(ticket_id) if ticket_id in self.teller.history.ids else None

    def hold(self, ticket_id: int) -> Ticket | None:
        """Answer a ticket to change: from now on it is kept."""
        found = self.get(ticket_id)
        if found is not None:
            self._kept[ticket_id] = found
        return found

    def is_kept(self, ticket_id: int) -> bool:
        """Answer whether somebody touched or loaded the ticket; others are as they were invented."""
        return ticket_id in self._kept

    def row(self, ticket_id: int) -> dict[str, Any]:
        """Answer the row of a ticket that exists; cheap, without its texts where it was invented."""
        kept = self._kept.get(ticket_id)
        return kept.row if kept is not None else self.teller.row(ticket_id)

    def stats(self, ticket_id: int) -> dict[str, Any]:
        """Answer FreshDesk's own figures about a ticket that exists."""
        kept = self._kept.get(ticket_id)
        return kept.stats if kept is not None else self.teller.stats(ticket_id)

    def ticket_of_entry(self, entry_id: int) -> int | None:
        """Answer the id of the ticket to which an entry of a conversation belongs."""
        invented = (entry_id - FIRST_ID) // 100
        if invented in self.teller.history.ids:
            return invented
        kept = self._kept.values()
        return next((one.id for one in kept if any(row["id"] == entry_id for row in one.conversations)), None)

    def times(self, ticket_id: int) -> tuple[int, int]:
        """Answer when a ticket that exists was created and updated, as epoch seconds."""
        kept = self._kept.get(ticket_id)
        if kept is not None:
            return kept.created, kept.updated
        one = self.teller.history.beginning(ticket_id)
        return one.created, one.updated

    def watched_by(self, agent_id: int) -> set[int]:
        """Answer the ids of the tickets that an agent watches."""
        return {one.id for one in self._kept.values() if agent_id in one.watchers}

    def ratings(self) -> list[dict[str, Any]]:
        """Answer every answer to a survey since the beginning."""
        return [row for one in self._kept.values() for row in one.ratings]

    def time_entries(self) -> list[dict[str, Any]]:
        """Answer every time entry."""
        return [row for one in self._kept.values() for row in one.time_entries]

    def add(self, ticket: Ticket) -> None:
        """Store a new ticket, or one in the place of another with the same id."""
        self.add_all([ticket])
        self.index.note(ticket.updated, ticket.id, ticket.row)

    def load(self, tickets: list[Ticket]) -> None:
        """Store tickets that were there before anybody looked."""
        self.add_all(tickets)
        for ticket in tickets:
            self.index.know(ticket.id, ticket.row if ticket.state == "listed" else None)

    def add_all(self, tickets: list[Ticket]) -> None:
        """Store many tickets at once."""
        for ticket in tickets:
            if (old := self.get(ticket.id)) is not None:
                self._forget(old)
            self._kept[ticket.id] = ticket
            if ticket.state != "listed":
                self._hidden[ticket.id] = ticket.state
        listed = [one for one in tickets if one.state == "listed"]
        self._updated = sorted(self._updated + [(one.updated, one.id) for one in listed])
        self._created = sorted(self._created + [(one.created, one.id) for one in listed])
        self.version += 1

    def touch(self, ticket: Ticket, at: int) -> None:
        """Say that a kept ticket was changed at a moment."""
        self._forget(ticket)
        ticket.updated = max(ticket.updated, at)
        ticket.row["updated_at"] = stamp(ticket.updated)
        self._remember(ticket)
        self.index.note(at, ticket.id, ticket.row if ticket.state == "listed" else None)

    def move(self, ticket: Ticket, state: str, at: int) -> None:
        """Give a kept ticket another state: listed, spam, deleted, merged or archived."""
        self._forget(ticket)
        ticket.state = state
        ticket.row["spam"] = state == "spam"
        ticket.row.pop("deleted", None)
        if state == "deleted":
            ticket.row["deleted"] = True
        self._remember(ticket)
        self.touch(ticket, at)

    def updated_ids(self, since: int) -> list[int]:
        """Answer the ids of listed tickets changed at or after an epoch second, the oldest change first."""
        return [one for _, one in self._updated[bisect_left(self._updated, (since, 0)) :]]

    def created_ids(self, since: int) -> list[int]:
        """Answer the ids of listed tickets created at or after an epoch second, the oldest first."""
        return [one for _, one in self._created[bisect_left(self._created, (since, 0)) :]]

    def hidden_ids(self, state: str) -> list[int]:
        """Answer the ids of tickets that are spam, deleted, merged or archived."""
        return sorted(one for one, its in self._hidden.items() if its == state)

    def matching(self, ids: Iterable[int], fits: Callable[[dict[str, Any]], bool]) -> Iterator[int]:
        """Answer those ids whose rows fit. Tells each invented one, so it takes its time with many."""
        return (one for one in ids if fits(self.row(one)))

    def next_id(self) -> int:
        """Answer a number that no ticket has had."""
        return max(self.teller.history.ids.stop, max(self._kept, default=0) + 1)

    def _forget(self, ticket: Ticket) -> None:
        self.version += 1
        self._hidden.pop(ticket.id, None)
        for order, second in ((self._updated, ticket.updated), (self._created, ticket.created)):
            place = bisect_left(order, (second, ticket.id))
            if order[place : place + 1] == [(second, ticket.id)]:
                del order[place]

    def _remember(self, ticket: Ticket) -> None:
        if ticket.state != "listed":
            self._hidden[ticket.id] = ticket.state
            return
        insort(self._updated, (ticket.updated, ticket.id))
        insort(self._created, (ticket.created, ticket.id))
