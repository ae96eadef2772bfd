"""One sandbox and one PostgreSQL for the whole room: every point gets a ticket of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from supporthub_ext.actions.settings import Settings
from tests.postgres import Postgres
from tests.reliability.deeds import DEEDS, Deed
from tests.reliability.server import Orders, Server
from tests.reliability.world import World
from tests.sandbox.room import Sandbox

NewRecord = Callable[[str], Settings]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("config")
    sandbox = Sandbox(tickets=5, open=2, write_config=folder)
    found = World(sandbox, folder)
    yield found
    found.close()
    sandbox.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, world: World, tmp_path: Path) -> Settings:
    """A server's settings, with a new database on either of the two."""
    url = request.getfixturevalue("postgres").new_database() if request.param == "postgresql" else ""
    return world.settings(tmp_path, url)


@pytest.fixture(params=DEEDS, ids=lambda deed: deed.action)
def deed(request: pytest.FixtureRequest) -> Deed:
    found: Deed = request.param
    return found


@pytest.fixture
def servers() -> Iterator[Callable[..., Server]]:
    """Start servers; each ends with the test."""
    running: list[Server] = []

    def start(settings: Settings, **more: object) -> Server:
        running.append(Server(Orders(settings, **more)))  # type: ignore[arg-type]
        return running[-1]

    yield start
    for one in running:
        one.kill()
