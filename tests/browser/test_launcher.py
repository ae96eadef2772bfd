"""The launcher's tiles, and what the package sets for JupyterLab."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fronts import kernels, wait_for_kernels
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


def test_the_page_tile_opens_voila_and_its_tab_frees_the_kernel(page: Page, lab: Lab) -> None:
    """The desk alone in a tab; a second press comes back to it, and closing the tab ends its kernel."""
    page.goto(f"{lab.url}/lab?token={lab.token}&reset")
    before = kernels(lab)
    tile = page.locator(".jp-LauncherCard", has_text="Support desk page")
    tile.click(timeout=60_000)
    rows = page.frame_locator(".jp-IFrame iframe").locator(".sh-space > .sh-row")
    expect(rows.first).to_be_visible(timeout=60_000)
    with_page = kernels(lab)
    assert len(with_page) == len(before) + 1
    page.get_by_role("tab", name="Launcher").click()
    tile.click()
    expect(rows.first).to_be_visible()
    assert kernels(lab) == with_page
    page.locator(".lm-TabBar-tab", has_text="Support desk").locator(".lm-TabBar-tabCloseIcon").click()
    assert wait_for_kernels(lab, before) == before


def test_a_missing_notebook_is_copied(page: Page, lab: Lab) -> None:
    """Where nobody has the notebook yet, the tile copies it from what was installed."""
    (lab.notebooks / "rotation.ipynb").unlink()
    page.goto(f"{lab.url}/lab?token={lab.token}&reset")
    page.locator(".jp-LauncherCard", has_text="Support rotation").first.click(timeout=60_000)
    expect(page.locator(".sh-timeline")).to_be_visible(timeout=60_000)
    assert (lab.notebooks / "support-desk" / "rotation.ipynb").exists()
