"""Asks the server for the queue every few seconds, as long as a page shows the answer."""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

from supporthub_ext.client import Client
from supporthub_ext.views.mainloop import MainLoop

Json = dict[str, Any]
EVERY_S = 5.0


class Watcher(Protocol):
    """What shows the queue."""

    @property
    def watched(self) -> bool:
        """Whether a page shows it now."""

    def show(self, answer: Json) -> None:
        """Show what ``GET queue`` answered."""

    def report(self, error: BaseException) -> None:
        """Show that it did not answer; the last good queue stays."""


class Watch:
    """Looks at the queue for every view of a desk.

    Parameters
    ----------
    main
        The loop on which it runs; a request itself waits on a thread of its own.
    client
        The way to the server.
    """

    def __init__(self, main: MainLoop, client: Client) -> None:
        self._main = main
        self._client = client
        self._watchers: list[Watcher] = []
        self._hurry: asyncio.Event | None = None  # there while it runs
        self._last: Json | None = None

    def add(self, watcher: Watcher) -> None:
        """Keep one more view up to date; while others are, it begins with what they show."""
        self._watchers.append(watcher)
        if self._hurry is not None and self._last is not None:
            watcher.show(self._last)
        self.wake()

    def wake(self) -> None:
        """Start to look again, if nobody had looked for a while."""
        if self._hurry is None and self._main.running:
            self._hurry = asyncio.Event()
            self._main.start(self._run(self._hurry), self._report)

    def soon(self) -> None:
        """Look at once: something was sent."""
        if self._hurry is not None:
            self._hurry.set()

    async def _run(self, hurry: asyncio.Event) -> None:
        try:
            while any(watcher.watched for watcher in self._watchers):
                hurry.clear()
                await self._look()
                await _pause(hurry)
        finally:
            self._hurry = None

    async def _look(self) -> None:
        try:
            answer = self._last = await asyncio.to_thread(self._client.queue)
            for watcher in self._watching():
                watcher.show(answer)
        except Exception as error:  # noqa: BLE001 (a view that fails must not stop the others' looking)
            self._report(error)

    def _report(self, error: BaseException) -> None:
        for watcher in self._watching():
            watcher.report(error)

    def _watching(self) -> list[Watcher]:
        return [watcher for watcher in self._watchers if watcher.watched]


async def _pause(hurry: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(hurry.wait(), EVERY_S)
    except TimeoutError:
        return
