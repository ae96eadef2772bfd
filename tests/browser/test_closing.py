"""Closing the loop: the issue is closed, the requester is told, and everything about the request ends."""

from __future__ import annotations

import re
from typing import Any

import httpx
from playwright.sync_api import expect

from tests.browser.hands import choose, close, entries, preview, replies, send
from tests.browser.lab import WIDE, Lab, Notebook
from tests.sandbox.room import Sandbox

TOLD = "The image is smaller now and servers start again."
READ_WITHIN_MS = 60_000


def close_issue(world: Sandbox, url: str) -> None:
    """Close an issue as an engineer does."""
    github = world.ready["github"]
    number = url.rsplit("/", 1)[1]
    address = f"{github['url']}/repos/{github['repository']}/issues/{number}"
    headers = {"Authorization": f"Bearer {github['token']}"}
    httpx.patch(address, headers=headers, json={"state": "closed"}, trust_env=False).raise_for_status()


def said_in_thread(world: Sandbox, link: str) -> list[dict[str, Any]]:
    """Answer the messages of a thread, by its permalink."""
    slack = world.ready["slack"]
    ts = link.split("?", maxsplit=1)[0].rsplit("/p", 1)[1]
    asked = {"channel": slack["private_channel"], "ts": f"{ts[:-6]}.{ts[-6:]}"}
    headers = {"Authorization": f"Bearer {slack['bot_token']}"}
    answer = httpx.get(f"{slack['url']}conversations.replies", params=asked, headers=headers, trust_env=False)
    found: list[dict[str, Any]] = answer.json()["messages"]
    return found


def test_a_request_is_closed_out(notebook: Notebook, lab: Lab, world: Sandbox) -> None:
    """From the closed issue to a told requester, and one plan that ends ticket, issue and thread."""
    rows = lab.api("queue")["tickets"]
    free = [row for row in rows if row["requester"] and row["community"] and not row["noise"]]
    ticket_id = next(
        one["ticket_id"] for one in free if not one["links"]["thread"] and not one["links"]["issue"]
    )
    panel = notebook.open(ticket_id)
    choose(panel, "Reply")
    panel.get_by_label("Your reply").fill("We look into it.")
    preview(panel)
    send(panel)
    close(panel)
    choose(panel, "Open support issue")
    panel.get_by_label("Title").fill("The image is too large")
    panel.get_by_label("Which change is needed?").fill("Make the image smaller.")
    preview(panel)
    send(panel)
    close(panel)
    links = lab.api(f"tickets/{ticket_id}")["ticket"]["links"]
    close_issue(world, links["issue"])

    first = panel.locator(".sh-actions .sh-primary")
    expect(first).to_have_text("Tell it is resolved", timeout=READ_WITHIN_MS)
    first.click()
    expect(panel.get_by_label("What did we do?")).not_to_be_empty()  # drafted
    panel.get_by_label("What did we do?").fill(TOLD)
    preview(panel)
    send(panel)
    close(panel)
    assert replies(world, ticket_id, TOLD) == 1

    expect(first).to_have_text("Close out", timeout=READ_WITHIN_MS)
    first.click()
    summary = panel.get_by_label("What happened, for the team")
    expect(summary).to_have_value(re.compile("escalated"))
    summary.fill(summary.input_value() + "\n- the image grew in March")
    panel.get_by_label("Closed (no survey)").check()
    preview(panel)
    notebook.picture("close-out", WIDE)
    send(panel)
    close(panel)
    with world.freshdesk() as freshdesk:
        assert freshdesk.get(f"/tickets/{ticket_id}").json()["status"] == 5
    notes = [one["body_text"] for one in entries(world, ticket_id) if one["private"]]
    assert sum("the image grew in March" in one and links["issue"] in one for one in notes) == 1
    thread = said_in_thread(world, links["thread"])
    assert len(thread) >= 2  # what opened it, and what ended it
    assert any(one.get("reactions") for one in thread)
    notebook.find(str(ticket_id))
    expect(notebook.rows).to_have_count(0, timeout=READ_WITHIN_MS)
    notebook.find("")
