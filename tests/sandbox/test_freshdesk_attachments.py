"""Files lie on another host, which refuses our credentials."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from tests.sandbox.room import Sandbox
from tests.sandbox.test_freshdesk_client import client

pytestmark = pytest.mark.slow


def test_sent_with_a_reply(sandbox: Callable[..., Sandbox]) -> None:
    """A file sent as a form is served by its link: without credentials, for some minutes."""
    room = sandbox(tickets=5)
    with room.freshdesk() as api:
        ticket_id = api.get("/tickets", params={"updated_since": "2000-01-01"}).json()[0]["id"]
        answer = api.post(
            f"/tickets/{ticket_id}/reply",
            data={"body": "see file", "cc_emails[]": ["a@b.example", "c@d.example"]},
            files=[
                ("attachments[]", ("log.txt", b"line", "text/plain")),
                ("attachments[]", ("two.txt", b"2")),
            ],
        )
        (first, second) = answer.json()["attachments"]
        assert answer.status_code == 201
        assert answer.json()["cc_emails"] == ["a@b.example", "c@d.example"]
        assert (first["name"], first["size"], first["content_type"], second["size"]) == (
            "log.txt",
            4,
            "text/plain",
            1,
        )
        url = api.get(f"/tickets/{ticket_id}/conversations").json()[-1]["attachments"][0]["attachment_url"]
        assert httpx.URL(url).port != httpx.URL(room.freshdesk_url).port
        assert api.get(url).status_code == 400  # the client sends its key along
    with httpx.Client(trust_env=False) as stranger:
        assert stranger.get(url).content == b"line"
        assert stranger.get(url.replace("Signature=", "Signature=0")).status_code == 403
        room.advance(400)
        assert stranger.get(url).status_code == 403


def test_made_with_files_by_python_freshdesk(tmp_path: object, sandbox: Callable[..., Sandbox]) -> None:
    """python-freshdesk makes a ticket with files, tags and custom fields as a form."""
    room = sandbox(tickets=5)
    ticket = client(room).tickets.create_ticket(
        "With a file",
        email="nova@nightsky.example",
        description="see file",
        tags=["one", "two"],
        custom_fields={"cf_impact": "low"},
        attachments=[__file__],
    )
    assert ticket.attachments[0]["name"] == "test_freshdesk_attachments.py"
    assert ticket.tags == ["one", "two"]
    assert ticket.custom_fields["cf_impact"] == "low"
    assert ticket.priority == "low"


def test_invented_tickets_have_some(reading_room: Sandbox, api: httpx.Client) -> None:
    """Who says that a notebook is attached has attached one."""
    rows = api.get("/tickets", params={"updated_since": "2000-01-01", "per_page": 100}).json()
    ticket_id = next(row["id"] for row in rows if row["subject"] == "Kernel dies with larger data")
    (one,) = api.get(f"/tickets/{ticket_id}").json()["attachments"]
    content = httpx.get(one["attachment_url"], trust_env=False)
    assert len(content.content) == one["size"]
    assert "nbformat" in content.json()
