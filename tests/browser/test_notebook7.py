"""The triage notebook in Notebook 7, the other front end that people have."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.fronts import ClassicNotebook
from tests.browser.lab import Lab


def test_the_desk_runs_in_notebook_7(page: Page, lab: Lab) -> None:
    """Run All shows the queue, and a click opens a ticket."""
    opened = ClassicNotebook(page, lab)
    opened.run_all()
    opened.rows.first.wait_for()
    row = lab.api("queue")["tickets"][0]
    expect(opened.open(row["ticket_id"]).locator("h3")).to_have_text(row["subject"])
