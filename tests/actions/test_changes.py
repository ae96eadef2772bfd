"""What moved on a ticket between two looks, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from supporthub_ext.actions.changes import changes_after, changes_since, fingerprint
from supporthub_ext.models import Message, TicketFacts
from supporthub_ext.store.mirror import Mirrored

THEN = datetime(2026, 3, 4, 10, tzinfo=UTC)
NOW = datetime(2026, 3, 4, 11, tzinfo=UTC)


def mirrored(entries: tuple[int, ...] = (), **row: Any) -> Mirrored:
    row = {"status": 2, "tags": ["gpu"], "updated_at": "2026-03-04T10:00:00Z", **row}
    return Mirrored(4101, row, [{"id": one} for one in entries], None)


def message(entry: int, text: str, **more: Any) -> Message:
    said = {"author": "Ana Demo", "sender": "requester", "audience": "requester", **more}
    return Message(id=entry, at=NOW, author_id=None, html=text, text=text, source="talk", **said)


def facts(*messages: Message) -> TicketFacts:
    return TicketFacts(
        4101, "Slow", "pending", "Pending", THEN, NOW, None, None, "Ana Demo", None, None, messages=messages
    )


def test_nothing_that_matters_is_nothing() -> None:
    """FreshDesk's own bookkeeping, such as a due date that is filled in later, asks nobody again."""
    seen = fingerprint(mirrored((1,)))
    assert changes_since(seen, mirrored((1,), due_by="2026-03-05T10:00:00Z"), facts()) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"status": 3}, "Its status was changed to Pending."),
        ({"responder_id": 7}, "Its assignee was changed."),
        ({"tags": []}, "Its tags was changed."),
    ],
)
def test_an_edit_is_said(row: dict[str, Any], said: str) -> None:
    """What a person changed is named."""
    assert changes_since(fingerprint(mirrored()), mirrored(**row), facts()) == [said]


def test_what_was_said_since_is_quoted_in_short() -> None:
    """A new message says who and what, shortened; a private note is called so."""
    seen = fingerprint(mirrored((1,)))
    talk = facts(
        message(1, "Old."),
        message(2, "It is   still\nslow " + "very " * 60),
        message(3, "Node pool.", author="Amara Okafor", sender="agent", audience="team"),
    )
    first, second = changes_since(seen, mirrored((1, 2, 3)), talk)
    assert first.startswith("Ana Demo wrote: “It is still slow very")
    assert first.endswith("…”")
    assert second == "Amara Okafor added a private note: “Node pool.”"


def test_without_what_was_seen_any_edit_counts() -> None:
    """When we do not have what the steward saw, an unexplained newer state is a change."""
    edited = "Something about it was edited since you looked."
    assert changes_after(THEN, None, mirrored(), facts()) == [edited]
    assert changes_after(THEN, None, mirrored((2,)), facts(message(2, "Still slow."))) == [
        "Ana Demo wrote: “Still slow.”"
    ]
    assert changes_after(THEN, mirrored(), mirrored(due_by="later"), facts()) == []
