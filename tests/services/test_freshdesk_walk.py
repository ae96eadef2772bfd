"""The walk through a list that does not stand still: no ticket is ever lost."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.services.freshdesk_pages import Page
from supporthub_ext.services.freshdesk_walk import walk

BEGAN = datetime(2026, 3, 1, tzinfo=UTC)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
SIZE = 3  # rows a page: a few hundred tickets make a long list


class Shelf:
    """A list as FreshDesk keeps it: oldest change first; whatever is edited goes to the end."""

    def __init__(self, seconds: list[int], chance: random.Random, per_read: Callable[[Shelf], None]) -> None:
        self.at = {id_: BEGAN + timedelta(seconds=second) for id_, second in enumerate(seconds, 1)}
        self.now = BEGAN + timedelta(seconds=max(seconds, default=0) + 1)
        self.chance = chance
        self.calls = 0
        self._per_read = per_read

    async def read(self, since: datetime, number: int) -> Page:
        for _ in range(self.chance.randrange(4)):  # calls that are in flight together come in any order
            await asyncio.sleep(0)
        self.calls += 1
        self._per_read(self)
        order = sorted((at, id_) for id_, at in self.at.items() if at >= since)
        end = SIZE * number
        rows = [{"id": id_, "updated_at": at.isoformat()} for at, id_ in order[end - SIZE : end]]
        return Page(rows, more=len(order) > end)

    def edit(self, count: int = 1) -> None:
        """Edit some tickets, old ones rather, all in one second."""
        if self.chance.random() < 0.5:
            self.now += timedelta(seconds=1)
        oldest = sorted(self.at, key=lambda id_: self.at[id_])
        for id_ in self.chance.sample(oldest[: len(oldest) // 2 + 1], min(count, len(oldest) // 2)):
            self.at[id_] = self.now

    def delete(self) -> None:
        if self.at:
            del self.at[self.chance.choice(list(self.at))]


def quiet(_: Shelf) -> None:
    pass


def busy(shelf: Shelf) -> None:
    """Somebody edits or deletes a ticket between any two reads, sometimes many at once."""
    if shelf.calls < 400:
        shelf.chance.choice([shelf.edit, shelf.edit, shelf.delete, lambda: shelf.edit(7)])()


def restless(shelf: Shelf) -> None:
    """Now and then somebody edits or deletes one ticket."""
    if shelf.chance.random() < 0.2:
        shelf.chance.choice([shelf.edit, shelf.delete])()


def read_all(shelf: Shelf, *, ahead: bool = True) -> list[dict[str, Any]]:
    async def run() -> list[dict[str, Any]]:
        pages = walk(shelf.read, LONG_AGO, ahead=lambda: ahead)
        return [row async for page in pages for row in page]

    return asyncio.run(run())


@settings(max_examples=80, deadline=None)
@given(
    st.integers(0, 60) | st.integers(200, 350),
    st.sampled_from([2, 60, 5000]),
    st.sampled_from([busy, restless]),
    st.booleans(),
    st.integers(0, 2**32),
)
def test_no_ticket_is_lost_while_others_move(
    tickets: int, spread: int, meanwhile: Callable[[Shelf], None], ahead: bool, seed: int
) -> None:
    """Whatever is edited or deleted while we read, every ticket that is still there has come."""
    chance = random.Random(seed)
    shelf = Shelf([chance.randrange(spread) for _ in range(tickets)], chance, meanwhile)
    found = {row["id"] for row in read_all(shelf, ahead=ahead)}
    assert set(shelf.at) <= found


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 2000), max_size=400), st.booleans())
def test_pages_come_in_order(seconds: list[int], ahead: bool) -> None:
    """When a page comes, everything that changed before its newest ticket has come already."""
    shelf = Shelf(seconds, random.Random(1), quiet)
    came: set[int] = set()

    async def run() -> None:
        async for page in walk(shelf.read, LONG_AGO, ahead=lambda: ahead):
            came.update(row["id"] for row in page)
            newest = max((shelf.at[row["id"]] for row in page), default=BEGAN)
            assert {id_ for id_, at in shelf.at.items() if at < newest} <= came

    asyncio.run(run())
    assert came == set(shelf.at)


@pytest.mark.parametrize(("tickets", "most"), [(0, 1), (2, 1), (3, 1), (4, 4), (30, 17), (300, 102)])
def test_a_quiet_list_costs_little_more_than_its_pages(tickets: int, most: int) -> None:
    """Nothing is read twice without need: a hundred pages take at most two calls more."""
    shelf = Shelf(list(range(0, 20 * tickets, 20)), random.Random(1), quiet)
    assert len({row["id"] for row in read_all(shelf)}) == tickets
    assert shelf.calls <= most


@pytest.mark.parametrize("seed", range(8))
def test_what_moves_behind_the_far_page_comes_in_the_same_walk(seed: int) -> None:
    """A ticket that is edited after the far page was read stands behind it, and comes all the same."""

    def meanwhile(shelf: Shelf) -> None:
        if shelf.calls in {6, 7}:
            shelf.edit()

    shelf = Shelf(list(range(0, 20 * 61, 20)), random.Random(seed), meanwhile)
    assert set(shelf.at) <= {row["id"] for row in read_all(shelf)}


def test_what_moves_at_the_end_of_a_full_second_comes_in_the_same_walk() -> None:
    """Of a second with three pages, one ticket moves up unseen and then to the end: it comes all the same."""

    def meanwhile(shelf: Shelf) -> None:
        if moving := {5: 1, 6: 7}.get(shelf.calls):  # the third page is read, then the second again
            shelf.at[moving] = shelf.now

    shelf = Shelf([0] * 9, random.Random(1), meanwhile)
    assert {row["id"] for row in read_all(shelf, ahead=False)} == set(range(1, 10))


def test_many_tickets_in_one_second_come_to_an_end() -> None:
    """A bulk edit gives more than a page one second: the walk goes on by page number, and ends."""
    shelf = Shelf([5] * 100 + [9] * 100, random.Random(1), quiet)
    assert {row["id"] for row in read_all(shelf, ahead=False)} == set(range(1, 201))


def test_rows_without_a_readable_time_come_too() -> None:
    """A row whose time can't be read is no reason to stop, nor to begin again for ever."""

    async def read(since: datetime, number: int) -> Page:
        rows = [{"id": 10 * number + place, "updated_at": None} for place in range(3)]
        return Page(rows, more=number < 4)

    async def run() -> set[int]:
        return {row["id"] async for page in walk(read, LONG_AGO, ahead=lambda: False) for row in page}

    assert len(asyncio.run(run())) == 12
