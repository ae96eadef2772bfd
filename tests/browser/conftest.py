"""Chromium, a sandbox and a JupyterLab, started once for each file of browser tests: they take seconds."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.lab import RESULTS, ROOT, WIDE, Lab, Notebook, running_lab
from tests.sandbox.room import Sandbox

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
MEND = "Chromium is missing. As root: apt-get update && apt-get install -y chromium fonts-dejavu-core"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)

expect.set_options(timeout=20_000)  # two browsers share two cores; what is there is seen at once all the same


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test here, so that `-m browser` finds them."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def jp_server_cleanup() -> None:
    """Clean no server up: none runs in this process, and Playwright's loop does."""


@pytest.fixture(autouse=True)
def jp_asyncio_loop() -> None:
    """Make no loop, for the same reason."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the distribution's Chromium; without it the tests fail and name the command that mends it."""
    if CHROMIUM is None:
        pytest.fail(MEND)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield started
        started.close()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """Start a sandbox that wrote a server's configuration."""
    config = tmp_path_factory.mktemp("config")
    running = Sandbox(tickets=80, open=25, seed=7, write_config=config)
    running.config = config
    yield running
    running.stop()


@pytest.fixture(scope="module")
def lab(world: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Start a JupyterLab that works on the sandbox, with our notebooks in its folder."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    with running_lab(folder, world.config) as running:
        running.settle()
        yield running


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Open a page for the tests of a file; no request of it may leave this machine."""
    context = browser.new_context(viewport=WIDE, timezone_id="UTC", locale="en-GB")
    opened = context.new_page()
    asked: list[str] = []
    opened.on("request", lambda one: asked.append(one.url))
    yield opened
    context.close()
    outside = [url for url in asked if urlsplit(url).hostname not in {"127.0.0.1", "localhost", None}]
    assert not outside, f"asked for {outside[:3]}"


@pytest.fixture(scope="module")
def notebook(page: Page, lab: Lab) -> Notebook:
    """Open the triage notebook and run it; the queue is there."""
    opened = Notebook(page, lab)
    opened.run_all()
    opened.rows.first.wait_for()
    return opened


@pytest.fixture(autouse=True)
def picture(request: pytest.FixtureRequest, page: Page) -> Iterator[None]:
    """Keep a picture of how each test ended; CI keeps the folder."""
    RESULTS.mkdir(exist_ok=True)
    yield
    name = re.sub(r"\W+", "-", request.node.name).strip("-")
    page.screenshot(path=RESULTS / f"{name}.png")
