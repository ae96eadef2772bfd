"""Claims in the ledger: of several who try, one wins."""

from __future__ import annotations

from dataclasses import replace

from supporthub_ext.store.database import Database
from supporthub_ext.store.ledger import Entry, Ledger

MINE = Entry("reminder", "remind-1", None, "2026-03-04T10:00:00Z", "reminders", {"state": "open"})


def test_one_of_two_wins(database: Database) -> None:
    """The first who adds an entry is told yes, the second no, until it is removed."""
    ledger = Ledger(database)
    assert ledger.add(MINE)
    assert not ledger.add(replace(MINE, written_by="somebody else"))
    assert ledger.get("reminder", "remind-1") == MINE
    ledger.remove("reminder", "remind-1")
    assert ledger.add(MINE)


def test_what_changed_meanwhile_is_not_replaced(database: Database) -> None:
    """An entry is replaced only by who knows it as it is."""
    ledger = Ledger(database)
    ledger.add(MINE)
    sent = replace(MINE, document={"state": "sent"})
    assert ledger.swap(MINE, sent)
    assert not ledger.swap(MINE, MINE)
    assert ledger.since("reminder", "2026-03-04T10:00:00Z") == [sent]
    assert ledger.since("reminder", "2026-03-04T10:00:01Z") == []
