"""The record travels as a file, whole, and coming in twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from supporthub_ext.errors import InvalidField
from supporthub_ext.models import Receipt
from supporthub_ext.store.database import Database
from supporthub_ext.store.drafts import Drafts
from supporthub_ext.store.journal import Journal
from supporthub_ext.store.leases import Leases
from supporthub_ext.store.ledger import Ledger
from supporthub_ext.store.transfer import export_record, import_record
from tests.store.test_journal import NOW, PLAN, STEPS
from tests.store.test_ledger import ASK


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'other' / 'record.sqlite'}")
    yield opened
    opened.close()


def fill(database: Database) -> None:
    leases = Leases(database)
    journal = Journal(database, leases)
    journal.add(PLAN)
    lease = leases.take(PLAN)
    assert lease is not None
    journal.set_state(lease, PLAN, "running")
    journal.set_step(lease, PLAN, STEPS[0], "done", Receipt(NOW, "sam", "48100001"))
    Drafts(database).put(7, "note", "sam", {"text": "half"}, "2026-03-04T09:00:00Z")
    Ledger(database).put(ASK)


def test_the_record_comes_out_and_in_whole(database: Database, other: Database) -> None:
    """Plans, receipts, drafts and the ledger arrive; what was under way arrives stopped."""
    fill(database)
    lines = list(export_record(database))
    assert import_record(other, lines) == {"new": len(lines), "newer": 0, "known": 0}
    journal = Journal(other, Leases(other))
    plan = journal.get("abc")
    assert plan.state == "stopped"
    assert plan.steps[0].receipt == Receipt(NOW, "sam", "48100001")
    assert journal.unfinished() == []
    assert Drafts(other).of_ticket(7, "sam")["note"]["fields"] == {"text": "half"}
    assert Ledger(other).get("ask", ASK.key) == ASK


def test_the_same_file_twice_changes_nothing(database: Database, other: Database) -> None:
    """A second import finds everything known and leaves the same lines."""
    fill(database)
    lines = list(export_record(database))
    import_record(other, lines)
    before = list(export_record(other))
    assert import_record(other, lines) == {"new": 0, "newer": 0, "known": len(lines)}
    assert list(export_record(other)) == before


def test_what_is_newer_wins(database: Database, other: Database) -> None:
    """An older line does not undo what was written here since; a newer one does."""
    fill(database)
    old = list(export_record(database))
    answered = {**ASK.document, "answer": "accepted"}
    Ledger(database).put(replace(ASK, written_at="2026-03-04T11:00:00Z", document=answered))
    import_record(other, old)
    assert import_record(other, list(export_record(database)))["newer"] == 1
    import_record(other, old)
    found = Ledger(other).get("ask", ASK.key)
    assert found is not None
    assert found.document == answered


@pytest.mark.parametrize(
    "line", [b"no json", b"[]", b'{"table": "secrets", "row": {}}', b'{"table": "plans", "row": {}}']
)
def test_a_broken_line_is_named_and_nothing_comes_in(
    database: Database, other: Database, line: bytes
) -> None:
    """A file that was cut or is something else changes nothing, and says which line."""
    fill(database)
    lines = [*export_record(database), line]
    with pytest.raises(InvalidField) as caught:
        import_record(other, lines)
    assert f"Line {len(lines)}" in caught.value.message
    assert list(export_record(other)) == []
