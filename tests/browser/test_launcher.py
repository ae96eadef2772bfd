"""The launcher's tiles, and what the package sets for JupyterLab."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab


@pytest.mark.parametrize(
    ("tile", "view"), [("Support desk", ".sh-space > .sh-row"), ("Support rotation", ".sh-timeline")]
)
def test_a_tile_opens_its_view(page: Page, lab: Lab, tile: str, view: str) -> None:
    """One press on a tile opens the notebook and runs it; a second press opens the same one."""
    for _ in range(2):
        page.goto(f"{lab.url}/lab?token={lab.token}&reset")
        page.locator(".jp-LauncherCard", has_text=tile).first.click(timeout=60_000)
        expect(page.locator(view).first).to_be_visible(timeout=60_000)


def test_a_missing_notebook_is_copied(page: Page, lab: Lab) -> None:
    """Where nobody has the notebook yet, the tile copies it from what was installed."""
    (lab.notebooks / "rotation.ipynb").unlink()
    page.goto(f"{lab.url}/lab?token={lab.token}&reset")
    page.locator(".jp-LauncherCard", has_text="Support rotation").first.click(timeout=60_000)
    expect(page.locator(".sh-timeline")).to_be_visible(timeout=60_000)
    assert (lab.notebooks / "support-desk" / "rotation.ipynb").exists()
