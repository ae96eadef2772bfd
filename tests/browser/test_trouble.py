"""When something is wrong: one clear message with what to do, and the last good queue stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab import RESULTS, Lab, Notebook
from tests.sandbox.room import Sandbox

PROBLEMS: dict[str, tuple[dict[str, Any], str]] = {
    "wrong-key": ({"status": 401, "body": {"code": "invalid_credentials", "message": "no"}}, "Check the key"),
    "down": ({"status": 503}, "we look again by ourselves"),
    "html": (
        {"status": 200, "body": "<html>Sign in</html>", "headers": {"Content-Type": "text/html"}},
        "address",
    ),
}


@pytest.fixture(autouse=True)
def healed(world: Sandbox) -> Iterator[None]:
    """Take every fault away when a test ends."""
    yield
    world.clear_faults()


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_problem_says_what_to_do(notebook: Notebook, world: Sandbox, name: str) -> None:
    """The header names trouble and remedy, marks the age of the queue, keeps its rows, and recovers."""
    fault, remedy = PROBLEMS[name]
    before = notebook.rows.count()
    world.fault(service="freshdesk", method="GET", path="/api/v2/tickets*", count=1000, **fault)
    trouble = notebook.page.locator(".sh-header-root .sh-problem")
    expect(trouble).to_contain_text(remedy, timeout=60_000)
    expect(notebook.page.locator(".sh-age")).to_contain_text("Last good queue")
    assert notebook.rows.count() == before
    world.clear_faults()
    expect(trouble).to_have_count(0, timeout=60_000)


def test_a_clock_that_jumped_is_believed(notebook: Notebook, world: Sandbox) -> None:
    """When the clock jumps ahead, what was due is late at once, on the screen as on the server."""
    late = notebook.page.locator('.sh-counts [data-tone="late"]')
    before = int((late.text_content() or "0").split()[0]) if late.count() else 0
    world.advance(4 * 24 * 3600)
    expect(late).to_contain_text(re.compile(rf"^(?!{before} )\d+ late$"), timeout=30_000)
    expect(notebook.rows.first.locator(".sh-clock")).to_contain_text("late")


# -- while a reply is on its way -------------------------------------------------------------------------

REST_S = 20


def ticket_for_us(lab: Lab) -> int:
    rows = lab.api("queue")["tickets"]
    return int(next(one for one in rows if one["ball"] == "ours" and one["requester"])["ticket_id"])


def previewed(notebook: Notebook, ticket_id: int, text: str) -> Locator:
    """Write a reply up to its preview; answer the panel."""
    panel = notebook.open(ticket_id)
    panel.get_by_role("button", name="Reply", exact=True).click()
    panel.get_by_label("Your reply").fill(text)
    panel.get_by_role("button", name="Preview", exact=True).click()
    expect(panel.get_by_role("button", name="Send to")).to_be_enabled()
    return panel


def replies(world: Sandbox, ticket_id: int, text: str) -> int:
    """Answer how often a reply stands at FreshDesk."""
    with world.freshdesk() as freshdesk:
        entries = freshdesk.get(f"/tickets/{ticket_id}/conversations").json()
    return len([one for one in entries if text in one["body_text"] and not one["private"]])


def test_a_slow_reply_shows_that_it_is_on_its_way(notebook: Notebook, lab: Lab, world: Sandbox) -> None:
    """While FreshDesk takes its time nothing can be pressed twice, the desk works on; one reply leaves."""
    ticket_id, press = ticket_for_us(lab), notebook.page.keyboard.press
    world.fault(service="freshdesk", method="POST", path="*/reply", delay_s=6, count=1)
    panel = previewed(notebook, ticket_id, "Slow but sure.")
    panel.get_by_role("button", name="Send to").dblclick()
    composer = panel.locator(".sh-composer")
    expect(composer).to_contain_text("Sending …", timeout=30_000)
    expect(composer.locator(".sh-button:enabled")).to_have_count(0)
    notebook.page.screenshot(path=RESULTS / "trouble-slow-reply.png")
    grid = notebook.page.locator(".sh-grid")
    grid.focus()
    for key in ("End", "ArrowUp"):
        before = grid.get_attribute("aria-activedescendant")
        press(key)
        expect(grid).not_to_have_attribute("aria-activedescendant", before or "")
    press("Enter")
    expect(panel.get_by_text(f"#{ticket_id} ·")).to_have_count(0)
    notebook.open(ticket_id)
    expect(composer).to_contain_text("Sending …")
    panel.get_by_role("button", name="Look at it").click()
    expect(panel.get_by_text("Done.")).to_be_visible(timeout=30_000)
    panel.get_by_role("button", name="Close", exact=True).click()
    assert replies(world, ticket_id, "Slow but sure.") == 1


def test_a_lost_answer_is_looked_for_before_anything_is_repeated(
    notebook: Notebook, lab: Lab, world: Sandbox
) -> None:
    """When the answer to a reply never came the panel says so; Try again looks first, twice if need be."""
    ticket_id = ticket_for_us(lab)
    panel = previewed(notebook, ticket_id, "Sent, and not confirmed.")
    world.fault(service="freshdesk", method="POST", path="*/reply", count=1, when="after", drop=True)
    panel.get_by_role("button", name="Send to").click()
    expect(panel.get_by_text("Goes out in 4 s")).to_be_visible()
    world.fault(service="freshdesk", method="GET", path=f"*/tickets/{ticket_id}/conversations", status=503)
    doubt = "Trying again first looks whether it arrived."
    expect(panel.locator(".sh-composer")).to_contain_text(doubt, timeout=60_000)
    notebook.page.screenshot(path=RESULTS / "trouble-lost-answer.png")
    panel.get_by_role("button", name="Try again").click()
    expect(panel.locator(".sh-composer")).not_to_contain_text(doubt)
    expect(panel.locator(".sh-composer")).to_contain_text(doubt, timeout=60_000)
    world.clear_faults()
    panel.get_by_role("button", name="Try again").click()
    expect(panel.get_by_text("Done.")).to_be_visible(timeout=60_000)
    panel.get_by_role("button", name="Close", exact=True).click()
    assert replies(world, ticket_id, "Sent, and not confirmed.") == 1


def test_too_many_calls_are_waited_out(notebook: Notebook, lab: Lab, world: Sandbox) -> None:
    """FreshDesk wants a rest: the header says until when, rows stay; a reply says in place what to do."""
    ticket_id, rows = ticket_for_us(lab), notebook.rows.count()
    panel = previewed(notebook, ticket_id, "After the rest.")
    world.fault(service="freshdesk", path="*", status=429, headers={"Retry-After": str(REST_S)})
    trouble = notebook.page.locator(".sh-header-root .sh-problem")
    expect(trouble).to_contain_text(
        re.compile(r"wants a rest.*look again by ourselves before \d\d:\d\d"), timeout=30_000
    )
    world.clear_faults()
    expect(notebook.page.locator('.sh-age[data-tone="late"]')).to_contain_text("Last good queue from")
    assert notebook.rows.count() == rows
    for _ in range(2):
        panel.get_by_role("button", name="Send to").click()
        expect(panel.locator(".sh-composer .sh-problem")).to_contain_text("what you wrote is kept. Try again")
    notebook.page.screenshot(path=RESULTS / "trouble-rest.png")
    expect(trouble).to_have_count(0, timeout=60_000)
    expect(notebook.page.locator(".sh-age")).to_have_text("Up to date", timeout=30_000)
    panel.get_by_role("button", name="Send to").click()
    expect(panel.get_by_text("Done.")).to_be_visible(timeout=60_000)
    panel.get_by_role("button", name="Close", exact=True).click()
    assert replies(world, ticket_id, "After the rest.") == 1
