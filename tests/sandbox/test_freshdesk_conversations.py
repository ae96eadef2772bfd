"""Replies, notes and answers: who sees them, and what follows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow
ALL = {"updated_since": "2000-01-01", "per_page": 100}


def test_a_reply_is_public_and_sent(sandbox: Callable[..., Sandbox]) -> None:
    """A reply goes to the requester and the copies, moves `updated_at` and counts as first response."""
    room = sandbox(tickets=5)
    ticket = room.writes_in("ruth.sandoval@prairieeco.example", "Help", "It does not start.")
    room.advance(120)
    with room.freshdesk() as api:
        answer = api.post(
            f"/tickets/{ticket['id']}/reply",
            json={"body": "Hi <b>Ruth</b>", "cc_emails": ["owen@prairieeco.example"]},
        )
        view = api.get(f"/tickets/{ticket['id']}", params={"include": "stats,conversations"}).json()
    assert answer.status_code == 201
    assert answer.json()["replied_to"] == ["ruth.sandoval@prairieeco.example"]
    (entry,) = view["conversations"]
    assert (entry["private"], entry["incoming"], entry["source"], entry["category"]) == (False, False, 0, 3)
    assert (
        view["updated_at"]
        == view["stats"]["first_responded_at"]
        == entry["created_at"]
        > ticket["updated_at"]
    )
    assert room.mails()[-1]["to"] == ["ruth.sandoval@prairieeco.example", "owen@prairieeco.example"]


def test_a_note_is_private_unless_told_otherwise(sandbox: Callable[..., Sandbox]) -> None:
    """A note is private by default and no first response; plain text comes back wrapped."""
    room = sandbox(tickets=5)
    ticket = room.writes_in("ruth.sandoval@prairieeco.example", "Help", "It does not start.")
    with room.freshdesk() as api:
        note = api.post(f"/tickets/{ticket['id']}/notes", json={"body": "for us"}).json()
        public = api.post(
            f"/tickets/{ticket['id']}/notes", json={"body": "<p>all</p>", "private": False}
        ).json()
        stats = api.get(f"/tickets/{ticket['id']}", params={"include": "stats"}).json()["stats"]
    assert (note["private"], note["body"], note["body_text"]) == (True, "<div>for us</div>", "for us")
    assert (public["private"], public["body"]) == (False, "<p>all</p>")
    assert stats["first_responded_at"] is None
    assert room.mails() == []


def test_a_reply_is_said_by_the_key_or_by_the_agent_named(sandbox: Callable[..., Sandbox]) -> None:
    """The key decides who speaks, `user_id` may name another agent, and nobody else."""
    room = sandbox(tickets=5)
    bruno = next(one for one in room.people()["people"] if one["id"] == "bruno")
    ticket = room.writes_in("ruth.sandoval@prairieeco.example", "Help", "It does not start.")
    with room.freshdesk(bruno["freshdesk_api_key"]) as api:
        own = api.post(f"/tickets/{ticket['id']}/reply", json={"body": "x"}).json()
        stranger = api.post(f"/tickets/{ticket['id']}/reply", json={"body": "x", "user_id": 5})
    with room.freshdesk() as api:
        named = api.post(
            f"/tickets/{ticket['id']}/reply", json={"body": "x", "user_id": bruno["freshdesk_agent_id"]}
        ).json()
    assert own["user_id"] == named["user_id"] == bruno["freshdesk_agent_id"]
    assert stranger.status_code == 400


def test_an_answer_opens_a_closed_ticket_again(sandbox: Callable[..., Sandbox]) -> None:
    """A requester's answer to a resolved or closed ticket opens it again."""
    room = sandbox(tickets=5)
    ticket = room.writes_in("ruth.sandoval@prairieeco.example", "Help", "It does not start.")
    with room.freshdesk() as api:
        api.put(f"/tickets/{ticket['id']}", json={"status": 5})
        entry = room.answers(ticket["id"], "Still broken.")
        view = api.get(f"/tickets/{ticket['id']}", params={"include": "stats"}).json()
    assert (entry["incoming"], entry["user_id"]) == (True, ticket["requester_id"])
    assert view["status"] == 2
    assert view["stats"]["reopened_at"] == entry["created_at"]
    assert view["stats"]["closed_at"] is None


def test_somebody_on_copy_may_answer(sandbox: Callable[..., Sandbox]) -> None:
    """An answer from another address is stored as from that person, who becomes a contact."""
    room = sandbox(tickets=5)
    ticket = room.writes_in("ruth.sandoval@prairieeco.example", "Help", "It does not start.")
    entry = room.answers(ticket["id"], "Me too.", email="new.person@prairieeco.example")
    with room.freshdesk() as api:
        contact = api.get(f"/contacts/{entry['user_id']}").json()
    assert entry["user_id"] != ticket["requester_id"]
    assert contact["email"] == "new.person@prairieeco.example"
    assert contact["company_id"] == ticket["company_id"]


@pytest.mark.parametrize("what", ["reply", "notes"])
def test_a_body_is_needed_and_nothing_unknown(sandbox: Callable[..., Sandbox], what: str) -> None:
    """An empty reply or note, and one with an unknown key, is refused and not stored."""
    room = sandbox(tickets=5, open=5)
    with room.freshdesk() as api:
        ticket_id = api.get("/tickets", params=ALL).json()[0]["id"]
        before = api.get(f"/tickets/{ticket_id}", params={"include": "conversations"}).json()
        for body, code in (({}, "missing_field"), ({"body": "x", "colour": 1}, "invalid_field")):
            answer = api.post(f"/tickets/{ticket_id}/{what}", json=body)
            assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, code)
        assert api.get(f"/tickets/{ticket_id}", params={"include": "conversations"}).json() == before
