"""Groups, canned responses, surveys, SLA policies, business hours and time entries."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from tests.sandbox.room import Sandbox
from tests.sandbox.test_freshdesk_client import client

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "path", ["/groups", "/canned_response_folders", "/sla_policies", "/business_hours", "/agents"]
)
def test_the_office_is_for_admins(reading_room: Sandbox, api: httpx.Client, path: str) -> None:
    """What an admin's key reads, a plain agent's key may not."""
    assert api.get(path).status_code == 200
    with reading_room.freshdesk("fd-bruno-key") as plain:
        assert plain.get(path).status_code == 403


def test_members_of_a_group_are_replaced(sandbox: Callable[..., Sandbox]) -> None:
    """`agent_ids` replaces all members, an empty list empties the group, the list does not show them."""
    room = sandbox(tickets=5)
    with room.freshdesk() as api:
        group = api.get("/groups").json()[0]
        assert "agent_ids" not in group
        members = api.get(f"/groups/{group['id']}").json()["agent_ids"]
        changed = api.put(f"/groups/{group['id']}", json={"agent_ids": members[:2]}).json()
        assert changed["agent_ids"] == members[:2]
        assert api.put(f"/groups/{group['id']}", json={"agent_ids": []}).json()["agent_ids"] == []
        assert api.put(f"/groups/{group['id']}", json={"agent_ids": [5]}).status_code == 400
    assert client(room).groups.list_groups()[0].name == "Support"


def test_canned_responses_lie_in_folders(api: httpx.Client) -> None:
    """A folder leads to its responses, and each has an address."""
    folder = api.get("/canned_response_folders").json()[0]
    responses = api.get(f"/canned_response_folders/{folder['id']}/responses").json()
    assert len(responses) == folder["responses_count"]
    assert api.get(f"/canned_responses/{responses[0]['id']}").json() == responses[0]


def test_a_survey_is_answered(sandbox: Callable[..., Sandbox]) -> None:
    """An answer to the survey moves the ticket, and is read from the ticket and from all."""
    room = sandbox(tickets=5)
    ticket = room.writes_in("ruth.sandoval@prairieeco.example", "Help", "text")
    with room.freshdesk() as api:
        api.put(f"/tickets/{ticket['id']}", json={"status": 4})
        room.advance(3600)
        room.control.post(f"/tickets/{ticket['id']}/ratings", json={"rating": -103, "feedback": "Slow."})
        ratings = api.get(f"/tickets/{ticket['id']}/satisfaction_ratings").json()
        everything = api.get("/surveys/satisfaction_ratings", params={"created_since": "2026-03-04"}).json()
        view = api.get(f"/tickets/{ticket['id']}", params={"include": "conversations"}).json()
    assert ratings == everything
    assert ratings[0]["ratings"] == {"default_question": -103}
    assert view["updated_at"] == ratings[0]["created_at"]
    assert (view["status"], view["conversations"][-1]["source"]) == (4, 6)


def test_time_entries_move_nothing(sandbox: Callable[..., Sandbox]) -> None:
    """A time entry is stored and does not move the ticket; without a time its timer starts."""
    room = sandbox(tickets=5)
    ticket = room.writes_in("ruth.sandoval@prairieeco.example", "Help", "text")
    room.advance(60)
    with room.freshdesk() as api:
        first = api.post(f"/tickets/{ticket['id']}/time_entries", json={"time_spent": "01:30"}).json()
        second = api.post(f"/tickets/{ticket['id']}/time_entries", json={}).json()
        assert (first["time_spent_in_seconds"], first["timer_running"], second["timer_running"]) == (
            5400,
            False,
            True,
        )
        assert api.get(f"/tickets/{ticket['id']}").json()["updated_at"] == ticket["updated_at"]
        assert len(client(room).time_entries.list_time_entries(ticket["id"])) == 2
        assert api.delete(f"/time_entries/{first['id']}").status_code == 204
        assert [one["id"] for one in api.get("/time_entries").json()] == [second["id"]]
        assert (
            api.post(f"/tickets/{ticket['id']}/time_entries", json={"time_spent": "soon"}).status_code == 400
        )
