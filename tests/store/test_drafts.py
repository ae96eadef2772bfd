"""A half-written text is never lost."""

from __future__ import annotations

from supporthub_ext.store.database import Database
from supporthub_ext.store.drafts import Drafts


def test_a_draft_is_kept_per_ticket_action_and_person(database: Database) -> None:
    """Two stewards can write on one ticket without touching each other's text."""
    drafts = Drafts(database)
    drafts.put(1, "reply", "sam", {"text": "Dear"}, "2026-03-04T09:00:00Z")
    drafts.put(1, "reply", "kim", {"text": "Hello"}, "2026-03-04T09:01:00Z")
    drafts.put(1, "reply", "sam", {"text": "Dear Ana"}, "2026-03-04T09:02:00Z")
    assert drafts.of_ticket(1, "sam") == {
        "reply": {"fields": {"text": "Dear Ana"}, "saved_at": "2026-03-04T09:02:00Z"}
    }
    drafts.remove(1, "reply", "sam")
    assert drafts.of_ticket(1, "sam") == {}
    assert "reply" in drafts.of_ticket(1, "kim")
