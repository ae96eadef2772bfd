"""Faults on demand, the same for every service."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow
NOTE = {"body": "once"}


def talk(api: httpx.Client, ticket_id: int) -> list[str]:
    return [one["body_text"] for one in api.get(f"/tickets/{ticket_id}/conversations").json()]


def test_before_and_after(sandbox: Callable[..., Sandbox]) -> None:
    """`before` stores nothing, `after` stores the change and then fails; both as often as `count` says."""
    room = sandbox(tickets=5)
    ticket_id = room.writes_in("ruth.sandoval@prairieeco.example", "Help", "text")["id"]
    for when, stored in (("before", 0), ("after", 1)):
        room.fault(
            service="freshdesk",
            method="POST",
            path="/api/v2/tickets/*/notes",
            status=502,
            body="<html>",
            count=1,
            when=when,
        )
        with room.freshdesk() as api:
            failed = api.post(f"/tickets/{ticket_id}/notes", json=NOTE)
            assert (failed.status_code, failed.text) == (502, "<html>")
            assert len(talk(api, ticket_id)) == stored
    with room.freshdesk() as api:
        assert api.post(f"/tickets/{ticket_id}/notes", json=NOTE).status_code == 201


def test_a_dropped_connection(sandbox: Callable[..., Sandbox]) -> None:
    """`drop` closes the connection without an answer; with `after` the change is stored."""
    room = sandbox(tickets=5)
    ticket_id = room.writes_in("ruth.sandoval@prairieeco.example", "Help", "text")["id"]
    room.fault(service="freshdesk", path="*/notes", drop=True, when="after", count=1)
    with room.freshdesk() as api:
        with pytest.raises(httpx.RemoteProtocolError):
            api.post(f"/tickets/{ticket_id}/notes", json=NOTE)
        assert talk(api, ticket_id) == ["once"]
    assert room.log("freshdesk")[0]["status"] is None


def test_until_taken_away(sandbox: Callable[..., Sandbox]) -> None:
    """Without a count a fault stays until it is deleted, with the headers and body that it was given."""
    room = sandbox(tickets=5)
    room.fault(service="freshdesk", status=429, headers={"Retry-After": "7"}, body={"code": "slow"})
    with room.freshdesk() as api:
        for _ in range(3):
            answer = api.get("/tickets")
            assert (answer.status_code, answer.headers["Retry-After"], answer.json()) == (
                429,
                "7",
                {"code": "slow"},
            )
        room.clear_faults()
        assert api.get("/tickets").status_code == 200


def test_the_control_room_has_no_faults(sandbox: Callable[..., Sandbox]) -> None:
    """A fault for every service spares the control room, so that it can be taken away."""
    room = sandbox(tickets=5)
    room.fault(status=500, body="<h1>Down</h1>")
    with room.freshdesk() as api:
        answer = api.get("/tickets")
        assert (answer.status_code, answer.headers["Content-Type"][:9]) == (500, "text/html")
        room.clear_faults()
        assert api.get("/tickets").status_code == 200


def test_late_answers_are_true(sandbox: Callable[..., Sandbox]) -> None:
    """`delay_s` alone lets the true answer come late: a client that waits gets it, another does not."""
    room = sandbox(tickets=5)
    room.fault(service="freshdesk", path="*/agents/me", delay_s=0.3, count=2)
    with room.freshdesk() as api:
        with pytest.raises(httpx.ReadTimeout):
            api.get("/agents/me", timeout=0.05)
        assert api.get("/agents/me").json()["contact"]["name"] == "Support Desk"


def test_other_requests_are_spared(sandbox: Callable[..., Sandbox]) -> None:
    """A fault strikes its service, method and path alone, and an unknown key in it is refused."""
    room = sandbox(tickets=5)
    room.fault(service="freshdesk", method="GET", path="/api/v2/contacts*", status=500)
    room.fault(service="slack", status=500)
    with room.freshdesk() as api:
        assert api.get("/contacts").status_code == 500
        assert api.get("/companies").status_code == 200
    assert room.control.post("/faults", json={"colour": "red"}).status_code == 400


def test_a_share_of_the_requests_is_struck(sandbox: Callable[..., Sandbox]) -> None:
    """With a share of a quarter some requests fail and most do not, the same ones every time."""
    runs = []
    for _ in range(2):
        room = sandbox()
        room.fault(service="freshdesk", status=500, share=0.25)
        with room.freshdesk() as client:
            runs.append([client.get("/agents/me").status_code for _ in range(60)])
    assert runs[0] == runs[1]
    assert 5 < runs[0].count(500) < 30


def test_the_log_holds_every_request(sandbox: Callable[..., Sandbox]) -> None:
    """Method, path, status and time of each request stand in the log, oldest first."""
    room = sandbox(tickets=5)
    with room.freshdesk() as api:
        api.get("/tickets", params={"per_page": 5})
        api.get("/tickets/99")
    first, second = room.log("freshdesk")
    assert (first["method"], first["path"], first["query"], first["status"]) == (
        "GET",
        "/api/v2/tickets",
        "per_page=5",
        200,
    )
    assert (second["status"], second["time"][:16]) == (404, "2026-03-04T10:00")
    room.clear_log()
    assert room.log() == []
