"""Two stewards on one ticket, and clicks that reach the kernel on other threads."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.lab import ROOT, WIDE, Lab, Notebook, running_lab
from tests.sandbox.room import Sandbox

SUBSHELLS = {"@jupyterlab/apputils-extension/kernels-settings": {"commsOverSubshells": "perCommTarget"}}


@pytest.fixture(scope="module")
def lab(world: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Start a JupyterLab that sends clicks over subshells, as it does where nobody sets it otherwise."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    with running_lab(folder, world.config, settings=SUBSHELLS) as running:
        yield running


@pytest.fixture
def row(lab: Lab) -> dict[str, Any]:
    """Answer a ticket that wants an acknowledgement."""
    rows = lab.api("queue")["tickets"]
    return next(one for one in rows if one["next_step"] == "acknowledge" and one["requester"])


def test_every_control_works_twice_over_subshells(notebook: Notebook, row: dict[str, Any]) -> None:
    """A second click reaches the kernel on another thread than the first, and does the same."""
    for _ in range(2):
        panel = notebook.open(row["ticket_id"])
        for tab in ("Team", "Why this step", "What we did", "About", "Conversation"):
            panel.get_by_role("tab", name=tab).click()
        panel.get_by_role("button", name="Acknowledge").click()
        panel.get_by_label("What happens next?").fill("We look into it.")
        for _ in range(2):
            panel.get_by_role("button", name="Preview", exact=True).click()
            panel.get_by_role("button", name="Back to writing").click()
        panel.get_by_role("button", name="Throw away").click()
        expect(panel.get_by_role("button", name="Acknowledge")).to_be_visible()
        expect(notebook.page.locator(".sh-problem")).to_have_count(0)


def test_two_stewards_can_not_send_the_same_twice(
    notebook: Notebook, browser: Browser, lab: Lab, world: Sandbox, row: dict[str, Any]
) -> None:
    """Who comes second is told what the first one sent, and keeps their text."""
    context = browser.new_context(viewport=WIDE, timezone_id="UTC", locale="en-GB")
    shutil.copy(lab.notebooks / "triage.ipynb", lab.notebooks / "second.ipynb")
    second = Notebook(context.new_page(), lab, "second.ipynb")
    second.run_all()
    panels = [one.open(row["ticket_id"]) for one in (notebook, second)]
    for panel, text in zip(panels, ("Mine leaves first.", "Mine comes late."), strict=True):
        panel.get_by_role("button", name="Acknowledge").click()
        panel.get_by_label("What happens next?").fill(text)
        panel.get_by_role("button", name="Preview", exact=True).click()
        panel.get_by_role("button", name="Back to writing").wait_for()
    panels[0].get_by_role("button", name="Send to").click()
    expect(panels[0].get_by_text("Done.")).to_be_visible(timeout=30_000)
    panels[1].get_by_role("button", name="Send to").click()
    expect(panels[1].locator(".sh-composer .sh-problem")).to_contain_text("meanwhile", timeout=30_000)
    expect(panels[1].locator(".sh-page")).to_contain_text("Mine leaves first.")
    expect(panels[1].get_by_label("What happens next?")).to_have_value("Mine comes late.")
    context.close()
    with world.freshdesk() as freshdesk:
        entries = freshdesk.get(f"/tickets/{row['ticket_id']}/conversations").json()
    assert [one["private"] for one in entries if "Mine" in one["body_text"]] == [False]
