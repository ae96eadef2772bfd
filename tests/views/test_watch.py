"""Looking at the queue every few seconds, as long as somebody sees it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from supporthub_ext.client import Client
from supporthub_ext.views import watch as watch_module
from supporthub_ext.views.mainloop import MainLoop
from supporthub_ext.views.watch import Watch
from tests.views.room import OurServer, queue, row


@dataclass
class Seen:
    """A view that is watched for a number of answers."""

    looks: int
    answers: list[Any] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)

    @property
    def watched(self) -> bool:
        return len(self.answers) + len(self.errors) < self.looks

    def show(self, answer: Any) -> None:
        self.answers.append(answer)

    def report(self, error: BaseException) -> None:
        self.errors.append(error)


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look again at once."""
    monkeypatch.setattr(watch_module, "EVERY_S", 0.001)


async def until(done: Any) -> None:
    for _ in range(2000):
        if done():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not come to that")


def test_it_looks_until_nobody_watches(server: OurServer, client: Client) -> None:
    """A closed page frees its kernel: the looking ends, and begins anew when a page comes back."""
    server.answers["GET queue"] = queue(row(1))

    async def scene() -> list[int]:
        watch, seen = Watch(MainLoop(), client), Seen(looks=3)
        watch.add(seen)
        await until(lambda: watch._hurry is None)
        first = len(server.asked)
        seen.looks = 4
        watch.wake()
        await until(lambda: watch._hurry is None)
        return [first, len(server.asked)]

    assert asyncio.run(scene()) == [3, 4]


def test_an_error_is_told_and_the_looking_goes_on(server: OurServer, client: Client) -> None:
    """A server that does not answer once is asked again; what was shown stays."""
    server.answers["GET queue"] = [(502, "<html>no</html>"), queue(row(1))]

    async def scene() -> Seen:
        watch, seen = Watch(MainLoop(), client), Seen(looks=2)
        watch.add(seen)
        await until(lambda: watch._hurry is None)
        return seen

    seen = asyncio.run(scene())
    assert (len(seen.errors), len(seen.answers)) == (1, 1)


def test_a_view_that_fails_is_told_so(server: OurServer, client: Client) -> None:
    """An error inside one view shows in the views and does not end the looking."""
    server.answers["GET queue"] = queue()

    class Broken(Seen):
        def show(self, answer: Any) -> None:
            raise KeyError(answer["no such thing"])

    async def scene() -> Seen:
        watch, seen = Watch(MainLoop(), client), Broken(looks=2)
        watch.add(seen)
        await until(lambda: watch._hurry is None)
        return seen

    assert [type(error) for error in asyncio.run(scene()).errors] == [KeyError, KeyError]


def test_a_second_view_begins_with_what_the_first_one_shows(
    server: OurServer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A view that joins others waits for no answer; alone again after a while, it waits for a fresh one."""
    monkeypatch.setattr(watch_module, "EVERY_S", 60)
    server.answers["GET queue"] = queue(row(1))

    async def scene() -> tuple[int, int]:
        watch, first, second, late = Watch(MainLoop(), client), Seen(9), Seen(9), Seen(1)
        watch.add(first)
        await until(lambda: first.answers)
        watch.add(second)
        at_once = len(second.answers)
        first.looks = second.looks = 0
        watch.soon()
        await until(lambda: watch._hurry is None)
        watch.add(late)
        before = len(late.answers)
        await until(lambda: late.answers)
        return at_once, before

    assert asyncio.run(scene()) == (1, 0)
