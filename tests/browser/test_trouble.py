"""When something is wrong: one clear message with what to do, and the last good queue stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Notebook
from tests.sandbox.room import Sandbox

PROBLEMS: dict[str, tuple[dict[str, Any], str]] = {
    "wrong-key": ({"status": 401, "body": {"code": "invalid_credentials", "message": "no"}}, "Check the key"),
    "down": ({"status": 503}, "we look again by ourselves"),
    "html": (
        {"status": 200, "body": "<html>Sign in</html>", "headers": {"Content-Type": "text/html"}},
        "address",
    ),
}


@pytest.fixture(autouse=True)
def healed(world: Sandbox) -> Iterator[None]:
    """Take every fault away when a test ends."""
    yield
    world.clear_faults()


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_problem_says_what_to_do(notebook: Notebook, world: Sandbox, name: str) -> None:
    """The header names trouble and remedy, marks the age of the queue, keeps its rows, and recovers."""
    fault, remedy = PROBLEMS[name]
    before = notebook.rows.count()
    world.fault(service="freshdesk", method="GET", path="/api/v2/tickets*", count=1000, **fault)
    trouble = notebook.page.locator(".sh-header-root .sh-problem")
    expect(trouble).to_contain_text(remedy, timeout=60_000)
    expect(notebook.page.locator(".sh-age")).to_contain_text("Last good queue")
    assert notebook.rows.count() == before
    world.clear_faults()
    expect(trouble).to_have_count(0, timeout=60_000)


def test_a_clock_that_jumped_is_believed(notebook: Notebook, world: Sandbox) -> None:
    """When the clock jumps ahead, what was due is late at once, on the screen as on the server."""
    late = notebook.page.locator('.sh-counts [data-tone="late"]')
    before = int((late.text_content() or "0").split()[0]) if late.count() else 0
    world.advance(4 * 24 * 3600)
    expect(late).to_contain_text(re.compile(rf"^(?!{before} )\d+ late$"), timeout=30_000)
    expect(notebook.rows.first.locator(".sh-clock")).to_contain_text("late")
