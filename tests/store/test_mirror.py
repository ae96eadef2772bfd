"""The mirror keeps what the services said, and how far it has read."""

from __future__ import annotations

from typing import Any

from supporthub_ext.store.database import Database
from supporthub_ext.store.mirror import Mirror


def row(ticket_id: int, **more: Any) -> dict[str, Any]:
    return {"id": ticket_id, "updated_at": "2026-03-04T09:15:00Z", "status": 2, **more}


def test_only_rows_that_differ_count_as_changed(database: Database) -> None:
    """Reading the same page again changes nothing; an edited row does."""
    mirror = Mirror(database)
    assert mirror.put_page([row(1), row(2)], set(), {}) == {1, 2}
    assert mirror.put_page([row(1), row(2)], set(), {}) == set()
    assert mirror.put_page([row(1, status=3), row(2)], set(), {}) == {1}


def test_unknown_fields_are_kept(database: Database) -> None:
    """What a service sends and we do not know is served again as it came."""
    mirror = Mirror(database)
    mirror.put_page([row(1, cf_new={"deep": [1, None]})], set(), {})
    assert mirror.get([1])[0].row["cf_new"] == {"deep": [1, None]}


def test_the_mark_moves_with_the_page(database: Database) -> None:
    """How far we have read is written with the page itself, so a killed server goes on where it was."""
    mirror = Mirror(database)
    mirror.put_page([row(1)], {1}, {"read_to": "2026-03-04T09:15:00Z"})
    assert mirror.mark("read_to") == "2026-03-04T09:15:00Z"
    assert mirror.wanted() == [(1, False)]


def test_a_conversation_replaces_the_one_before(database: Database) -> None:
    """A message that was deleted at the service leaves the mirror with the next read."""
    mirror = Mirror(database)
    mirror.put_page([row(1)], {1}, {})
    mirror.put_conversation(1, [{"id": 10}, {"id": 11}], {"description": "<p>Help</p>"})
    mirror.put_conversation(1, [{"id": 11}])
    ticket = mirror.get([1])[0]
    assert ticket.conversation == [{"id": 11}]
    assert ticket.row["description"] == "<p>Help</p>"
    assert mirror.wanted() == []


def test_a_hidden_ticket_leaves_the_queue_and_comes_back_when_listed(database: Database) -> None:
    """A spam ticket is no longer live; one that was restored is live again."""
    mirror = Mirror(database)
    mirror.put_page([row(1), row(2)], set(), {})
    mirror.hide([1], "spam")
    assert mirror.live([5]) == [2]
    mirror.put_page([row(1)], set(), {})
    assert sorted(mirror.live([5])) == [1, 2]


def test_pages_go_by_id_and_end(database: Database) -> None:
    """History is paged by id, without gap or repetition."""
    mirror = Mirror(database)
    mirror.put_page([row(id_) for id_ in range(1, 8)], set(), {})
    first = mirror.page(0, 3)
    second = mirror.page(first[-1].id, 5)
    assert [ticket.id for ticket in first + second] == list(range(1, 8))
