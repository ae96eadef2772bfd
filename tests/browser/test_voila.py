"""The desk as a page of Voila: the same desk, nothing from outside, and no kernel left behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.fronts import VoilaPage, kernels, wait_for_kernels, write_notebook
from tests.browser.lab import WIDE, Lab
from tests.sandbox.room import Sandbox

NEXT = "We look at the hub first, and write again tomorrow."
TRIAGE = "from supporthub_ext import Desk\ndesk = Desk()\ndesk"
# A kernel that has less patience with a silent page than an hour, and more than a page needs to load.
HASTY = "from supporthub_ext.views import pages\npages.LOOK_EVERY_S, pages.SILENT_FOR_S = 0.5, 20"


@pytest.fixture(scope="module")
def desk(page: Page, lab: Lab) -> VoilaPage:
    """Open the triage notebook as a page; its requests are watched like those of every page here."""
    opened = VoilaPage(page, lab)
    opened.rows.first.wait_for()
    return opened


@pytest.fixture
def stranger(browser: Browser) -> Iterator[Page]:
    """Open a page in a browser that has no cookie yet."""
    context = browser.new_context(viewport=WIDE)
    yield context.new_page()
    context.close()


def test_a_ticket_is_acknowledged_on_the_page(desk: VoilaPage, lab: Lab, world: Sandbox) -> None:
    """The queue, the panel, the preview and the mail that leaves are those of JupyterLab."""
    row = next(one for one in lab.api("queue")["tickets"] if one["next_step"] == "acknowledge")
    panel = desk.open(row["ticket_id"])
    panel.get_by_role("button", name="Acknowledge").click()
    panel.get_by_label("What happens next?").fill(NEXT)
    panel.get_by_role("button", name="Preview").click()
    expect(panel.locator(".sh-audience")).to_have_text("The requester sees this")
    panel.get_by_role("button", name=f"Send to {row['requester']} at {row['community']}").click()
    expect(panel.get_by_text("Done.")).to_be_visible(timeout=30_000)
    with world.freshdesk() as freshdesk:
        entries = freshdesk.get(f"/tickets/{row['ticket_id']}/conversations").json()
    assert len([one for one in entries if NEXT in one["body_text"] and not one["private"]]) == 1


def test_a_second_click_works_on_the_page(desk: VoilaPage, lab: Lab) -> None:
    """A second click on a row, a tab or a button does what the first did."""
    desk.find("")
    for row in lab.api("queue")["tickets"][:2] * 2:
        panel = desk.open(row["ticket_id"])
        expect(panel.locator("h3")).to_have_text(row["subject"])
        for tab in ("Why this step", "Conversation"):
            panel.get_by_role("tab", name=tab).click()
    expect(desk.page.locator(".sh-problem")).to_have_count(0)


def test_a_closed_page_frees_its_kernel(stranger: Page, desk: VoilaPage, lab: Lab) -> None:
    """The kernel ends with its page, also where the browser came by a link with a token and has no cookie."""
    before = kernels(lab)
    VoilaPage(stranger, lab).rows.first.wait_for()
    assert len(kernels(lab)) == len(before) + 1
    stranger.wait_for_function("document.cookie.includes('_xsrf=')")
    stranger.goto("about:blank")
    assert wait_for_kernels(lab, before) == before


def test_a_page_that_vanished_frees_its_kernel(stranger: Page, desk: VoilaPage, lab: Lab) -> None:
    """The kernel ends too when its page could ask for nothing, as after a crash."""
    before = kernels(lab)
    write_notebook(lab.notebooks / "hasty.ipynb", [HASTY, TRIAGE])
    VoilaPage(stranger, lab, "hasty.ipynb")
    stranger.route("**/voila/api/shutdown/**", lambda route: route.abort())
    stranger.goto("about:blank")
    assert len(kernels(lab)) == len(before) + 1
    assert wait_for_kernels(lab, before) == before


@pytest.mark.parametrize(
    ("name", "shown"),
    [("rotation", ".sh-timeline"), ("escalation", ".sh-engineers-root table"), ("start-here", "table")],
)
def test_every_notebook_is_a_page(page: Page, desk: VoilaPage, lab: Lab, name: str, shown: str) -> None:
    """The other notebooks show what they show in JupyterLab, without an error in the browser."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{lab.url}/voila/render/{name}.ipynb")
    expect(page.locator(shown).first).to_be_visible(timeout=60_000)
    assert errors == []
