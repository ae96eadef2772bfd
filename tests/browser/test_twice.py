"""Every control twice, wherever clicks reach the kernel: on its main thread, or on a subshell's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.fronts import write_notebook
from tests.browser.lab import Lab, Notebook, running_lab, write_settings
from tests.sandbox.room import Sandbox

KERNELS = "@jupyterlab/apputils-extension:kernels-settings"
# Notes on which threads the kernel hears the page.
WITNESS = """
import threading
from pathlib import Path
from supporthub_ext.views.part import Part

threads, heard = set(), Part._on_msg

def hear(self, *words):
    threads.add(threading.current_thread() is threading.main_thread())
    Path("threads").write_text(str(sorted(threads)))
    heard(self, *words)

Part._on_msg = hear
"""
DESK = "from supporthub_ext import Desk\ndesk = Desk()\ndesk"


@pytest.fixture(scope="module", params=["disabled", "perCommTarget"])
def subshells(request: pytest.FixtureRequest) -> str:
    """Name how JupyterLab sends clicks to the kernel: all to its main thread, or to a subshell."""
    return str(request.param)


@pytest.fixture(scope="module")
def lab(world: Sandbox, tmp_path_factory: pytest.TempPathFactory, subshells: str) -> Iterator[Lab]:
    """Start a JupyterLab that sends clicks in this way."""
    folder = tmp_path_factory.mktemp("lab")
    write_settings(folder, {KERNELS.replace(":", "/"): {"commsOverSubshells": subshells}})
    with running_lab(folder, world.config) as running:
        running.settle()
        write_notebook(running.notebooks / "witness.ipynb", [WITNESS, DESK])
        yield running


@pytest.fixture(scope="module")
def notebook(page: Page, lab: Lab) -> Notebook:
    """Open a notebook that notes the kernel's threads, and run it."""
    opened = Notebook(page, lab, "witness.ipynb")
    opened.run_all()
    opened.rows.first.wait_for()
    return opened


def names(controls: Locator) -> list[str]:
    """Answer what stands on controls, so that each can be found again after the view was drawn anew."""
    return [text.strip() for text in controls.all_inner_texts()]


def leave_form(panel: Locator) -> None:
    panel.get_by_role("button", name="Throw away").click()
    expect(panel.locator(".sh-actions").first).to_be_visible()


def test_the_queue_twice(notebook: Notebook) -> None:
    """Each quick view, each heading and the help do on a second click what they did on the first."""
    queue = notebook.page.locator(".sh-queue-root")
    sortable = queue.get_by_role("columnheader").filter(has=notebook.page.locator("button"))
    views, heads = queue.locator(".sh-chip").all(), sortable.all()
    assert len(views) > 4
    for _ in range(2):
        for view in [*views, views[0]]:
            view.click()
            expect(view).to_have_attribute("aria-pressed", "true")
        queue.get_by_role("button", name="Keys").click()
        expect(queue.get_by_role("dialog")).to_be_visible()
        notebook.page.keyboard.press("Escape")
    for head in heads:
        for wanted in ("ascending", "descending"):
            head.get_by_role("button").click()
            expect(head).to_have_attribute("aria-sort", wanted)
        head.get_by_role("button").click()


def test_the_panel_twice(notebook: Notebook, lab: Lab) -> None:
    """Each row, each tab and the button of each form work again after they have worked."""
    first, second = lab.api("queue")["tickets"][:2]
    for row in (first, second, first):
        panel = notebook.open(row["ticket_id"])
        expect(panel.locator("h3")).to_have_text(row["subject"])
    for _ in range(2):
        for tab in panel.get_by_role("tab").all():
            tab.click()
            expect(tab).to_have_attribute("aria-selected", "true")
        panel.get_by_role("button", name="More").click()
        verbs = names(panel.locator("[data-action]:not([data-action=more])"))
        assert len(verbs) > 5
        for verb in verbs:
            panel.get_by_role("button", name=verb, exact=True).click()
            leave_form(panel)
        panel.get_by_role("button", name="Less").click()
    expect(notebook.page.locator(".sh-problem")).to_have_count(0)


def test_an_action_twice(notebook: Notebook, lab: Lab, world: Sandbox, subshells: str) -> None:
    """A preview, the way back, and a button that sends do the same again; a double click sends once."""
    ticket_id = lab.api("queue")["tickets"][2]["ticket_id"]
    panel = notebook.open(ticket_id)
    for text in (f"First, {subshells}.", f"Second, {subshells}."):
        panel.get_by_role("button", name="Private note").click()
        panel.get_by_label("Note").fill(text)
        for _ in range(2):
            panel.get_by_role("button", name="Preview", exact=True).click()
            panel.get_by_role("button", name="Back to writing").click()
        panel.get_by_role("button", name="Preview", exact=True).click()
        panel.get_by_role("button", name="Add private note", exact=True).dblclick()
        expect(panel.get_by_text("Done.")).to_be_visible(timeout=30_000)
        panel.get_by_role("button", name="Close").click()
    with world.freshdesk() as freshdesk:
        entries = freshdesk.get(f"/tickets/{ticket_id}/conversations").json()
    notes = [one["body_text"] for one in entries if f"{subshells}." in one["body_text"]]
    assert len(notes) == 2


def test_clicks_came_as_the_setting_says(notebook: Notebook, lab: Lab, subshells: str) -> None:
    """What stands above was tried on the main thread alone in one run, and on a subshell's in the other."""
    on_main = (lab.notebooks / "threads").read_text()
    assert on_main == "[True]" if subshells == "disabled" else "False" in on_main
