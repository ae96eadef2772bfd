"""What a steward's hands do in a panel, in the tests of several flows."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, expect

from tests.sandbox.room import Sandbox

SENT_WITHIN_MS = 60_000


def choose(panel: Locator, verb: str) -> None:
    """Open a form by its button, unfolding the rarer ones."""
    if panel.get_by_role("button", name="More").count():
        panel.get_by_role("button", name="More").click()
    panel.get_by_role("button", name=verb, exact=True).click()


def preview(panel: Locator) -> None:
    """Show the plan."""
    panel.get_by_role("button", name="Preview", exact=True).click()
    expect(panel.get_by_role("button", name="Back to writing")).to_be_visible(timeout=SENT_WITHIN_MS)


def send(panel: Locator) -> None:
    """Press the button that does what the plan says."""
    panel.locator(".sh-composer .sh-primary").click()


def close(panel: Locator) -> None:
    """Wait until a plan is done, and put it away."""
    expect(panel.locator(".sh-saved")).to_contain_text("Done", timeout=SENT_WITHIN_MS)
    panel.get_by_role("button", name="Close").click()


def entries(world: Sandbox, ticket_id: int) -> list[dict[str, Any]]:
    """Answer what FreshDesk has of a ticket's conversation, its first message left out."""
    with world.freshdesk() as freshdesk:
        found: list[dict[str, Any]] = freshdesk.get(f"/tickets/{ticket_id}/conversations").json()
    return found


def replies(world: Sandbox, ticket_id: int, words: str) -> int:
    """Answer how many public replies with these words a ticket has."""
    return sum(words in one["body_text"] and not one["private"] for one in entries(world, ticket_id))
