"""What needs no ticket, above the queue."""

from __future__ import annotations

import httpx
from playwright.sync_api import expect

from tests.browser.hands import SENT_WITHIN_MS
from tests.browser.lab import RESULTS, WIDE, Lab, Notebook
from tests.sandbox.room import Sandbox

ANSWER = "The hub's home page shows how; ask here if it does not."


def test_a_backlog_issue_is_opened(notebook: Notebook) -> None:
    """A piece of work that nobody wrote in about gets its issue and its place on the board."""
    head = notebook.page.locator(".sh-header-root")
    for _ in range(2):
        head.get_by_role("button", name="Without a ticket").click()
    expect(head.get_by_role("button", name="Backlog issue")).to_be_hidden()
    head.get_by_role("button", name="Without a ticket").click()
    head.get_by_role("button", name="Backlog issue").click()
    head.get_by_label("Title").fill("Renew the certificates by themselves")
    head.get_by_label("Which change is needed?").fill("Let the cluster ask for new ones in time.")
    head.get_by_role("button", name="Preview", exact=True).click()
    expect(head.locator(".sh-audience").first).to_have_text("Everybody can see this")
    notebook.page.screenshot(path=RESULTS / "backlog.png")
    head.locator(".sh-composer .sh-primary").click()
    expect(head.locator(".sh-saved")).to_contain_text("Done", timeout=60_000)
    head.get_by_role("button", name="Close").click()


def test_a_busy_hub_comes_first(notebook: Notebook) -> None:
    """A hub with many users is noted until a moment; when that is missing, its field says so."""
    head = notebook.page.locator(".sh-header-root")
    head.get_by_role("button", name="Hub is busy").click()
    head.get_by_label("Hub", exact=True).fill("https://hub.lagoon.example")
    head.get_by_role("button", name="Preview", exact=True).click()
    expect(head.locator(".sh-wrong").nth(1)).to_have_text("This is still empty.")
    head.get_by_label("Until").fill("2026-03-05T18:00")
    head.get_by_role("button", name="Preview", exact=True).click()
    expect(head.locator(".sh-exact")).to_contain_text("counts as busy until")
    notebook.page.keyboard.press("Escape")
    head.get_by_role("button", name="Throw away").click()


def said_in_public(world: Sandbox) -> list[str]:
    """Answer the texts of the threads in the public channel."""
    slack = world.ready["slack"]
    headers, where = {"Authorization": f"Bearer {slack['bot_token']}"}, {"channel": slack["public_channel"]}
    with httpx.Client(base_url=slack["url"], headers=headers, trust_env=False) as http:
        roots = http.get("conversations.history", params=where | {"limit": 200}).json()["messages"]
        threads = [
            http.get("conversations.replies", params=where | {"ts": one["ts"]}).json() for one in roots
        ]
    return [message["text"] for thread in threads for message in thread["messages"]]


def test_a_question_in_public_is_answered(notebook: Notebook, lab: Lab, world: Sandbox) -> None:
    """Its form opens with the oldest question; a mail address is held back; the answer goes out once."""
    waiting = lab.api("queue")["hub_support"]
    head = notebook.page.locator(".sh-header-root")
    for _ in range(2):
        head.get_by_role("button", name="Answer", exact=True).click()
        expect(head.get_by_label("Link to the message")).to_have_value(waiting[0]["link"])
    head.get_by_label("Your answer").fill("Ask ana@reef.example for it.")
    head.get_by_role("button", name="Preview", exact=True).click()
    expect(head.locator('.sh-check[data-level="stop"]')).to_be_visible(timeout=SENT_WITHIN_MS)
    head.get_by_role("button", name="Back to writing").click()
    head.get_by_label("Your answer").fill(ANSWER)
    head.get_by_role("button", name="Preview", exact=True).click()
    expect(head.locator(".sh-audience")).to_have_text("Everybody can see this")
    notebook.picture("answer-in-public", WIDE)
    head.locator(".sh-composer .sh-primary").click()
    expect(head.locator(".sh-saved")).to_contain_text("Done", timeout=SENT_WITHIN_MS)
    head.get_by_role("button", name="Close").click()
    assert said_in_public(world).count(ANSWER) == 1
    expect(head.get_by_text("wait in public").or_(head.get_by_text("waits in public"))).to_have_count(
        1 if len(waiting) > 1 else 0, timeout=SENT_WITHIN_MS
    )
