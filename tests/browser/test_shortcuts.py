"""Keys typed in the rotation and the engineers' view are no commands of the notebook either."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.lab import Lab, Notebook

LEAKY_KEYS = "bxamddz"
CONTROLS = ".sh-root :is(a[href], button, input, textarea, summary, [tabindex='0']):visible"


@pytest.mark.parametrize(
    ("name", "shown"), [("rotation", ".sh-timeline"), ("escalation", ".sh-engineers-root table")]
)
def test_no_key_reaches_a_notebook_shortcut(page: Page, lab: Lab, name: str, shown: str) -> None:
    """Keys typed with the focus on any control add no cell, cut none and change none."""
    notebook = Notebook(page, lab, f"{name}.ipynb")
    notebook.run_all(shown)
    if name == "rotation":
        page.get_by_role("button", name="Record a swap or cover").click()
    cells = page.locator(".jp-Notebook .jp-Cell")
    texts = page.locator(".jp-Notebook .jp-MarkdownCell")
    before = (cells.count(), texts.count())
    controls = page.locator(CONTROLS).and_(page.locator(":not(.sh-choose input)"))  # these go with their rows
    assert controls.count() > 3
    for control in controls.element_handles():
        control.focus()
        for key in LEAKY_KEYS:
            page.keyboard.press(key)
    assert (cells.count(), texts.count()) == before
