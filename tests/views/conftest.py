"""What the tests of the views share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from supporthub_ext.client import Client
from supporthub_ext.views.part import Part
from tests.views.room import OurServer


@pytest.fixture
def server() -> Iterator[OurServer]:
    """Start our server's stand-in."""
    running = OurServer()
    yield running
    running.stop()


@pytest.fixture
def client(server: OurServer) -> Client:
    """Make a client that knows the stand-in."""
    return Client(server.url, "a-token")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Collect what parts send to the page."""
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(Part, "send", lambda _self, content: sent.append(content))
    return sent
