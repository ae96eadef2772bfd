"""One sandbox for the tests that only read."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.sandbox.room import Sandbox


@pytest.fixture(scope="session")
def reading_room() -> Iterator[Sandbox]:
    """A sandbox of 120 tickets, 30 open, that no test may change."""
    room = Sandbox(tickets=120, open=30)
    yield room
    room.stop()


@pytest.fixture(scope="session")
def api(reading_room: Sandbox) -> Iterator[httpx.Client]:
    """A plain client of that sandbox's FreshDesk."""
    with reading_room.freshdesk() as client:
        yield client
