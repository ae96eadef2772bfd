"""What goes wrong in the kernel while nobody looks at a log is said in the view."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fronts import VoilaPage, write_notebook
from tests.browser.lab import Lab, Notebook

BREAK = """
from supporthub_ext.client import Client

def broken(self, ticket_id):
    raise RuntimeError("the secret of ticket " + str(ticket_id))

Client.ticket = broken
"""
DESK = "from supporthub_ext import Desk\ndesk = Desk()\ndesk"


@pytest.mark.parametrize("front", [Notebook, VoilaPage])
def test_an_error_in_a_callback_shows_in_the_view(page: Page, lab: Lab, front: type[Notebook]) -> None:
    """A click that fails says so in its panel, the second time too, and without ticket text."""
    write_notebook(lab.notebooks / "broken.ipynb", [BREAK, DESK])
    opened = front(page, lab, "broken.ipynb")
    if front is Notebook:
        opened.run_all()
    for place in (0, 1):
        opened.rows.nth(place).click()
        problem = opened.panel.locator(".sh-problem")
        expect(problem).to_contain_text("Something went wrong inside the desk (RuntimeError).")
        expect(problem).not_to_contain_text("secret")
    opened.find("storage")  # the desk still works
    expect(page.get_by_role("searchbox", name="Filter the queue")).to_have_value("storage")
