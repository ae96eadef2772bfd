"""What needs no ticket, above the queue."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.lab import RESULTS, Notebook


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
