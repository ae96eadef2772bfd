"""``--load``: rows are served as given, and what can't be used is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow

TICKETS: list[dict[str, Any]] = [
    {
        "id": 11,
        "subject": "Custom status",
        "status": 14,
        "requester_id": 501,
        "company_id": None,
        "source": 1,
        "created_at": "2026-02-20T08:00:00Z",
        "updated_at": "2026-03-01T08:00:00Z",
        "unheard_of": {"deep": [1, None]},
        "description": "<p>only <b>HTML</b></p>",
        "custom_fields": None,
        "tags": None,
        "stats": {"first_responded_at": "2026-02-20T09:00:00Z"},
    },
    {
        "id": 12,
        "subject": "Nobody asked",
        "status": 2,
        "requester_id": None,
        "created_at": "2026-03-01T08:00:00Z",
        "updated_at": "2026-03-02T08:00:00+05:30",
        "source": 5,
        "description": "Tweets are not shown any more",
    },
    {
        "id": 13,
        "subject": "Unreadable",
        "status": 2,
        "requester_id": 999,
        "created_at": "last week",
        "updated_at": None,
        "requester": {"id": 777, "name": "Embedded Emil", "email": "emil@far.example"},
    },
    {"id": 14, "subject": "Spam", "status": 2, "spam": True, "created_at": None, "updated_at": None},
]
STATUSES = {"2": ["Open", "O"], "14": ["On hold", "H"]}
OTHERS = [
    ("contacts", {"id": 501, "name": "Ana", "email": "ana@far.example", "odd": 1}),
    ("conversations", {"id": 9, "ticket_id": 11, "body": "<p>x</p>", "body_text": None}),
    ("conversations", {"id": 10, "ticket_id": 4711, "body": "lost"}),
    ("ticket_fields", {"id": 1, "name": "status", "type": "default_status", "choices": STATUSES}),
    ("roles", {"id": 3, "name": "Agent"}),
    ("satisfaction_ratings", {"id": 4, "ticket_id": 11, "ratings": {"default_question": 103}}),
    ("weather", {"id": 1}),
    ("tickets", {"id": "15"}),
]


def lines() -> list[str]:
    rows: list[Any] = [{"stream": "tickets", "data": one} for one in TICKETS]
    rows += [{"stream": stream, "data": data} for stream, data in OTHERS]
    return [json.dumps(one) for one in [*rows, {"data": {}}]] + [
        '{"stream": "tickets", "data": {"id": 16',
        "",
    ]


@pytest.fixture
def room(tmp_path: Path, sandbox: Callable[..., Sandbox]) -> Sandbox:
    path = tmp_path / "export.jsonl"
    path.write_text("\n".join(lines()))
    return sandbox(load=path)


def test_rows_are_served_as_given(room: Sandbox) -> None:
    """Unknown and null values and odd dates come back as they were, and nothing is invented."""
    with room.freshdesk() as api:
        rows = {row["id"]: row for row in api.get("/tickets", params={"updated_since": "2000-01-01"}).json()}
        views = {number: api.get(f"/tickets/{number}").json() for number in (11, 12, 13)}
        stats = api.get("/tickets/11", params={"include": "stats"}).json()["stats"]
    assert set(rows) == {11, 12, 13}
    for given in TICKETS[:3]:
        kept = {key: value for key, value in given.items() if key not in ("stats", "requester")}
        assert views[given["id"]] == kept
        assert rows[given["id"]] == {key: value for key, value in kept.items() if key != "description"}
    assert stats == TICKETS[0]["stats"]


def test_what_can_not_be_used_is_named(room: Sandbox) -> None:
    """Each bad row is named with its line and why; the rest loads."""
    problems = {one["line"]: one["why"] for one in room.problems()}
    assert set(problems) == {7, 11, 12, 13, 14}
    assert "4711" in problems[7]
    assert "weather" in problems[11]
    assert "'15'" in problems[12]
    assert "JSON" in problems[14]


def test_people_come_along(room: Sandbox) -> None:
    """Contacts are served as given, an embedded requester becomes one, a missing one is null."""
    with room.freshdesk() as api:
        assert api.get("/contacts/501").json() == {
            "id": 501,
            "name": "Ana",
            "email": "ana@far.example",
            "odd": 1,
        }
        rows = api.get(
            "/tickets", params={"updated_since": "2000-01-01", "include": "requester,company"}
        ).json()
        requesters = {row["id"]: row["requester"] for row in rows}
        talk = api.get("/tickets/11/conversations").json()
        assert api.get("/roles").json() == [{"id": 3, "name": "Agent"}]
        assert [one["id"] for one in api.get("/tickets/11/satisfaction_ratings").json()] == [4]
    assert requesters[11]["name"] == "Ana"
    assert requesters[12] is None
    assert requesters[13]["name"] == "Embedded Emil"
    assert talk == [{"id": 9, "ticket_id": 11, "body": "<p>x</p>", "body_text": None}]


def test_loaded_tickets_live(room: Sandbox) -> None:
    """A loaded ticket can be answered, and a custom status of the export is one of the choices."""
    with room.freshdesk() as api:
        assert api.post("/tickets/11/reply", json={"body": "hello"}).status_code == 201
        assert api.put("/tickets/11", json={"status": 14}).status_code == 200
        refused = api.put("/tickets/11", json={"status": 6}).json()
        assert "'2,14'" in refused["errors"][0]["message"]
        view = api.get("/tickets/11", params={"include": "conversations"}).json()
    assert view["unheard_of"] == {"deep": [1, None]}
    assert view["updated_at"].startswith("2026-03-04T10:00")
    assert len(view["conversations"]) == 2


def test_loaded_and_invented_together(tmp_path: Path, sandbox: Callable[..., Sandbox]) -> None:
    """With --tickets the invented world is there as well."""
    path = tmp_path / "export.jsonl"
    path.write_text("\n".join(lines()))
    room = sandbox(load=path, tickets=20)
    with room.freshdesk() as api:
        rows = api.get("/tickets", params={"updated_since": "2000-01-01", "per_page": 100}).json()
    assert len(rows) == 23
