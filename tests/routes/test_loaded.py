"""Rows of a real account's export, with all that real accounts do, show in the queue."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.routes.conftest import Call
from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.parametrize("profile", ["as_written"])  # an export is the same under any process
EXPORT = Path(__file__).parent / "samples" / "export.jsonl"

# What has to be said of each ticket; a part of a sentence.
PROBLEMS = {
    501: "",
    502: "status 9",
    503: "no requester",
    504: "tweet",
    505: "opened",
}


@pytest.fixture
def world(sandbox: Callable[..., Sandbox], config_dir: Path, profile: str) -> Sandbox:
    return sandbox(load=EXPORT, profile=profile, write_config=config_dir)


async def test_every_row_shows_with_its_problem_named(settled: Call, world: Sandbox) -> None:
    """A custom status, a missing requester, a tweet, an unreadable date: shown and named, never skipped."""
    rows = {row["ticket_id"]: row for row in (await settled("queue"))["tickets"]}
    assert set(rows) == set(PROBLEMS)
    for ticket_id, said in PROBLEMS.items():
        assert said.lower() in rows[ticket_id]["reason"].lower(), (ticket_id, rows[ticket_id]["reason"])
        assert rows[ticket_id]["next_step"]
    assert (rows[501]["community"], rows[501]["hub"]) == ("Tidepool Atlas", "https://hub.tidepool.example")
    assert rows[502]["status"] == "unknown"
    assert rows[503]["requester"] is None
    assert rows[503]["community"] is None


async def test_a_body_in_html_alone_can_be_read(settled: Call, world: Sandbox) -> None:
    """A message without a plain text gets one from its HTML; the answer to a ticket counts all the same."""
    found = await settled("tickets", "505")
    assert found["conversation"][0]["text"] == "Please help us"
    answered = await settled("tickets", "502")
    assert answered["ticket"]["next_step"] != "acknowledge"


async def test_a_broken_line_is_named_and_the_rest_loads(settled: Call, world: Sandbox) -> None:
    """One line that is no JSON loses no other row."""
    problems = world.problems()
    assert any("9" in str(problem) for problem in problems)
    assert len((await settled("queue"))["tickets"]) == len(PROBLEMS)
