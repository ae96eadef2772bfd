"""Fixtures that every room may use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.sandbox.room import Sandbox

# A real jupyter-server in the test's process: jp_fetch, jp_serverapp, ...
pytest_plugins = ["pytest_jupyter.jupyter_server"]


@pytest.fixture
def sandbox() -> Iterator[Callable[..., Sandbox]]:
    """Start sandboxes with options, ``sandbox(tickets=20, open=5)``; each ends with the test.

    The clock starts at ``tests.sandbox.room.NOW`` unless ``now`` says otherwise.
    """
    running: list[Sandbox] = []

    def start(**options: Any) -> Sandbox:
        running.append(Sandbox(**options))
        return running[-1]

    yield start
    for one in running:
        one.stop()
