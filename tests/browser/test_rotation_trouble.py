"""The rotation while it waits, when something can't be read, and when there is nothing to tell."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fronts import write_notebook
from tests.browser.lab import RESULTS, Lab, Notebook
from tests.browser.rota import section
from tests.views.room import NOW, OurServer, refusal

DESK = 'from supporthub_ext import Desk\nDesk(url="{url}", token="none").rotation()'


@pytest.fixture
def stand_in(lab: Lab) -> Iterator[OurServer]:
    """Start a server that knows the rota, and is asked for it by a notebook of its own."""
    running = OurServer()
    running.answers["GET rota"] = lab.api("rota")
    write_notebook(lab.notebooks / "stand-in.ipynb", [DESK.format(url=running.url)])
    yield running
    running.stop()


def test_it_waits_and_fails_in_place(page: Page, lab: Lab, stand_in: OurServer) -> None:
    """Before the first answer something stands there; trouble says what to do, and trying again mends it."""
    rota, stand_in.answers["GET rota"] = stand_in.answers["GET rota"], (500, refusal("roster_file"))
    stand_in.hold()
    Notebook(page, lab, "stand-in.ipynb").run_all(".sh-rotation .sh-loading >> nth=0")
    expect(page.locator(".sh-rotation")).to_contain_text("Reading the rota")
    page.screenshot(path=RESULTS / "rotation-waits.png")
    stand_in.let_go()
    trouble = page.locator(".sh-problem")
    expect(trouble.first).to_contain_text("It moved.")
    page.screenshot(path=RESULTS / "rotation-fails.png")
    page.locator(".sh-rotation > div").first.get_by_role("button", name="Try again").click()
    expect(trouble.first).to_contain_text("It moved.")
    stand_in.answers["GET rota"] = rota
    page.locator(".sh-rotation > div").first.get_by_role("button", name="Try again").click()
    expect(page.locator(".sh-timeline")).to_be_visible()


def test_sections_fail_alone_and_can_be_empty(page: Page, lab: Lab, stand_in: OurServer) -> None:
    """A pack or events that can't be read say so in their own place; with nothing in them they are calm."""
    Notebook(page, lab, "stand-in.ipynb").run_all(".sh-timeline")
    pack, events = section(page, "Handover"), section(page, "Events at the hubs")
    for part in (pack, events):
        expect(part.locator(".sh-problem")).to_be_visible()
        part.get_by_role("button", name="Try again").click()
        expect(part.locator(".sh-problem")).to_be_visible()
    page.screenshot(path=RESULTS / "rotation-sections-fail.png")
    unread = {"events": [], "as_of": None, "problem": refusal("calendar")}
    stand_in.answers["GET events"] = lab.api("events") | unread
    events.get_by_role("button", name="Try again").click()
    expect(events.locator(".sh-problem")).to_contain_text("It moved.")
    expect(events).not_to_contain_text("No event")
    stand_in.answers["GET handover"] = lab.api("handover") | {"tickets": [], "state": "ready"}
    stand_in.answers["GET events"] = lab.api("events") | {"events": [], "as_of": NOW, "problem": None}
    for part, calm in ((pack, "No ticket is open"), (events, "No event of a hub is known")):
        part.get_by_role("button", name="Try again").click()
        expect(part).to_contain_text(calm)
    pack.scroll_into_view_if_needed()
    page.screenshot(path=RESULTS / "rotation-calm.png")


def test_tickets_that_cannot_be_read_are_not_none(page: Page, lab: Lab, stand_in: OurServer) -> None:
    """While FreshDesk can't be read the pack says so, not that none is open; later it comes by itself."""
    pack = lab.api("handover") | {"tickets": []}
    down = pack | {"state": "loading", "problem": refusal("down")}
    stand_in.answers["GET handover"] = down
    Notebook(page, lab, "stand-in.ipynb").run_all(".sh-timeline")
    part = section(page, "Handover")
    part.locator("summary").click()
    expect(part.locator(".sh-problem")).to_contain_text("It moved.")
    expect(part).not_to_contain_text("No ticket is open")
    stand_in.answers["GET handover"] = pack | {"state": "ready", "problem": None}
    expect(part).to_contain_text("No ticket is open")
