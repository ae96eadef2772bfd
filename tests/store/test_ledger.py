"""The ledger keeps what only we know; claims expire by themselves."""

from __future__ import annotations

from dataclasses import replace

from supporthub_ext.store.claims import Claim, Claims
from supporthub_ext.store.database import Database
from supporthub_ext.store.ledger import Entry, Ledger

ASK = Entry("ask", "sh-1-ask-1-record", 1, "2026-03-04T09:00:00Z", "sam", {"engineer_id": "kim"})


def test_writing_an_entry_twice_is_the_same_as_once(database: Database) -> None:
    """A step that is repeated after a crash leaves one entry, with what was written last."""
    ledger = Ledger(database)
    ledger.put(ASK)
    ledger.put(replace(ASK, document={"engineer_id": "kim", "answer": "accepted"}))
    assert [entry.document["answer"] for entry in ledger.of_ticket("ask", 1)] == ["accepted"]
    assert ledger.get("ask", "nothing") is None
    assert ledger.all("override") == []


def test_a_claim_ends_by_itself_and_only_its_owner_lets_go(database: Database) -> None:
    """A claim is a word to the other steward, never a lock."""
    claims = Claims(database)
    claims.put(Claim(1, "sam", "2026-03-04T09:30:00Z"))
    claims.remove(1, "kim")
    assert claims.standing("2026-03-04T09:10:00Z")[1].person_id == "sam"
    assert claims.standing("2026-03-04T09:30:00Z") == {}
    claims.put(Claim(1, "kim", "2026-03-04T10:00:00Z"))
    assert claims.standing("2026-03-04T09:10:00Z")[1].person_id == "kim"


def test_what_another_server_wrote_is_noticed(database: Database) -> None:
    """A server that shares the record learns which tickets were written about since it looked."""
    ledger = Ledger(database)
    ledger.put(ASK)
    before = ledger.stamp()
    assert ledger.stamp() == before
    later = "2026-03-04T09:05:00Z"
    ledger.put(replace(ASK, key="sh-2-ask-1-record", ticket_id=2, written_at=later))
    assert ledger.stamp() != before
    assert ledger.tickets_since(later) == {2}
    assert ledger.tickets_since("") == {1, 2}
