"""Keys under which a write can be found again at its service.

They come from ticket, action, count and step, never from chance, so two databases agree on them. A private
note carries its key in its last line; a public reply carries no mark and is looked for by agent, text and
time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from supporthub_ext.store.mirror import Row

KEY_LINE = re.compile(r"(?<![\w-])sh-(\d+)-([a-z_]+)-(\d+)-[a-z0-9_]+\b")


def signed(body: str, key: str) -> str:
    """Answer the HTML of a private note with its key as the last line."""
    return f"{body}<br><br><small>{html.escape(key)}</small>"


def carries(entry: Row, key: str) -> bool:
    """Say whether a conversation entry is a private note with this key."""
    found = KEY_LINE.findall(str(entry.get("body_text") or entry.get("body") or ""))
    ticket, action, count, _ = key.removeprefix("sh-").split("-", 3)
    return bool(entry.get("private")) and (ticket, action, count) in found


def counts(entries: Iterable[Row], ticket_id: int, action: str) -> set[int]:
    """Answer the counts of an action whose keys stand in a ticket's private notes."""
    return {
        int(count)
        for entry in entries
        if entry.get("private")
        for ticket, found, count in KEY_LINE.findall(str(entry.get("body_text") or entry.get("body") or ""))
        if (ticket, found) == (str(ticket_id), action)
    }


def highest_count(entries: Iterable[Row], ticket_id: int, action: str) -> int:
    """Answer the highest count of an action whose key stands in a ticket's private notes; 0 for none."""
    return max(counts(entries, ticket_id, action), default=0)
