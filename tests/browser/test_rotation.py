"""The rotation: two tours are swapped, and everybody's plan follows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import NARROW, WIDE, Lab, Notebook


@pytest.fixture(scope="module")
def notebook(page: Page, lab: Lab) -> Notebook:
    """Open the rotation notebook and run it; the timeline is there."""
    opened = Notebook(page, lab, "rotation.ipynb")
    opened.run_all(".sh-timeline")
    return opened


def test_two_tours_are_swapped(notebook: Notebook, lab: Lab) -> None:
    """A swap is previewed and recorded; the timeline, the table and the endpoint say so at once."""
    page, rota = notebook.page, lab.api("rota")
    seats = [row["seats"] for row in rota["rows"][2:4]]
    one, other = seats[0][0]["name"], seats[1][1]["name"]
    first, last = rota["rows"][2]["from"], rota["rows"][2]["to"]
    page.get_by_role("button", name="Record a swap or cover").click()
    page.get_by_label("a cover").check()
    page.get_by_role("group", name="Whose time").get_by_label(one).check()
    page.get_by_role("group", name="Who takes it").get_by_label(other).check()
    page.get_by_label("First day").fill(first)
    page.get_by_label("Last day").fill(last)
    page.get_by_role("button", name="Preview", exact=True).click()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Done.")).to_be_visible(timeout=30_000)
    expect(page.locator('.sh-tour[data-source="override"]').first).to_be_visible()
    assert [override["by_id"] for override in lab.api("rota")["overrides"]]
    page.get_by_role("button", name="Close").click()


def test_the_timeline_turns(notebook: Notebook) -> None:
    """Later weeks and back to today, twice; the day that is today is marked."""
    page = notebook.page
    for _ in range(2):
        page.get_by_role("button", name="Later").click()
        expect(page.locator(".sh-today")).to_have_count(0)
        page.get_by_role("button", name="Today").click()
        expect(page.locator(".sh-today")).to_have_count(1)
    for theme in ("Dark", "Light"):
        notebook.set_theme(f"JupyterLab {theme}")
        notebook.picture(f"rotation-{theme.lower()}", WIDE, ".sh-rotation")
        notebook.picture(f"rotation-{theme.lower()}-900", NARROW, ".sh-rotation")
