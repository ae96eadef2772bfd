"""``--story``: a fortnight in which people react only to what was really done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow
DAY = 86400


def entries(room: Sandbox) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = room.control.get("/story").json()["entries"]
    return found


def entries_of(room: Sandbox, ticket: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in entries(room) if one["ticket_id"] == ticket["id"]]


def slack(room: Sandbox, method: str, **arguments: Any) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {room.ready['slack']['bot_token']}"}
    answer = httpx.post(
        room.ready["slack"]["url"] + method, json=arguments, headers=headers, trust_env=False, timeout=30
    ).json()
    assert answer["ok"], answer
    return dict(answer)


def github(room: Sandbox, verb: str, path: str, **body: Any) -> Any:
    there = room.ready["github"]
    answer = httpx.request(
        verb,
        f"{there['url']}/repos/{there['repository']}{path}",
        json=body or None,
        headers={"Authorization": f"Bearer {there['token']}"},
        trust_env=False,
        timeout=30,
    )
    assert answer.status_code < 300, answer.text
    return answer.json()


def new_ticket(room: Sandbox, kind: str) -> dict[str, Any]:
    """Move the clock until somebody writes in about something of a kind; answer the ticket."""
    with room.freshdesk() as api:
        for _ in range(60):
            room.advance(DAY / 4)
            for entry in entries(room):
                ticket: dict[str, Any] = api.get(f"/tickets/{entry['ticket_id']}").json()
                if entry["what"] == "writes in" and ticket["type"] == kind and ticket["tags"]:
                    return ticket
    raise AssertionError(f"nobody wrote in about a {kind}")


def test_a_fortnight_without_anybody_at_the_desk(sandbox: Callable[..., Sandbox]) -> None:
    """Tickets arrive, an outage hits one hub, an event is announced, and people lose patience."""
    room = sandbox(tickets=20, open=8, story=True)
    with room.freshdesk() as api:
        before = {row["id"] for row in api.get("/tickets?updated_since=2000-01-01&per_page=100").json()}
        room.advance(14 * DAY)
        rows = api.get("/tickets?updated_since=2000-01-01&per_page=100").json()
    arrived = [row for row in rows if row["id"] not in before]
    outage = sorted(row["created_at"] for row in arrived if row["type"] == "Incident" and not row["tags"])
    assert len(arrived) >= 30
    assert len(outage) == 5
    assert outage[0][:11] == outage[-1][:11] == "2026-03-06T"
    assert outage[-1][11:13] <= "14"
    assert any(row["type"] == "Event" for row in arrived)
    assert {row["company_id"] for row in arrived} >= {None}
    assert {one["what"] for one in entries(room)} >= {"writes in", "chases", "closes"}


def test_the_same_deeds_give_the_same_fortnight(sandbox: Callable[..., Sandbox]) -> None:
    """Two worlds of one seed in which nothing is done tell the same story, another seed tells another."""

    def told(seed: int, steps: int) -> list[tuple[str, str, int]]:
        room = sandbox(tickets=20, open=8, seed=seed, story=True)
        for _ in range(steps):
            room.advance(12 * DAY / steps)
        return [(one["who"], one["what"], one["ticket_id"]) for one in entries(room)]

    assert told(5, 12) == told(5, 1)
    assert told(5, 1) != told(6, 1)


def test_a_question_is_answered_and_a_lie_comes_back(sandbox: Callable[..., Sandbox]) -> None:
    """A requester answers what was asked; closed without anything done, the ticket comes back."""
    room = sandbox(tickets=5, story=True, seed=2)
    ticket = new_ticket(room, "Problem")
    with room.freshdesk() as api:
        api.post(f"/tickets/{ticket['id']}/reply", json={"body": "Is it the same for everybody?"})
        room.advance(4 * DAY)
        told = [one["what"] for one in entries(room) if one["ticket_id"] == ticket["id"]]
        assert "answers" in told
        api.post(f"/tickets/{ticket['id']}/reply", json={"body": "It is solved."})
        api.put(f"/tickets/{ticket['id']}", json={"status": 5})
        room.advance(4 * DAY)
        view = api.get(f"/tickets/{ticket['id']}").json()
    assert "comes back" in {one["what"] for one in entries_of(room, ticket)}
    assert view["status"] == 2


def test_an_assigned_engineer_works_and_closes(sandbox: Callable[..., Sandbox]) -> None:
    """An issue that is assigned is begun, moved and closed; then closing the ticket is the end."""
    room = sandbox(tickets=5, story=True)
    ticket = new_ticket(room, "Problem")
    link = f"{room.freshdesk_url}/a/tickets/{ticket['id']}"
    issue = github(room, "POST", "/issues", title="Mend it", body=link, assignees=["amara-okafor"])
    room.advance(7 * DAY)
    there = github(room, "GET", f"/issues/{issue['number']}")
    said = github(room, "GET", f"/issues/{issue['number']}/comments")
    assert (there["state"], there["closed_by"]["login"], len(said)) == ("closed", "amara-okafor", 2)
    with room.freshdesk() as api:
        api.post(f"/tickets/{ticket['id']}/reply", json={"body": "It is mended."})
        api.put(f"/tickets/{ticket['id']}", json={"status": 4})
    room.advance(5 * DAY)
    assert "comes back" not in {one["what"] for one in entries_of(room, ticket)}


def test_a_mentioned_engineer_answers_in_the_thread(sandbox: Callable[..., Sandbox]) -> None:
    """Whoever is mentioned in a ticket's thread accepts or declines there; others are silent."""
    room = sandbox(tickets=5, story=True)
    ticket = new_ticket(room, "Problem")
    channel = room.ready["slack"]["private_channel"]
    link = f"{room.freshdesk_url}/a/tickets/{ticket['id']}"
    root = slack(room, "chat.postMessage", channel=channel, text=f"<{link}|Ticket {ticket['id']}>: help")
    slack(
        room, "chat.postMessage", channel=channel, thread_ts=root["ts"], text="<@U0BRUNO000> can you take it?"
    )
    room.advance(4 * DAY)
    thread = slack(room, "conversations.replies", channel=channel, ts=root["ts"])["messages"]
    answered = [one["user"] for one in thread[2:]]
    assert answered == ["U0BRUNO000"]
    assert {one["what"] for one in entries_of(room, ticket)} & {"accepts", "declines"}
