"""The invented world: coherent, believable, and in every state of the process."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.sandbox.room import NOW, Sandbox

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def tickets(api: httpx.Client) -> list[dict[str, Any]]:
    params = {
        "updated_since": "2000-01-01",
        "per_page": 100,
        "include": "stats,requester,company,description",
    }
    rows = api.get("/tickets", params=params).json() + api.get("/tickets", params=params | {"page": 2}).json()
    for row in rows:
        row["talk"] = api.get(f"/tickets/{row['id']}/conversations", params={"per_page": 100}).json()
    return rows


def test_times_make_sense(tickets: list[dict[str, Any]]) -> None:
    """Everything happened in order, before now, and the last thing is when the ticket was updated."""
    for ticket in tickets:
        times = [ticket["created_at"], *(one["created_at"] for one in ticket["talk"])]
        assert times == sorted(times)
        assert times[-1] <= ticket["updated_at"] <= NOW
        if ticket["talk"]:
            assert times[-1] == ticket["updated_at"]


def test_every_state_is_there(tickets: list[dict[str, Any]]) -> None:
    """All statuses, unanswered tickets, private notes with links, copies, noise and an outage on one hub."""
    assert {one["status"] for one in tickets} == {2, 3, 4, 5, 6, 7}
    still_open = [one for one in tickets if one["status"] not in (4, 5)]
    assert sum(not one["talk"] for one in still_open) >= 5
    notes = " ".join(entry["body_text"] for one in tickets for entry in one["talk"] if entry["private"])
    assert "/issues/" in notes
    assert "/archives/" in notes
    assert any(one["cc_emails"] for one in tickets)
    assert any(one["company_id"] is None for one in still_open)
    hit = [
        one
        for one in still_open
        if one["type"] == "Incident" and not one["talk"] and one["created_at"] > "2026-03-04T08:50"
    ]
    assert len(hit) >= 5


def test_who_speaks_is_known(tickets: list[dict[str, Any]], reading_room: Sandbox) -> None:
    """Agents answer and requesters ask: each speaker is an agent or a contact of the same community."""
    people = reading_room.people()
    agents = {one["freshdesk_agent_id"] for one in people["people"]}
    company_of = {
        one["id"]: one["company_id"] for group in people["communities"] for one in group["contacts"]
    }
    for ticket in tickets:
        for entry in ticket["talk"]:
            if entry["incoming"]:
                assert company_of[entry["user_id"]] == ticket["company_id"]
                assert not entry["private"]
            else:
                assert entry["user_id"] in agents


def test_no_placeholder_is_left(tickets: list[dict[str, Any]]) -> None:
    """Every text is filled in, and every address is an invented one."""
    for ticket in tickets:
        texts = [ticket["subject"], ticket["description"], *(entry["body"] for entry in ticket["talk"])]
        assert not any("{" in text or "}" in text for text in texts)
        assert ticket["requester"]["email"].endswith(".example")


def test_figures_agree_with_the_conversation(tickets: list[dict[str, Any]]) -> None:
    """FreshDesk's own figures say what the conversation says."""
    for ticket in tickets:
        public = [one["created_at"] for one in ticket["talk"] if not one["incoming"] and not one["private"]]
        assert ticket["stats"]["first_responded_at"] == (public[0] if public else None)
        assert ticket["stats"]["agent_responded_at"] == (public[-1] if public else None)
        assert (ticket["stats"]["resolved_at"] is not None) == (ticket["status"] in (4, 5))
