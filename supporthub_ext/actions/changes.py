"""What moved on a ticket between two looks, in words. Bookkeeping of FreshDesk's own does not count.

FreshDesk touches `updated_at` for reasons that are none of ours: a due date filled in later, an escalation
flag. A steward is asked again only when something moved that could change what they want to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from supporthub_ext.models import TicketFacts
from supporthub_ext.store.mirror import Mirrored

# What a person can change, and what it is called.
WATCHED = {
    "status": "status",
    "responder_id": "assignee",
    "requester_id": "requester",
    "subject": "subject",
    "type": "type",
    "priority": "priority",
    "company_id": "community",
    "custom_fields": "custom fields",
    "tags": "tags",
}


def fingerprint(ticket: Mirrored) -> dict[str, Any]:
    """Answer what a ticket looked like: the watched fields and the newest entry of its conversation."""
    newest = max((int(entry["id"]) for entry in ticket.conversation or []), default=0)
    return {name: ticket.row.get(name) for name in WATCHED} | {"newest": newest}


def changes_since(seen: Mapping[str, Any], ticket: Mirrored, facts: TicketFacts) -> list[str]:
    """Answer what moved since a fingerprint was taken, as sentences; none when nothing did."""
    edited = [
        f"Its {word} was changed{_now(name, facts)}."
        for name, word in WATCHED.items()
        if name in seen and seen[name] != ticket.row.get(name)
    ]
    entries = {int(entry["id"]) for entry in ticket.conversation or [] if int(entry["id"]) > seen["newest"]}
    said = [_said(message) for message in facts.messages if message.id in entries]
    return said + edited


def changes_after(
    moment: datetime, before: Mirrored | None, after: Mirrored, facts: TicketFacts
) -> list[str]:
    """Answer what moved since a ticket's ``updated_at`` was ``moment``.

    Parameters
    ----------
    moment
        The ``updated_at`` that the steward saw, UTC.
    before, after
        What we had, and what was just read. Only when ``before`` is what the steward saw can its fields be
        compared; else any edit counts.
    facts
        Of ``after``.
    """
    if before is not None and datetime.fromisoformat(str(before.row.get("updated_at"))) == moment:
        return changes_since(fingerprint(before), after, facts)
    said = [_said(message) for message in facts.messages if message.at > moment]
    return said or ["Something about it was edited since you looked."]


def _said(message: Any) -> str:
    who = message.author or ("The requester" if message.sender == "requester" else "Somebody")
    what = "added a private note" if message.audience == "team" else "wrote"
    return f"{who} {what}: {_short(message.text)}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line[:157]}…”" if len(line) > 160 else f"“{line}”"


def _now(name: str, facts: TicketFacts) -> str:
    return f" to {facts.status_label}" if name == "status" else ""
