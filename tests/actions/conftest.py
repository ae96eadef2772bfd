"""One house for the tests of a file: each takes a ticket of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.actions.house import House


@pytest.fixture(scope="module")
def shared_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house that is built once a file."""
    built = House(tmp_path_factory.mktemp("house"))
    yield built
    built.close()


@pytest.fixture
def house(shared_house: House) -> Iterator[House]:
    """The same, with no fault and an empty log."""
    shared_house.sandbox.clear_log()
    yield shared_house
    shared_house.sandbox.clear_faults()
