"""When the kernel is busy or gone the page notices by itself and says so, and no draft is lost."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator

import psutil
import pytest
from jupyter_client.blocking import BlockingKernelClient
from playwright.sync_api import Locator, Page, expect

from tests.browser.fronts import kernels
from tests.browser.lab import RESULTS, WIDE, Lab, Notebook

SILENT = "The kernel does not answer: what you see is from "
LOOK_EVERY_MS = 5_000


@pytest.fixture(scope="module")
def page(page: Page) -> Page:
    """Give the page a clock that can be set ahead."""
    page.clock.install()
    return page


def trouble(notebook: Notebook) -> Locator:
    return notebook.page.locator(".sh-header-root .sh-problem")


def expect_silence(notebook: Notebook) -> None:
    """Expect the header to say that nobody looks at the queue any more, once it has asked some times."""
    for _ in range(6):
        if trouble(notebook).count():
            break
        notebook.page.clock.fast_forward(LOOK_EVERY_MS)
        notebook.page.wait_for_timeout(200)
    expect(trouble(notebook)).to_contain_text(SILENT, timeout=30_000)
    expect(trouble(notebook)).to_contain_text("run the cell again")
    expect(notebook.page.locator('.sh-age[data-tone="late"]')).to_contain_text("Last good queue from")


def click_away(notebook: Notebook) -> None:
    """Close what JupyterLab says of its own about the kernel, once it says it, and as often as it does."""
    words = notebook.page.locator(".jp-Dialog").get_by_role("button", name=re.compile("Ok|Dismiss"))
    words.click(timeout=30_000)
    notebook.page.add_locator_handler(words, lambda one: one.click())


def write_draft(notebook: Notebook, ticket_id: int, text: str) -> None:
    panel = notebook.open(ticket_id)
    panel.get_by_role("button", name="Reply").click()
    panel.get_by_label("Your reply").fill(text)
    expect(panel.get_by_text("Draft saved")).to_be_visible()


def expect_draft(notebook: Notebook, ticket_id: int, text: str) -> None:
    panel = notebook.open(ticket_id)
    panel.get_by_role("button", name="Reply (draft)").click()
    expect(panel.get_by_label("Your reply")).to_have_value(text)
    panel.get_by_role("button", name="Throw away").click()
    expect(panel.get_by_role("button", name="Reply", exact=True)).to_be_visible()


@pytest.fixture
def busy(lab: Lab, notebook: Notebook) -> Iterator[None]:
    """Keep the notebook's kernel busy with a long cell until the test ends it."""
    enough = lab.notebooks / "enough"
    [kernel_id] = kernels(lab)
    client = BlockingKernelClient(connection_file=str(lab.runtime / f"kernel-{kernel_id}.json"))
    client.load_connection_file()
    client.start_channels()
    client.execute(f"import os, time\nwhile not os.path.exists({str(enough)!r}): time.sleep(0.1)")
    yield
    enough.touch()
    client.stop_channels()


def test_a_page_that_slept_is_no_silence(notebook: Notebook) -> None:
    """A laptop that was shut for an hour heard nothing, and yet nothing is wrong when it wakes up."""
    expect(notebook.page.locator(".sh-age")).to_have_text("Up to date", timeout=30_000)
    notebook.page.clock.fast_forward("01:00:00")
    expect(notebook.page.locator(".sh-age")).to_have_text("Up to date", timeout=30_000)
    expect(trouble(notebook)).to_have_count(0)


def test_a_busy_kernel_is_noticed_and_waited_for(lab: Lab, notebook: Notebook, busy: None) -> None:
    """While a long cell runs the header says so, the rows stay usable, and it recovers without a click."""
    expect_silence(notebook)
    shown = notebook.rows.count()
    notebook.find("no such ticket")
    expect(notebook.rows).to_have_count(0)
    notebook.find("")
    expect(notebook.rows).to_have_count(shown)
    notebook.page.screenshot(path=RESULTS / "trouble-kernel-busy.png")
    (lab.notebooks / "enough").touch()
    expect(trouble(notebook)).to_have_count(0, timeout=30_000)
    expect(notebook.page.locator(".sh-age")).to_have_text("Up to date")


def test_a_killed_kernel_is_noticed(lab: Lab, notebook: Notebook) -> None:
    """When the kernel dies the header says what to do; after running the cell again the draft is there."""
    ticket_id = lab.api("queue")["tickets"][0]["ticket_id"]
    write_draft(notebook, ticket_id, "Before the kernel died.")
    for child in psutil.Process(lab.process.pid).children():
        if "ipykernel_launcher" in child.cmdline():
            child.send_signal(signal.SIGKILL)
    expect_silence(notebook)
    click_away(notebook)
    notebook.wait_for_kernel()
    for _ in range(2):
        notebook.panel.get_by_role("button", name="Preview", exact=True).click()
        expect(notebook.panel.locator(".sh-composer .sh-problem")).to_contain_text("run the cell again")
        expect(notebook.panel.get_by_label("Your reply")).to_have_value("Before the kernel died.")
    notebook.picture("trouble-kernel-gone", WIDE)
    notebook.run_all()
    expect_draft(notebook, ticket_id, "Before the kernel died.")
    expect(trouble(notebook)).to_have_count(0)


def test_a_server_that_was_started_again_has_the_draft(lab: Lab, notebook: Notebook) -> None:
    """When the whole server went and came back, the page said so meanwhile, and the draft is there."""
    ticket_id = lab.api("queue")["tickets"][1]["ticket_id"]
    write_draft(notebook, ticket_id, "Before the server went.")
    lab.stop()
    expect_silence(notebook)
    notebook.page.screenshot(path=RESULTS / "trouble-server-gone.png")
    lab.start_again()
    notebook.page.reload()
    notebook.wait_for_kernel()
    notebook.run_all()
    expect_draft(notebook, ticket_id, "Before the server went.")
