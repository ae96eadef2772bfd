"""A ticket as lists and views show it."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.freshdesk.account import Account
from supporthub_ext.sandbox.freshdesk.attachments import with_links
from supporthub_ext.sandbox.freshdesk.records import Ticket

INCLUDED = ("requester", "company", "stats", "conversations")  # a loaded row may bring them along
ONLY_IN_A_VIEW = ("description", "description_text", "attachments")
FIRST_CONVERSATIONS = 10


def list_row(account: Account, ticket_id: int, includes: list[str]) -> dict[str, Any]:
    """Answer a ticket's row of a list: without its description, unless that is included."""
    whole = account.tickets.get(ticket_id) if "description" in includes else None
    row = whole.row if whole is not None else account.tickets.row(ticket_id)
    stats = account.tickets.stats(ticket_id) if "stats" in includes else {}
    left_out = ("attachments",) if "description" in includes else ONLY_IN_A_VIEW
    shown = {key: value for key, value in row.items() if key not in left_out and key not in INCLUDED}
    return shown | _included(account, row, stats, includes)


def view(account: Account, ticket: Ticket, includes: list[str]) -> dict[str, Any]:
    """Answer all of a ticket; ``conversations`` brings the first ten."""
    shown = {key: value for key, value in ticket.row.items() if key not in INCLUDED}
    if "attachments" in shown:
        shown["attachments"] = with_links(account.world, shown["attachments"])
    if "conversations" in includes:
        talk = in_order(ticket)[:FIRST_CONVERSATIONS]
        shown["conversations"] = [conversation(account, one) for one in talk]
    return shown | _included(account, ticket.row, ticket.stats, includes)


def conversation(account: Account, row: dict[str, Any]) -> dict[str, Any]:
    """Answer one entry of a conversation."""
    if not row.get("attachments"):
        return row
    return row | {"attachments": with_links(account.world, row["attachments"])}


def in_order(ticket: Ticket) -> list[dict[str, Any]]:
    """Answer a ticket's conversation, the oldest entry first."""
    return sorted(ticket.conversations, key=lambda one: str(one.get("created_at") or ""))


def _included(
    account: Account, row: dict[str, Any], stats: dict[str, Any], includes: list[str]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "stats" in includes:
        found["stats"] = stats
    if "requester" in includes:
        found["requester"] = account.person(row.get("requester_id")) or row.get("requester")
    if "company" in includes:
        company = account.companies.get(row.get("company_id") or 0)
        found["company"] = (
            {"id": company["id"], "name": company.get("name")} if company else row.get("company")
        )
    return found
