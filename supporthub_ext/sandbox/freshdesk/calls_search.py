"""``/search/tickets``, ``/search/contacts``, ``/search/companies``."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from supporthub_ext.sandbox.freshdesk.account import Account
from supporthub_ext.sandbox.freshdesk.call import Call
from supporthub_ext.sandbox.freshdesk.errors import invalid, problem
from supporthub_ext.sandbox.freshdesk.search_query import Field, Test, Unreadable, parse
from supporthub_ext.sandbox.freshdesk.shapes import list_row

ROWS, LAST_PAGE = 30, 10
KINDS = {"custom_number": "number", "custom_checkbox": "yes_no", "custom_date": "date"}


def _plain(name: str, kind: str) -> Field:
    return Field(lambda row: row.get(name), kind)


TICKET_FIELDS = {
    "agent_id": _plain("responder_id", "number"),
    "group_id": _plain("group_id", "number"),
    "priority": _plain("priority", "number"),
    "status": _plain("status", "number"),
    "tag": _plain("tags", "list"),
    "type": _plain("type", "text"),
    "due_by": _plain("due_by", "date"),
    "fr_due_by": _plain("fr_due_by", "date"),
    "created_at": _plain("created_at", "date"),
    "updated_at": _plain("updated_at", "date"),
}
CONTACT_FIELDS = {
    "active": _plain("active", "yes_no"),
    "company_id": _plain("company_id", "number"),
    "email": _plain("email", "text"),
    "mobile": _plain("mobile", "text"),
    "phone": _plain("phone", "text"),
    "tag": _plain("tags", "list"),
    "created_at": _plain("created_at", "date"),
    "updated_at": _plain("updated_at", "date"),
}
COMPANY_FIELDS = {
    "domain": _plain("domains", "list"),
    "created_at": _plain("created_at", "date"),
    "updated_at": _plain("updated_at", "date"),
}


class Search(Call):
    """A search: its query is read by a grammar, its answer is thirty rows and how many there are."""

    known = frozenset({"query", "page"})

    def test(self, fields: Callable[[str], Field | None]) -> Test:
        """Answer the test of a row that the query makes.

        Raises
        ------
        Refusal
            400, when it follows no grammar.
        """
        try:
            return parse(self.argument("query", ""), fields)
        except Unreadable as why:
            raise invalid([problem("query", str(why), "invalid_value")]) from None

    def place(self) -> int:
        """Answer where the page begins; there are ten pages."""
        return (self.number("page", 1, 1, LAST_PAGE) - 1) * ROWS


class SearchTickets(Search):
    """``GET /search/tickets?query="..."``: rows with their descriptions, as the index knows them."""

    def on_get(self) -> dict[str, Any]:
        """Answer the newest tickets first."""
        account, start = self.account, self.place()
        self.test(lambda name: ticket_field(account, name))
        account.tickets.index.catch_up(account.now())
        found = _find(account, self.argument("query", ""), account.tickets.index.version)
        shown = [list_row(account, one, ["description"]) for one in found[start : start + ROWS]]
        return {"total": len(found), "results": shown}


def ticket_field(account: Account, name: str) -> Field | None:
    """Answer a field of the search; custom ones by their kind."""
    custom = account.field(name)
    if name in TICKET_FIELDS or custom is None or custom.get("default"):
        return TICKET_FIELDS.get(name)
    kind = KINDS.get(str(custom.get("type")), "text")
    return Field(lambda row: (row.get("custom_fields") or {}).get(name), kind)


@lru_cache(maxsize=4)
def _find(account: Account, query: str, version: int) -> list[int]:
    """Answer ids, the newest first; remembered, so that ten pages cost one search."""
    del version
    test = parse(query, lambda name: ticket_field(account, name))
    return sorted((one for one, row in account.tickets.indexed() if test(row)), reverse=True)


class SearchContacts(Search):
    """``GET /search/contacts?query="..."``."""

    def on_get(self) -> dict[str, Any]:
        """Answer contacts by id."""
        test, start = self.test(CONTACT_FIELDS.get), self.place()
        found = [one for one in self.account.contacts.values() if test(one)]
        return {"total": len(found), "results": found[start : start + ROWS]}


class SearchCompanies(Search):
    """``GET /search/companies?query="..."``."""

    def on_get(self) -> dict[str, Any]:
        """Answer companies by id."""
        test, start = self.test(COMPANY_FIELDS.get), self.place()
        found = [one for one in self.account.companies.values() if test(one)]
        return {"total": len(found), "results": found[start : start + ROWS]}
