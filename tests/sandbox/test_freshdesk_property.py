"""Whatever is called in whatever order: what must always hold of FreshDesk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow
ALL = {"updated_since": "2000-01-01", "per_page": 100, "order_by": "updated_at", "order_type": "asc"}

numbers = st.integers(0, 11)
calls = st.lists(
    st.one_of(
        st.tuples(st.just("note"), numbers),
        st.tuples(st.just("reply"), numbers),
        st.tuples(st.just("answer"), numbers),
        st.tuples(st.just("status"), numbers, st.sampled_from([2, 3, 4, 5, 6, 7])),
        st.tuples(st.just("write in"), numbers),
        st.tuples(st.just("clock"), st.integers(-3600, 7200)),
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def room() -> Iterator[Sandbox]:
    one = Sandbox(tickets=12, open=8)
    yield one
    one.stop()


def do(room: Sandbox, api: httpx.Client, call: tuple[Any, ...], ids: list[int]) -> None:
    kind, number = call[0], call[1]
    ticket_id = ids[number % len(ids)]
    if kind in ("note", "reply"):
        path = f"/tickets/{ticket_id}/{'notes' if kind == 'note' else 'reply'}"
        assert api.post(path, json={"body": f"{kind} {number}"}).status_code == 201
    elif kind == "answer":
        room.answers(ticket_id, "an answer")
    elif kind == "status":
        assert api.put(f"/tickets/{ticket_id}", json={"status": call[2]}).status_code == 200
    elif kind == "write in":
        room.writes_in(f"person{number}@prairieeco.example", f"subject {number}", "text")
    else:
        room.advance(number)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calls)
def test_what_always_holds(room: Sandbox, sequence: list[tuple[Any, ...]]) -> None:
    """Ids are unique, `updated_at` never goes back, lists equal views, and what was stored is served."""
    with room.freshdesk() as api:
        before = {row["id"]: row for row in api.get("/tickets", params=ALL).json()}
        for call in sequence:
            do(room, api, call, sorted(before))
        after = api.get("/tickets", params=ALL).json()
        assert len({row["id"] for row in after}) == len(after)
        assert [row["updated_at"] for row in after] == sorted(row["updated_at"] for row in after)
        assert len(after) == len(before) + sum(call[0] == "write in" for call in sequence)
        entries: list[int] = []
        for row in after:
            if row["id"] in before:
                assert row["updated_at"] >= before[row["id"]]["updated_at"]
            if row["id"] in before and row["updated_at"] == before[row["id"]]["updated_at"]:
                continue
            view = api.get(f"/tickets/{row['id']}").json()
            assert row == {key: view[key] for key in row}
            entries += [
                one["id"] for one in api.get(f"/tickets/{row['id']}/conversations?per_page=100").json()
            ]
        assert len(set(entries)) == len(entries)
