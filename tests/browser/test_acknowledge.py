"""The first thing that a steward must be able to do, all the way through real parts."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.browser.lab import RESULTS, Lab, Notebook
from tests.sandbox.room import Sandbox

NEXT = "We look at the storage of your hub first, and write again tomorrow."


def public_replies(world: Sandbox, ticket_id: int, text: str) -> list[dict[str, Any]]:
    with world.freshdesk() as freshdesk:
        entries = freshdesk.get(f"/tickets/{ticket_id}/conversations").json()
    return [one for one in entries if not one["private"] and not one["incoming"] and text in one["body_text"]]


def test_a_ticket_is_acknowledged(notebook: Notebook, lab: Lab, world: Sandbox) -> None:
    """From running the notebook to one mail that left, a queue that moved on, and a clean saved file."""
    row = next(one for one in lab.api("queue")["tickets"] if one["next_step"] == "acknowledge")
    panel = notebook.open(row["ticket_id"])
    expect(panel.locator("h3")).to_have_text(row["subject"])
    notebook.page.screenshot(path=RESULTS / "desk.png")
    panel.get_by_role("button", name="Acknowledge").click()
    panel.get_by_label("What happens next?").fill(NEXT)
    panel.get_by_role("button", name="Preview").click()
    expect(panel.locator(".sh-audience")).to_have_text("The requester sees this")
    expect(panel.locator(".sh-exact")).to_contain_text(NEXT)
    notebook.page.screenshot(path=RESULTS / "preview.png")
    panel.get_by_role("button", name=f"Send to {row['requester']} at {row['community']}").click()
    expect(panel.get_by_text("Done.")).to_be_visible(timeout=30_000)
    assert len(public_replies(world, row["ticket_id"], NEXT)) == 1
    notebook.find(str(row["ticket_id"]))  # it has moved down, perhaps out of sight
    step = notebook.row(row["ticket_id"]).locator(".sh-step .sh-first")
    expect(step).not_to_have_text("Acknowledge", timeout=30_000)
    saved = notebook.save()
    secrets = [lab.token, world.api_key, row["subject"], row["requester"], NEXT, str(row["ticket_id"])]
    assert [word for word in secrets if word in saved] == []
