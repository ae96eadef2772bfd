"""The control room of the sandbox."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow


def test_the_clock_moves_and_ticks(sandbox: Callable[..., Sandbox]) -> None:
    """The clock starts at --now, jumps where it is told, and stands still only when told to."""
    room = sandbox()
    assert room.ready["now"][:16] == "2026-03-04T10:00"
    assert room.set_clock("2026-03-06T18:00:00+02:00")[:16] == "2026-03-06T16:00"
    assert room.advance(3600)[:16] == "2026-03-06T17:00"
    assert room.control.post("/clock", json={"now": "soon"}).status_code == 400
    room.stand_still()
    assert room.set_clock("2026-03-06T18:00:00Z") == "2026-03-06T18:00:00Z"
    assert {room.now() for _ in range(200)} == {"2026-03-06T18:00:00Z"}


def test_two_stewards_are_on_duty_among_the_people(sandbox: Callable[..., Sandbox]) -> None:
    """The people have an id and a token at each service, and two of the stewards are on."""
    found = sandbox().people()
    people = {one["id"]: one for one in found["people"]}
    assert len(set(found["on_duty"])) == 2
    assert all(people[one]["steward"] for one in found["on_duty"])
    for token in ("freshdesk_api_key", "slack_token", "github_token"):
        assert len({one[token] for one in found["people"]}) == len(people) == 8
    assert len(found["communities"]) == 12


def test_it_ends_in_good_order(sandbox: Callable[..., Sandbox]) -> None:
    """SIGTERM ends the sandbox with status 0."""
    room = Sandbox()
    assert datetime.fromisoformat(room.now()).year == 2026
    assert room.stop() == 0
