"""The points at which a server can end: around every write that leaves, and around every commit.

Nothing here knows any action: the points are found by the run itself.
"""

from __future__ import annotations

import http.client
import os
import re
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
import urllib3.connection

from supporthub_ext.actions import running
from supporthub_ext.store.database import Database

Trace = Callable[[str, Any], Awaitable[None]]
READING = re.compile(r"\.(list|history|replies|info|test|lookupByEmail|getPermalink)$")


@dataclass(slots=True)
class Points:
    """Counts what a run passes, and lets it end at one point.

    Attributes
    ----------
    at, number
        At which point, from 0, which signal strikes; None lets the run go on to its end.
    passed
        The points that were passed, in words.
    writes
        Every call that left, in order: service's port, method, path, and whether it was a write.
    """

    at: int | None = None
    number: signal.Signals = signal.SIGKILL
    passed: list[str] = field(default_factory=list)
    calls: list[tuple[int, str, str, bool]] = field(default_factory=list)

    def reset(self, at: int | None = None, number: signal.Signals = signal.SIGKILL) -> None:
        """Count from the beginning."""
        self.at, self.number = at, number
        self.passed.clear()
        self.calls.clear()

    @contextmanager
    def around(self, what: str) -> Iterator[None]:
        """Pass a point before something and one after it, however it went."""
        self._pass(f"before {what}")
        try:
            yield
        finally:
            self._pass(f"after {what}")

    def sees(self, port: int | None, method: str, url: str, body: Any) -> str | None:
        """Take note of a call; answer what it is called when it is a write."""
        path = urlsplit(url).path
        writes = is_write(method, path, body)
        self.calls.append((port or 0, method, path, writes))
        return f"{method} {path}" if writes else None

    def _pass(self, point: str) -> None:
        self.passed.append(point)
        if len(self.passed) - 1 == self.at:
            os.kill(os.getpid(), self.number)


def is_write(method: str, path: str, body: Any) -> bool:
    """Say whether a call changes anything. Slack reads by POST, and GraphQL does everything by POST."""
    if method in {"GET", "HEAD"}:
        return False
    if path.endswith("/graphql"):
        return b"mutation" in (body.encode() if isinstance(body, str) else bytes(body or b""))
    return not READING.search(path)


def watch(points: Points) -> None:
    """Pass the points of this process from now on: three ways to send, one way to commit."""
    _watch_commits(points)
    _watch_looks(points)
    _watch_httpx(points)
    for kind in (http.client.HTTPConnection, urllib3.connection.HTTPConnection):
        _watch_requests(points, kind)
    _watch_answers(points)


def _watch_commits(points: Points) -> None:
    opened = Database.__init__

    def open_(self: Database, *arguments: Any, **more: Any) -> None:
        opened(self, *arguments, **more)
        commit = self.record.dialect.do_commit

        def watched(connection: Any) -> None:
            with points.around("a commit"):
                commit(connection)

        self.record.dialect.do_commit = watched  # type: ignore[method-assign]

    Database.__init__ = open_  # type: ignore[method-assign]


def _watch_looks(points: Points) -> None:
    """Pass a point before and after each last look at the lease, to tell its commit from every other."""
    asking = running.asking

    def watched(question: Callable[[], None]) -> AbstractContextManager[None]:
        def looked() -> None:
            with points.around("the last look"):
                question()

        return asking(looked)

    running.asking = watched  # type: ignore[assignment]


def _watch_httpx(points: Points) -> None:
    send = httpx.AsyncHTTPTransport.handle_async_request

    async def watched(self: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
        write = points.sees(request.url.port, request.method, str(request.url), request.content)
        if write is None:
            return await send(self, request)
        request.extensions["trace"] = _halfway(points, write, request.extensions.get("trace"))
        with points.around(write):
            answer = await send(self, request)
            await answer.aread()
            return answer

    httpx.AsyncHTTPTransport.handle_async_request = watched  # type: ignore[method-assign]


def _halfway(points: Points, write: str, trace: Trace | None) -> Trace:
    """Pass one more point when the headers have left and the body has not."""

    async def traced(event: str, info: Any) -> None:
        if event == "http11.send_request_headers.complete":
            points._pass(f"half of {write}")
        if trace is not None:
            await trace(event, info)

    return traced


def _watch_requests(points: Points, kind: type[http.client.HTTPConnection]) -> None:
    request = kind.request

    def watched(self: Any, method: str, url: str, body: Any = None, *rest: Any, **more: Any) -> None:
        self.leaves = points.sees(self.port, method, url, body)
        if self.leaves:
            points._pass(f"before {self.leaves}")
        request(self, method, url, body, *rest, **more)

    kind.request = watched  # type: ignore[method-assign]


def _watch_answers(points: Points) -> None:
    answer = http.client.HTTPConnection.getresponse

    def watched(self: Any) -> Any:
        try:
            return answer(self)
        finally:
            if getattr(self, "leaves", None):
                points._pass(f"after {self.leaves}")

    http.client.HTTPConnection.getresponse = watched  # type: ignore[method-assign]
