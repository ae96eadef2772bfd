"""A steward's day at the desk: replies, notes, drafts, second thoughts, and somebody else who was faster."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from supporthub_ext.views.acting import LOOK_EVERY_S
from tests.browser.hands import entries
from tests.browser.lab import Lab, Notebook
from tests.sandbox.room import Sandbox

LETTER = "Your servers start again; the image was too large for its node."


@pytest.fixture
def tickets(lab: Lab) -> list[dict[str, Any]]:
    """Answer tickets that wait for us, each good for one test."""
    return [row for row in lab.api("queue")["tickets"] if row["ball"] == "ours" and row["requester"]]


def write(panel: Locator, verb: str, label: str, text: str) -> None:
    panel.get_by_role("button", name=verb).click()
    panel.get_by_label(label).fill(text)


def preview(panel: Locator) -> None:
    panel.get_by_role("button", name="Preview", exact=True).click()


def test_a_reply_resolves_the_ticket(
    notebook: Notebook, world: Sandbox, tickets: list[dict[str, Any]]
) -> None:
    """Many requests are answered at once: one plan mails the answer and sets the ticket Resolved."""
    # One with an issue or a thread is still to be closed out.
    ticket_id = next(
        row["ticket_id"] for row in tickets if not row["links"]["issue"] and not row["links"]["thread"]
    )
    panel = notebook.open(ticket_id)
    write(panel, "Reply", "Your reply", LETTER)
    panel.get_by_label("set it Resolved").check()
    preview(panel)
    expect(panel.locator(".sh-effects")).to_contain_text(["mail", "survey"])
    panel.get_by_role("button", name="then set the ticket Resolved").click()
    expect(panel.get_by_text("Done, all 2 steps.")).to_be_visible(timeout=30_000)
    with world.freshdesk() as freshdesk:
        assert freshdesk.get(f"/tickets/{ticket_id}").json()["status"] == 4
    notebook.find(str(ticket_id))
    expect(notebook.rows).to_have_count(0, timeout=30_000)
    notebook.find("")


def test_a_note_stays_with_the_team(
    notebook: Notebook, world: Sandbox, tickets: list[dict[str, Any]]
) -> None:
    """A private note is worded and coloured as one, from the form to its button, and mails nobody."""
    ticket_id = tickets[1]["ticket_id"]
    panel = notebook.open(ticket_id)
    write(panel, "Private note", "Note", "Same cause as last week.")
    preview(panel)
    expect(panel.locator(".sh-audience")).to_have_text("Only the team sees this")
    panel.get_by_role("button", name="Add private note", exact=True).click()
    expect(panel.get_by_text("Done.")).to_be_visible(timeout=30_000)
    notes = [one for one in entries(world, ticket_id) if "Same cause as last week." in one["body_text"]]
    assert [one["private"] for one in notes] == [True]
    panel.get_by_role("button", name="Close").click()
    panel.get_by_role("tab", name="What we did").click()
    expect(panel.locator(".sh-past").first).to_contain_text("Private note")


def test_a_sent_reply_can_be_called_back(
    notebook: Notebook, world: Sandbox, tickets: list[dict[str, Any]]
) -> None:
    """For some seconds after pressing Send, Undo brings the text back to its form, and nothing leaves.

    Who looks at the text again at once keeps it before their eyes: what was called back is told twice.
    """
    ticket_id = tickets[2]["ticket_id"]
    panel = notebook.open(ticket_id)
    write(panel, "Reply", "Your reply", LETTER)
    preview(panel)
    panel.get_by_role("button", name="Send to").click()
    panel.get_by_role("button", name="Undo").click()
    expect(panel.get_by_label("Your reply")).to_have_value(LETTER)
    preview(panel)
    expect(panel.get_by_role("button", name="Send to")).to_be_visible()
    notebook.page.wait_for_timeout(3_000 * LOOK_EVERY_S)
    panel.get_by_role("button", name="Back to writing").click()
    expect(panel.get_by_label("Your reply")).to_have_value(LETTER)
    assert not [one for one in entries(world, ticket_id) if LETTER in one["body_text"]]
    panel.get_by_role("button", name="Throw away").click()


def test_what_changed_meanwhile_is_shown_and_the_draft_stays(
    notebook: Notebook, world: Sandbox, tickets: list[dict[str, Any]]
) -> None:
    """When the requester wrote after the steward looked, the preview says what they wrote; the text stays."""
    ticket_id = tickets[3]["ticket_id"]
    panel = notebook.open(ticket_id)
    write(panel, "Reply", "Your reply", LETTER)
    world.answers(ticket_id, "It works again, thank you!")
    preview(panel)
    expect(panel.locator(".sh-changes")).to_contain_text("It works again, thank you!")
    expect(panel.get_by_label("Your reply")).to_have_value(LETTER)
    panel.get_by_role("button", name="I have read it: preview again").click()
    expect(panel.locator(".sh-exact")).to_contain_text(LETTER)
    panel.get_by_role("button", name="Back to writing").click()
    panel.get_by_role("button", name="Throw away").click()


def test_a_draft_outlives_the_page(notebook: Notebook, lab: Lab, tickets: list[dict[str, Any]]) -> None:
    """What was typed is on the server: a page that is loaded again finds it."""
    ticket_id = tickets[4]["ticket_id"]
    panel = notebook.open(ticket_id)
    write(panel, "Reply", "Your reply", "Half a sent")
    expect(panel.get_by_text("Draft saved")).to_be_visible()
    notebook.page.reload()
    notebook.wait_for_kernel()
    notebook.run_all()
    panel = notebook.open(ticket_id)
    panel.get_by_role("button", name="Reply (draft)").click()
    expect(panel.get_by_label("Your reply")).to_have_value("Half a sent")
    panel.get_by_role("button", name="Throw away").click()
    expect(panel.get_by_role("button", name="Reply", exact=True)).to_be_visible()
    assert lab.api(f"tickets/{ticket_id}")["drafts"] == {}


def test_a_missing_text_is_said_in_its_field(notebook: Notebook, tickets: list[dict[str, Any]]) -> None:
    """An empty form says what is missing where it is missing, twice if need be."""
    panel = notebook.open(tickets[5]["ticket_id"])
    panel.get_by_role("button", name="Reply").click()
    for _ in range(2):
        preview(panel)
        expect(panel.locator(".sh-wrong").first).to_have_text("This is still empty.")
    panel.get_by_role("button", name="Throw away").click()


def test_what_was_thrown_away_comes_back(notebook: Notebook, lab: Lab, tickets: list[dict[str, Any]]) -> None:
    """A text that was thrown away by mistake is one press away, until something else is begun."""
    ticket_id = tickets[6]["ticket_id"]
    panel = notebook.open(ticket_id)
    write(panel, "Reply", "Your reply", "Not lost yet.")
    for _ in range(2):
        panel.get_by_role("button", name="Throw away").click()
        panel.get_by_role("button", name="Undo").click()
        expect(panel.get_by_label("Your reply")).to_have_value("Not lost yet.")
    panel.get_by_role("button", name="Throw away").click()
    panel.get_by_role("button", name="Private note").click()
    panel.get_by_role("button", name="Throw away").click()
    expect(panel.get_by_role("button", name="Undo")).to_have_count(0)
    assert lab.api(f"tickets/{ticket_id}")["drafts"] == {}
