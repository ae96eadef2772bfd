"""Several tickets at once: chosen in the queue, previewed and sent together, each with its own result."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.hands import SENT_WITHIN_MS, replies
from tests.browser.lab import NARROW, WIDE, Lab, Notebook
from tests.sandbox.room import Sandbox

OURS = "We found the cause and are trying a fix."


@pytest.fixture
def tickets(lab: Lab) -> list[int]:
    """Answer tickets that somebody waits for, the first ones in sight."""
    rows: list[dict[str, Any]] = lab.api("queue")["tickets"]
    return [row["ticket_id"] for row in rows if row["requester"] and not row["noise"]][:7]


def take(notebook: Notebook, ticket_ids: list[int]) -> Locator:
    """Choose tickets by their boxes and take them in hand."""
    for ticket_id in ticket_ids:
        notebook.row(ticket_id).hover()
        notebook.row(ticket_id).get_by_role("checkbox").click()
    return together(notebook, len(ticket_ids))


def together(notebook: Notebook, many: int) -> Locator:
    notebook.page.get_by_role("button", name="Work on them together").click()
    batch = notebook.page.locator(".sh-batch")
    expect(batch.get_by_role("heading", name=f"{many} tickets together")).to_be_visible(
        timeout=SENT_WITHIN_MS
    )
    return batch


def card(batch: Locator, ticket_id: int) -> Locator:
    return batch.locator(f'.sh-card[data-ticket="{ticket_id}"]')


def foot(batch: Locator, name: str) -> Locator:
    return batch.locator(".sh-batchfoot").get_by_role("button", name=name)


def test_updates_go_out_together(notebook: Notebook, lab: Lab, world: Sandbox, tickets: list[int]) -> None:
    """Who changed meanwhile is shown in its own card; Undo calls all back; then each gets one mail."""
    one, two, three = tickets[:3]
    notebook.row(one).hover()
    notebook.row(one).get_by_role("checkbox").click()
    notebook.row(two).click(modifiers=["ControlOrMeta"])
    notebook.find(str(three))
    notebook.page.keyboard.press("ArrowDown")
    notebook.page.keyboard.press("Space")
    notebook.find("")
    expect(notebook.page.get_by_text("3 tickets chosen")).to_be_visible()
    batch = together(notebook, 3)
    batch.get_by_role("button", name="Send an update", exact=True).click()
    for ticket_id in (one, two, three):
        card(batch, ticket_id).get_by_label("How far are we?").fill(f"{OURS} ({ticket_id})")
    world.answers(two, "Here is one more thing.")
    foot(batch, "Preview all 3").click()
    expect(card(batch, two).locator(".sh-changes")).to_contain_text(
        "Here is one more thing.", timeout=SENT_WITHIN_MS
    )
    expect(card(batch, one).locator(".sh-exact")).to_contain_text(OURS)
    card(batch, two).get_by_role("button", name="I have read it: preview again").click()
    notebook.picture("together-preview", WIDE)
    foot(batch, "Send an update").click()
    foot(batch, "Undo all").click()
    expect(card(batch, three).get_by_label("How far are we?")).to_have_value(f"{OURS} ({three})")
    assert not any(replies(world, ticket_id, OURS) for ticket_id in (one, two, three))
    foot(batch, "Preview all 3").click()
    foot(batch, "Send an update").click(timeout=SENT_WITHIN_MS)
    expect(batch.get_by_text("3 done")).to_be_visible(timeout=SENT_WITHIN_MS)
    assert [replies(world, ticket_id, f"{OURS} ({ticket_id})") for ticket_id in (one, two, three)] == [
        1,
        1,
        1,
    ]
    notebook.picture("together-done", NARROW, ".sh-batch")
    foot(batch, "Close").click()
    expect(notebook.page.get_by_text("tickets chosen")).to_be_hidden()
    expect(notebook.panel).to_be_visible()


def test_one_that_fails_stops_no_other(notebook: Notebook, world: Sandbox, tickets: list[int]) -> None:
    """One text for several tickets of one cause: who could not be told is named, and told on a second try."""
    good, bad, left_out = tickets[4:7]
    batch = take(notebook, [good, bad, left_out])
    batch.get_by_role("button", name="Send an update", exact=True).click()
    batch.get_by_text("The same for all").click()
    batch.locator("details.sh-card").get_by_label("How far are we?").fill(OURS)
    batch.get_by_role("button", name="Put it into each").click()
    for ticket_id in (good, bad, left_out):
        expect(card(batch, ticket_id).get_by_label("How far are we?")).to_have_value(OURS)
        expect(card(batch, ticket_id).get_by_label("there is news")).to_be_checked()
    batch.get_by_role("button", name=f"Leave ticket {left_out} out").click()
    expect(batch.get_by_role("heading", name="2 tickets together")).to_be_visible()
    world.fault(service="freshdesk", method="POST", path=f"*/tickets/{bad}/reply", status=400, count=1)
    foot(batch, "Preview all 2").click()
    foot(batch, "Send an update").click(timeout=SENT_WITHIN_MS)
    expect(batch.get_by_text("1 done · 1 stopped: see there")).to_be_visible(timeout=SENT_WITHIN_MS)
    expect(card(batch, bad).locator(".sh-stepblock .sh-problem")).to_be_visible()
    notebook.picture("together-trouble", WIDE)
    card(batch, bad).get_by_role("button", name="Try again").click()
    expect(batch.get_by_text("2 done")).to_be_visible(timeout=SENT_WITHIN_MS)
    assert [replies(world, ticket_id, OURS) for ticket_id in (good, bad, left_out)] == [1, 1, 0]
    foot(batch, "Close").click()


def test_escape_goes_back_and_the_choice_stays(notebook: Notebook, tickets: list[int]) -> None:
    """Going back to one ticket forgets neither which rows were chosen nor what was written, twice as once."""
    pair = tickets[:2]
    batch = take(notebook, pair)
    for _ in range(2):
        batch.get_by_role("button", name="Private note", exact=True).click()
        card(batch, pair[1]).get_by_label("Note").fill("Seen before in March.")
        notebook.page.keyboard.press("Escape")
        expect(notebook.page.get_by_text("2 tickets chosen")).to_be_visible()
        batch = together(notebook, 2)
    batch.get_by_role("button", name="Private note", exact=True).click()
    expect(card(batch, pair[1]).get_by_label("Note")).to_have_value("Seen before in March.")
    card(batch, pair[1]).get_by_role("button", name="Throw away").click()
    expect(card(batch, pair[1])).to_have_count(0)
    notebook.page.keyboard.press("Escape")
    notebook.page.get_by_role("button", name="Choose none").click()
