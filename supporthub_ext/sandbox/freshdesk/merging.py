"""Merging tickets: the others close, say where they went, and leave all lists."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.freshdesk.account import Account
from supporthub_ext.sandbox.freshdesk.changes import add_note, change_ticket
from supporthub_ext.sandbox.freshdesk.markup import wrapped
from supporthub_ext.sandbox.freshdesk.numbers import CLOSED
from supporthub_ext.sandbox.freshdesk.records import Ticket


def merge(
    account: Account, primary: Ticket, others: list[Ticket], wish: dict[str, Any], agent_id: int
) -> None:
    """Merge others into a primary ticket; ``wish`` may say the notes on both sides.

    Unverified: whether the entries of a secondary ticket move. Here they stay where they were.
    """
    at = account.now()
    numbers = ", ".join(str(one.id) for one in others)
    came = f"Ticket(s) {numbers} merged into this one."
    _note(account, primary, wish.get("note_in_primary"), came, agent_id)
    for one in others:
        said = f"This ticket is closed and merged into ticket {primary.id}"
        _note(account, one, wish.get("note_in_secondary"), said, agent_id)
        if one.row.get("status") != CLOSED:
            change_ticket(account, one, {"status": CLOSED}, at)
        account.tickets.move(one, "merged", at)
    if wish.get("convert_recepients_to_cc"):
        people = (account.person(one.row.get("requester_id")) for one in others)
        mails = [one["email"] for one in people if one and one.get("email")]
        copies = list(dict.fromkeys((primary.row.get("cc_emails") or []) + mails))
        change_ticket(account, primary, {"cc_emails": copies, "reply_cc_emails": copies}, at)


def _note(account: Account, ticket: Ticket, wish: Any, otherwise: str, agent_id: int) -> None:
    wish = wish if isinstance(wish, dict) else {}
    body = wrapped(str(wish.get("body") or otherwise))
    add_note(account, ticket, body, agent_id, account.now(), private=wish.get("private", True))
