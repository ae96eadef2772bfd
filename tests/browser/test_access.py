"""The desk for everybody: by keyboard alone, with a screen reader, and without surprising the notebook."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.lab import NARROW, RESULTS, WIDE, Lab, Notebook
from tests.sandbox.room import Sandbox

SERIOUS = {"serious", "critical"}
LEAKY_KEYS = ["b", "x", "a", "m", "d", "d", "z"]


def faults(notebook: Notebook) -> list[str]:
    """Answer what axe-core finds serious inside of the desk."""
    notebook.page.evaluate("document.querySelector('.sh-header-root').closest('.jp-OutputArea').id = 'desk'")
    found = Axe().run(notebook.page, context="#desk").response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in SERIOUS]


def acknowledge(notebook: Notebook, lab: Lab) -> dict[str, Any]:
    return next(one for one in lab.api("queue")["tickets"] if one["next_step"] == "acknowledge")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_no_serious_fault_in_several_tickets(notebook: Notebook, theme: str) -> None:
    """Chosen rows, forms side by side and their previews are for everybody too, in both themes."""
    notebook.set_theme(theme)
    for place in (0, 1):
        notebook.rows.nth(place).click(modifiers=["ControlOrMeta"])
    notebook.page.get_by_role("button", name="Work on them together").click()
    batch = notebook.page.locator(".sh-batch")
    batch.get_by_role("button", name="Private note", exact=True).click()
    batch.get_by_text("The same for all").click()
    batch.locator("details.sh-card").get_by_label("Note").fill("Seen before in March.")
    found = faults(notebook)
    batch.get_by_role("button", name="Put it into each").click()
    batch.get_by_role("button", name="Preview all 2").click()
    batch.locator(".sh-batchfoot").get_by_role("button", name="Private note").wait_for()
    found += faults(notebook)
    notebook.picture(f"together-{theme.split()[1].lower()}", WIDE)
    notebook.page.keyboard.press("Escape")
    notebook.page.get_by_role("button", name="Choose none").click()
    assert found == []


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_no_serious_fault(notebook: Notebook, lab: Lab, theme: str) -> None:
    """No view has a serious fault of accessibility, contrast included, in the light and in the dark theme."""
    notebook.set_theme(theme)
    panel = notebook.open(acknowledge(notebook, lab)["ticket_id"])
    found = faults(notebook)
    for tab in ("Why this step", "What we did", "About", "Conversation"):
        panel.get_by_role("tab", name=tab).click()
        found += faults(notebook)
    panel.get_by_role("button", name="Acknowledge").click()
    panel.get_by_label("What happens next?").fill("We look into it.")
    found += faults(notebook)
    panel.get_by_role("button", name="Preview").click()
    panel.get_by_role("button", name="Send to").wait_for()
    found += faults(notebook)
    notebook.picture(f"preview-{theme.split()[1].lower()}", WIDE)
    notebook.picture(f"preview-{theme.split()[1].lower()}-900", NARROW)
    panel.get_by_role("button", name="Back to writing").click()
    panel.get_by_role("button", name="Throw away").click()
    assert found == []


def test_acknowledge_by_keyboard_alone(notebook: Notebook, lab: Lab) -> None:
    """From the filter to the mail that left, without a mouse."""
    row, press = acknowledge(notebook, lab), notebook.page.keyboard.press
    notebook.page.locator(".sh-grid").focus()
    press("/")
    notebook.page.keyboard.type(str(row["ticket_id"]))
    press("Enter")
    press("Enter")
    expect(notebook.panel.get_by_role("button", name="Acknowledge")).to_be_focused()
    press("Enter")
    expect(notebook.panel.get_by_label("What happens next?")).to_be_focused()
    notebook.page.keyboard.type("We look into it by tomorrow.")
    press("Control+Enter")
    expect(notebook.panel.get_by_role("heading", name="Acknowledge: preview")).to_be_focused()
    while not notebook.panel.get_by_role("button", name="Send to").evaluate("one => one.matches(':focus')"):
        press("Tab")
    press("Enter")
    expect(notebook.panel.get_by_text("Done.")).to_be_visible(timeout=30_000)
    expect(notebook.panel.get_by_role("button", name="Close", exact=True)).to_be_visible()
    press("Escape")
    expect(notebook.panel.get_by_role("button", name="Private note")).to_be_visible()
    press("Escape")
    expect(notebook.page.locator(".sh-grid")).to_be_focused()
    press("Escape")
    notebook.find("")


QUICK_MS = 80  # as fast as somebody presses a key twice


def test_escape_twice_leads_back_however_fast(notebook: Notebook, lab: Lab, world: Sandbox) -> None:
    """What a refresh draws anew takes the keyboard from nobody: Escape closes the form, Escape leaves."""
    ticket_id, page = acknowledge(notebook, lab)["ticket_id"], notebook.page
    panel = notebook.open(ticket_id)
    for text in ("Pressed quickly.", "Pressed after a while."):
        panel.get_by_role("button", name="Private note").click()
        page.keyboard.type(text)
        page.keyboard.press("Control+Enter")
        panel.get_by_role("button", name="Add private note", exact=True).press("Enter")
        expect(panel.get_by_text("Done.")).to_be_visible(timeout=30_000)
        page.keyboard.press("Escape")
        if text == "Pressed quickly.":
            page.wait_for_timeout(QUICK_MS)
        else:
            world.answers(ticket_id, "Any news?")
            expect(panel.locator(".sh-page")).to_contain_text("Any news?", timeout=30_000)
        expect(panel.locator(":focus")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(page.locator(".sh-grid")).to_be_focused()


def test_a_refresh_leaves_the_keyboard_where_it_is(notebook: Notebook, lab: Lab, world: Sandbox) -> None:
    """Somebody who reads, or is about to press a button, keeps the keyboard when the ticket is read again."""
    ticket_id = acknowledge(notebook, lab)["ticket_id"]
    panel = notebook.open(ticket_id)
    places = {
        "First.": panel.get_by_role("button", name="Reply"),
        "Second.": panel.locator(".sh-places a").first,
    }
    for text, place in places.items():
        place.focus()
        world.answers(ticket_id, text)
        expect(panel.locator(".sh-page")).to_contain_text(text, timeout=30_000)
        expect(place if text == "First." else panel.locator(":focus")).to_be_focused()
    notebook.page.keyboard.press("Escape")
    expect(notebook.page.locator(".sh-grid")).to_be_focused()


def test_no_key_reaches_a_notebook_shortcut(notebook: Notebook, lab: Lab) -> None:
    """Keys typed with the focus on any control add no cell, cut none and change none."""
    panel = notebook.open(acknowledge(notebook, lab)["ticket_id"])
    panel.get_by_role("button", name="Reply").click()
    cells = notebook.page.locator(".jp-Notebook .jp-Cell")
    before = cells.count()
    every = notebook.page.locator(".sh-root :is(button, input, textarea, summary, [tabindex='0']):visible")
    controls = every.and_(
        notebook.page.locator(":not(.sh-choose input)")
    )  # these come and go with their rows
    assert controls.count() > 12
    for control in controls.element_handles():
        control.focus()
        for key in LEAKY_KEYS:
            notebook.page.keyboard.press(key)
        notebook.find("")
    notebook.rows.first.get_by_role("checkbox").focus()
    for key in LEAKY_KEYS:
        notebook.page.keyboard.press(key)
    assert cells.count() == before
    panel.get_by_role("button", name="Throw away").click()
    notebook.find("")


def test_keys_are_listed(notebook: Notebook) -> None:
    """A question mark in the queue lists the keys; Escape puts the list away, twice as well as once."""
    for _ in range(2):
        notebook.page.locator(".sh-grid").focus()
        notebook.page.keyboard.press("?")
        expect(notebook.page.get_by_role("dialog", name="Keys")).to_be_visible()
        notebook.page.keyboard.press("Escape")
        expect(notebook.page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_pictures_of_the_desk(notebook: Notebook, lab: Lab) -> None:
    """The pictures that the README shows are made here, so that they stay true."""
    notebook.open(acknowledge(notebook, lab)["ticket_id"])
    for theme in ("Dark", "Light"):
        notebook.set_theme(f"JupyterLab {theme}")
        notebook.picture(f"desk-{theme.lower()}", WIDE)
        notebook.picture(f"desk-{theme.lower()}-900", NARROW)
    assert (RESULTS / "desk-light.png").stat().st_size > 20_000
