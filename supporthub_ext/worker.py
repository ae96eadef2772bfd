"""The worker: a thread with an event loop of its own, so that nothing slow happens on the server's loop.

It is light to import: everything behind it is imported on its own thread, when it starts.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from supporthub_ext.actions.settings import Settings
from supporthub_ext.errors import ConfigurationError

if TYPE_CHECKING:
    from supporthub_ext.actions.backoffice import Backoffice

Answer = TypeVar("Answer")
TRY_AGAIN_S = 5.0
STOP_WITHIN_S = 10.0


class Worker:
    """Runs the back office.

    Parameters
    ----------
    settings
        Answers what the extension was told; raises ConfigurationError when that is wrong.
    log
        Where it says what happened.
    """

    def __init__(self, settings: Callable[[], Settings], log: logging.Logger) -> None:
        self._settings = settings
        self._log = log
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._office: Backoffice | None = None
        self._opening: asyncio.Lock | None = None
        self._problem: ConfigurationError | None = None
        self._tried_at = -TRY_AGAIN_S

    def start(self) -> None:
        """Start the thread; once is enough."""
        if self._thread is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._run, name="supporthub", daemon=True)
            self._thread.start()
            self._submit(self._open_quietly())

    async def ask(self, question: Callable[[Backoffice], Awaitable[Answer]]) -> Answer:
        """Ask the back office from another loop, and wait for its answer without blocking that loop.

        Raises
        ------
        ConfigurationError
            While a file or a setting is wrong.
        SupportHubError
            Whatever the question raises.
        """
        self.start()
        return await asyncio.wrap_future(self._submit(self._answer(question)))

    async def stop(self) -> None:
        """Close the back office and end the thread."""
        if self._loop is None or self._thread is None:
            return
        await asyncio.wrap_future(self._submit(self._close()))
        self._loop.call_soon_threadsafe(self._loop.stop)
        await asyncio.to_thread(self._thread.join, STOP_WITHIN_S)

    # -- on the worker's own thread --------------------------------------------------------------------

    def _run(self) -> None:
        assert self._loop is not None  # noqa: S101 - start() made it
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        self._loop.close()

    def _submit(self, work: Awaitable[Answer]) -> Future[Answer]:
        assert self._loop is not None  # noqa: S101 - start() made it
        return asyncio.run_coroutine_threadsafe(work, self._loop)  # type: ignore[arg-type]

    async def _answer(self, question: Callable[[Backoffice], Awaitable[Answer]]) -> Answer:
        return await question(await self._open())

    async def _open(self) -> Backoffice:
        """Open the back office; one that could not be opened is tried again after some seconds."""
        self._opening = self._opening or asyncio.Lock()
        async with self._opening:
            if self._office is not None:
                return self._office
            if self._problem is not None and time.monotonic() - self._tried_at < TRY_AGAIN_S:
                raise self._problem
            self._tried_at = time.monotonic()
            from supporthub_ext.actions.backoffice import Backoffice

            try:
                self._office = Backoffice(self._settings(), self._log)
            except ConfigurationError as problem:
                self._problem = problem
                raise
            return self._office

    async def _open_quietly(self) -> None:
        try:
            await self._open()
        except ConfigurationError as problem:
            self._log.error("%s %s", problem.message, problem.what_to_do)

    async def _close(self) -> None:
        if self._office is not None:
            await self._office.close()
