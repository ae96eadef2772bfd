"""FreshDesk's API v2: reads rows as they are, unknown fields and all, and sends writes once.

What a call costs of the account's credits is in its docstring. The list is read without ``include``: a page
of 100 tickets costs one credit, with requester and stats it would be five, at every refresh. Communities have
their names from ``companies()``, requesters from the view, which is read once for every live ticket anyway.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from supporthub_ext.errors import ServiceRefused, ServiceUnreadable
from supporthub_ext.services.freshdesk_calls import Calls
from supporthub_ext.services.freshdesk_limits import RateUsage
from supporthub_ext.services.freshdesk_pages import LAST_PAGE, PAGE_SIZE, Page, Read, Row
from supporthub_ext.services.freshdesk_walk import walk
from supporthub_ext.services.transport import PATIENCE_S, Transport

WHOLE = ("conversations", "requester", "company")  # what the desk shows of a ticket besides its own fields
OLDEST_FIRST = {"order_by": "updated_at", "order_type": "asc"}
# Below this many credits a minute FreshDesk grants at most a hundred lists: reading ahead would win nothing,
# while pages that come one after another are stored as they come.
READS_AHEAD_FROM = 700
MOST_PAGES = 500  # FreshDesk advises against going further


class FreshDesk:
    """One FreshDesk account, as the agent whose key it is.

    Parameters
    ----------
    url
        Its root, such as ``https://team.freshdesk.com``; https, or http on this machine.
    api_key
        The agent's key. It shows in no repr, log or error.
    timeout_s
        How long to wait for an answer, in seconds.
    last_page
        The highest page number that ``GET /tickets`` serves.

    Raises
    ------
    ConfigurationError
        When the URL is neither https nor on this machine.
    """

    def __init__(
        self, url: str, api_key: str, *, timeout_s: float = PATIENCE_S, last_page: int = LAST_PAGE
    ) -> None:
        self._transport = Transport("freshdesk", "FreshDesk", url, (api_key, "X"), timeout_s)
        self._calls = Calls(self._transport)
        self._last_page = last_page

    def __repr__(self) -> str:
        return f"FreshDesk({self._transport.root!r})"

    @property
    def usage(self) -> RateUsage:
        """What FreshDesk's last answer said of its limit; ``total`` is None for an account without one."""
        return self._calls.usage

    def ticket_link(self, ticket_id: int) -> str:
        """Answer where FreshDesk shows a ticket to an agent."""
        return f"{self._transport.root}/a/tickets/{ticket_id}"

    async def close(self) -> None:
        """Close every connection."""
        await self._transport.close()

    # -- reading; every one raises ServiceError when FreshDesk does not answer, or not readably -----------

    async def me(self) -> Row:
        """Answer the agent whose key this is: the check of our credentials. One credit.

        Raises
        ------
        ServiceRefused
            When the key is wrong or withdrawn.
        """
        return await self._calls.row("agents/me")

    async def ticket(self, ticket_id: int, include: Sequence[str] = WHOLE) -> Row:
        """Answer one ticket with its description. One credit, and one for each ``include``.

        Embedded ``conversations`` are the first ten at most.

        Raises
        ------
        ServiceMissing
            When it does not exist, or is archived.
        """
        return await self._calls.row(
            f"tickets/{ticket_id}", {"include": ",".join(include)} if include else {}
        )

    async def conversations(self, ticket_id: int) -> list[Row]:
        """Answer a ticket's whole conversation, oldest entry first. One credit for each hundred entries.

        Raises
        ------
        ServiceMissing
            When the ticket does not exist, or is archived.
        """
        return await self._all(f"tickets/{ticket_id}/conversations")

    def tickets_since(self, since: datetime) -> AsyncIterator[list[Row]]:
        """Answer all tickets that changed since an instant, page by page, oldest change first.

        No ticket is lost, whatever happens to it or to others meanwhile; one may come twice. When a page
        comes, everything that changed before it has come already. One credit a page of 100.
        """
        return walk(self._pages_of({}), since, ahead=self._may_read_ahead, last_page=self._last_page)

    async def hidden_tickets(self, kind: Literal["spam", "deleted"], since: datetime) -> list[Row]:
        """Answer the tickets that were hidden as spam or deleted, as far as they changed since an instant."""
        pages = walk(self._pages_of({"filter": kind}), since, ahead=lambda: False, last_page=self._last_page)
        return list({row["id"]: row async for page in pages for row in page}.values())

    async def agents(self) -> list[Row] | None:
        """Answer all agents, or None when the key is not an administrator's. One credit for each hundred."""
        try:
            return await self._all("agents")
        except ServiceRefused as problem:
            if problem.status != 403:
                raise
            return None

    async def companies(self) -> list[Row]:
        """Answer all companies, our communities. One credit for each hundred."""
        return await self._all("companies")

    async def contacts(self) -> list[Row]:
        """Answer all contacts; blocked and deleted ones are left out, as FreshDesk does."""
        return await self._all("contacts")

    async def ticket_fields(self) -> list[Row]:
        """Answer the account's ticket fields, among them its own statuses. One credit."""
        return (await self._calls.page("ticket_fields", {})).rows

    # -- writing; each is sent once, and a ServiceError says with ``stored`` if it may have arrived --------

    async def reply(self, ticket_id: int, html: str, cc_emails: Sequence[str] = ()) -> Row:
        """Mail a public reply to the requester, and to whoever is given for a copy."""
        copies = {"cc_emails": list(cc_emails)} if cc_emails else {}
        return await self._calls.send("POST", f"tickets/{ticket_id}/reply", {"body": html, **copies})

    async def note(self, ticket_id: int, html: str, private: bool = True) -> Row:
        """Add a note. A private one is seen by agents alone."""
        return await self._calls.send(
            "POST", f"tickets/{ticket_id}/notes", {"body": html, "private": private}
        )

    async def update(self, ticket_id: int, fields: Mapping[str, Any]) -> Row:
        """Change fields of a ticket. Due dates in the answer may be old: read the ticket again for them."""
        return await self._calls.send("PUT", f"tickets/{ticket_id}", fields)

    # -- pages -----------------------------------------------------------------------------------------

    def _pages_of(self, query: Mapping[str, str]) -> Read:
        async def read(since: datetime, number: int) -> Page:
            start = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            place = {"updated_since": start, "page": number, "per_page": PAGE_SIZE}
            return await self._calls.page("tickets", {**query, **OLDEST_FIRST, **place}, listing=True)

        return read

    def _may_read_ahead(self) -> bool:
        total = self.usage.total
        return total is None or total >= READS_AHEAD_FROM

    async def _all(self, path: str) -> list[Row]:
        """Answer the rows of all pages of a list, each record once."""
        found: dict[int, Row] = {}
        for number in range(1, MOST_PAGES + 1):
            page = await self._calls.page(path, {"page": number, "per_page": PAGE_SIZE})
            found |= {row["id"]: row for row in page.rows}
            if not page.more:
                return list(found.values())
        raise ServiceUnreadable(f"FreshDesk's list of {path} does not come to an end.", service="freshdesk")
