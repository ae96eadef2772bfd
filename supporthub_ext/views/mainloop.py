"""The one event loop on which everything in a view happens.

A click reaches the kernel on the main thread or on a subshell's, depending on version, front end and on
whether it is the first. So a callback never works itself: it hands over and returns.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any

from supporthub_ext.errors import SupportHubError

Work = Coroutine[Any, Any, None]
Report = Callable[[BaseException], None]


class MainLoop:
    """The loop that runs where this is made, as in a cell of a notebook; in a plain script there is none."""

    def __init__(self) -> None:
        try:
            self._loop: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
        except RuntimeError:
            self._loop = None

    @property
    def running(self) -> bool:
        """Whether there is a loop, so that work goes on after a cell has ended."""
        return self._loop is not None

    def start(self, work: Work, report: Report) -> None:
        """Hand work over to the loop, from any thread, and do not wait for it.

        Parameters
        ----------
        work
            What to do.
        report
            Told of the error when it fails: a view shows it in place.
        """
        if self._loop is None:
            _run_here(work, report)
            return
        asyncio.run_coroutine_threadsafe(work, self._loop).add_done_callback(
            lambda done: _settle(done, report)
        )


def problem_of(error: BaseException) -> dict[str, Any]:
    """Answer an error as a view shows it: what happened, and what to do. No traceback, no ticket text."""
    if isinstance(error, SupportHubError):
        return error.to_json()
    message = f"Something went wrong inside the desk ({type(error).__name__})."
    return {
        "code": "ours",
        "message": message,
        "what_to_do": "Try again. If it stays, run the cell once more.",
    }


def _run_here(work: Work, report: Report) -> None:
    try:
        asyncio.run(work)
    except SupportHubError as error:
        report(error)


def _settle(done: Future[None], report: Report) -> None:
    if not done.cancelled() and (error := done.exception()):
        report(error)
