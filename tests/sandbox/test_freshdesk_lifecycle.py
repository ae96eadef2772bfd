"""Tickets are made, deleted, restored, merged, archived, forwarded and changed in bulk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow
ALL = {"updated_since": "2000-01-01", "per_page": 100}
NEW = {"subject": "Help", "description": "It <b>broke</b>", "status": 2, "priority": 1}


def listed(api: httpx.Client) -> list[int]:
    return [row["id"] for row in api.get("/tickets", params=ALL).json()]


def test_a_ticket_is_made(sandbox: Callable[..., Sandbox]) -> None:
    """Defaults are filled in, an unknown address becomes a contact of its community, due dates come later."""
    room = sandbox(tickets=5)
    with room.freshdesk() as api:
        body = {"subject": "Help", "description": "broken", "email": "nova@nightsky.example", "tags": ["a"]}
        answer = api.post("/tickets", json=body)
        ticket = answer.json()
        assert answer.status_code == 201
        assert answer.headers["Location"].endswith(f"/api/v2/tickets/{ticket['id']}")
        contact = api.get(f"/contacts/{ticket['requester_id']}").json()
        assert ticket["id"] in listed(api)
    assert (ticket["status"], ticket["priority"], ticket["source"], ticket["due_by"]) == (2, 1, 2, None)
    assert ticket["description"] == "<div>broken</div>"
    assert contact["email"] == "nova@nightsky.example"
    assert contact["company_id"] == ticket["company_id"] is not None


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"subject": "x", "description": "y"}, "requester_id", "missing_field"),
        ({"email": "a@b.example", "description": "y"}, "subject", "missing_field"),
        ({**NEW, "requester_id": 5}, "requester_id", "invalid_value"),
        ({**NEW, "email": "a@b.example", "status": 77}, "status", "invalid_value"),
        ({**NEW, "email": "a@b.example", "mood": "bad"}, "mood", "invalid_field"),
    ],
)
def test_what_keeps_a_ticket_from_being_made(
    api: httpx.Client, body: dict[str, Any], field: str, code: str
) -> None:
    """A requester, a subject and a description are needed, and nothing unknown."""
    answer = api.post("/tickets", json=body)
    assert answer.status_code == 400
    assert (field, code) in [(one["field"], one["code"]) for one in answer.json()["errors"]]


def test_deleted_and_restored(sandbox: Callable[..., Sandbox]) -> None:
    """A deleted ticket leaves the list, can be seen, and comes back when it is restored."""
    room = sandbox(tickets=5)
    with room.freshdesk() as api:
        ticket_id = listed(api)[0]
        assert api.delete(f"/tickets/{ticket_id}").status_code == 204
        assert ticket_id not in listed(api)
        assert api.get(f"/tickets/{ticket_id}").json()["deleted"] is True
        assert api.delete(f"/tickets/{ticket_id}").status_code == 405
        assert api.put(f"/tickets/{ticket_id}/restore").status_code == 204
        assert ticket_id in listed(api)
        assert api.put(f"/tickets/{ticket_id}/restore").status_code == 404


def test_merged(sandbox: Callable[..., Sandbox]) -> None:
    """A merged ticket is closed, says where it went, and leaves the list; the primary one has a note."""
    room = sandbox(tickets=8)
    with room.freshdesk() as api:
        primary, second = listed(api)[:2]
        body = {"primary_id": primary, "ticket_ids": [second], "convert_recepients_to_cc": True}
        assert api.put("/tickets/merge", json=body).status_code == 204
        assert second not in listed(api)
        view = api.get(f"/tickets/{second}", params={"include": "requester"}).json()
        notes = [
            api.get(f"/tickets/{one}/conversations", params={"per_page": 100}).json()[-1]["body_text"]
            for one in (primary, second)
        ]
        copies = api.get(f"/tickets/{primary}").json()["cc_emails"]
    assert view["status"] == 5
    assert str(second) in notes[0]
    assert str(primary) in notes[1]
    assert view["requester"]["email"] in copies


def test_archived_tickets_live_elsewhere(reading_room: Sandbox, api: httpx.Client) -> None:
    """An archived ticket is in no list and no view, but has an address of its own, with its conversation."""
    everything = range(1001, 1001 + 200)
    found = [one for one in everything if api.get(f"/tickets/archived/{one}").status_code == 200]
    assert found
    assert api.get(f"/tickets/{found[0]}").status_code == 404
    assert not set(found) & set(listed(api))
    assert api.get(f"/tickets/archived/{found[0]}/conversations").json()


def test_bulk_changes_come_later(sandbox: Callable[..., Sandbox]) -> None:
    """A bulk update answers a job; seconds later the tickets are changed and answered."""
    room = sandbox(tickets=8)
    with room.freshdesk() as api:
        ids = listed(api)[:2]
        action = {"ids": [*ids, 99], "properties": {"priority": 4}, "reply": {"body": "to all"}}
        answer = api.post("/tickets/bulk_update", json={"bulk_action": action})
        job = answer.json()
        assert answer.status_code == 202
        assert api.get(job["href"]).json()["status"] == "IN PROGRESS"
        room.advance(10)
        done = api.get(job["href"]).json()
        assert (done["status"], [one["success"] for one in done["data"]]) == ("PARTIAL", [True, True, False])
        assert {api.get(f"/tickets/{one}").json()["priority"] for one in ids} == {4}
        job = api.post("/tickets/bulk_delete", json={"bulk_action": {"ids": ids}}).json()
        room.advance(10)
        assert api.get(f"/jobs/{job['job_id']}").json()["status"] == "COMPLETED"
        assert not set(ids) & set(listed(api))


def test_forwarded_and_watched(sandbox: Callable[..., Sandbox]) -> None:
    """A forward is a private entry and a mail; whoever watches can list what they watch."""
    room = sandbox(tickets=5)
    with room.freshdesk() as api:
        ticket_id = listed(api)[0]
        body = {"body": "please look", "to_emails": ["vendor@cloud.example"]}
        entry = api.post(f"/tickets/{ticket_id}/forward", json=body).json()
        assert (entry["private"], entry["source"]) == (True, 8)
        assert api.post(f"/tickets/{ticket_id}/watch", json={}).status_code == 204
        assert [row["id"] for row in api.get("/tickets", params=ALL | {"filter": "watching"}).json()] == [
            ticket_id
        ]
        me = api.get("/agents/me").json()["id"]
        assert api.get(f"/tickets/{ticket_id}/watchers").json() == {"watcher_ids": [me]}
        assert api.put(f"/tickets/{ticket_id}/unwatch").status_code == 204
    assert room.mails()[-1]["to"] == ["vendor@cloud.example"]


def test_notes_can_be_changed_and_deleted(sandbox: Callable[..., Sandbox]) -> None:
    """A note can be changed, a reply can't, and both can be deleted."""
    room = sandbox(tickets=5)
    with room.freshdesk() as api:
        ticket_id = listed(api)[0]
        before = len(api.get(f"/tickets/{ticket_id}/conversations").json())
        note = api.post(f"/tickets/{ticket_id}/notes", json={"body": "draft"}).json()["id"]
        reply = api.post(f"/tickets/{ticket_id}/reply", json={"body": "sent"}).json()["id"]
        assert api.put(f"/conversations/{note}", json={"body": "final"}).json()["body_text"] == "final"
        assert api.put(f"/conversations/{reply}", json={"body": "other"}).status_code == 405
        for entry in (note, reply):
            assert api.delete(f"/conversations/{entry}").status_code == 204
        assert api.delete(f"/conversations/{note}").status_code == 404
        assert len(api.get(f"/tickets/{ticket_id}/conversations").json()) == before
