"""``--load``: rows of a real account's export, served as they are given.

Each line is ``{"stream": "tickets", "data": {...}}``. Values that nobody knows are kept. A row that can't be
used is named with its line, and the rest still loads; of two rows with one id the later one counts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from supporthub_ext.sandbox.freshdesk.account import Account
from supporthub_ext.sandbox.freshdesk.changes import second_of
from supporthub_ext.sandbox.freshdesk.people_rows import contact_row
from supporthub_ext.sandbox.freshdesk.records import NO_STATS, Ticket

Row = dict[str, Any]


# Rows that belong to a ticket, and where a ticket keeps them.
OF_TICKETS = {
    "conversations": "conversations",
    "satisfaction_ratings": "ratings",
    "time_entries": "time_entries",
}
# What else an account exports: kept, and served where the sandbox has an address for it.
OTHERS = (
    "business_hours",
    "canned_response_folders",
    "canned_responses",
    "discussion_categories",
    "discussion_comments",
    "discussion_forums",
    "discussion_topics",
    "email_configs",
    "email_mailboxes",
    "products",
    "roles",
    "scenario_automations",
    "settings",
    "skills",
    "sla_policies",
    "solution_articles",
    "solution_categories",
    "solution_folders",
    "surveys",
)


class Unusable(Exception):
    """A row can't be used; the message says why."""


def load(account: Account, path: Path) -> list[dict[str, Any]]:
    """Fill an account from a file; answer the rows that could not be used: ``line`` and ``why``.

    Raises
    ------
    OSError
        When the file can't be read.
    """
    loader = _Loader(account)
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                loader.take(number, line)
    loader.finish()
    return sorted(loader.problems, key=lambda one: int(one["line"]))


class _Loader:
    def __init__(self, account: Account) -> None:
        self._account = account
        self._tickets: dict[int, Ticket] = {}
        self._parts: list[tuple[int, str, Row]] = []
        self.problems: list[dict[str, Any]] = []
        self._tables = {
            "contacts": account.contacts,
            "companies": account.companies,
            "agents": account.agents,
            "groups": account.groups,
        }

    def take(self, number: int, line: bytes) -> None:
        """Take one line, or remember why not."""
        try:
            stream, row = _read(line)
            if stream in OTHERS:
                self._account.others.setdefault(stream, []).append(row)
                return
            _check_id(row)
            if stream in OF_TICKETS:
                self._parts.append((number, stream, row))
            elif stream == "tickets":
                self._take_ticket(row)
            elif stream == "ticket_fields":
                self._take_field(row)
            elif stream in self._tables:
                self._tables[stream][row["id"]] = row
            else:
                known = ", ".join(sorted([*self._tables, *OTHERS, *OF_TICKETS, "ticket_fields", "tickets"]))
                raise Unusable(f"the stream {stream!r} is not served here; known: {known}")
        except Unusable as problem:
            self.problems.append({"line": number, "why": str(problem)})

    def finish(self) -> None:
        """Give the parts to their tickets, and the tickets to the account."""
        for number, stream, row in self._parts:
            ticket_id = row.get("ticket_id") or 0
            ticket = self._tickets.get(ticket_id) or self._account.tickets.hold(ticket_id)
            if ticket is None:
                why = (
                    f"this row of {stream} belongs to ticket {row.get('ticket_id')}, which is not in the file"
                )
                self.problems.append({"line": number, "why": why})
            else:
                getattr(ticket, OF_TICKETS[stream]).append(row)
        self._account.tickets.load(list(self._tickets.values()))

    def _take_ticket(self, row: Row) -> None:
        now = self._account.now()
        created = second_of(row.get("created_at"), now)
        state = "spam" if row.get("spam") else "deleted" if row.get("deleted") else "listed"
        if row.get("archived"):
            state = "archived"
        stats = row.pop("stats", None) or dict(NO_STATS)
        talk = [one for one in row.pop("conversations", None) or [] if isinstance(one, dict)]
        self._know_requester(row)
        updated = second_of(row.get("updated_at"), created)
        self._tickets[row["id"]] = Ticket(row, stats, talk, state, created, updated)

    def _know_requester(self, row: Row) -> None:
        """Make a contact of an embedded requester, unless the account has that person."""
        person = row.get("requester")
        if isinstance(person, dict) and isinstance(person.get("id"), int):
            known = contact_row(person["id"], "", None, row.get("company_id"), str(row.get("created_at")))
            self._account.contacts.setdefault(person["id"], known | person)

    def _take_field(self, row: Row) -> None:
        others = [one for one in self._account.fields if one.get("name") != row.get("name")]
        self._account.fields = [*others, row]


def _read(line: bytes) -> tuple[str, Row]:
    try:
        entry = orjson.loads(line)
    except orjson.JSONDecodeError as problem:
        raise Unusable(f"this is no JSON: {problem}") from None
    if not isinstance(entry, dict) or not isinstance(entry.get("stream"), str):
        raise Unusable('a row is {"stream": "tickets", "data": {...}}')
    row = entry.get("data")
    if not isinstance(row, dict):
        raise Unusable("`data` is no object")
    return entry["stream"], row


def _check_id(row: Row) -> None:
    if not isinstance(row.get("id"), int) or isinstance(row["id"], bool):
        raise Unusable(f"`id` must be a whole number, not {row.get('id')!r}")
