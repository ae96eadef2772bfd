"""One clock for everything that is said about time: the system's, or the sandbox's movable one.

Leases, time-outs and waits never read it: they run on the monotonic clock.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import httpx

from supporthub_ext.errors import ConfigurationError

TOLD_TO = timedelta(seconds=1)  # the answer has whole seconds: within one, ours goes on and never back
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Clock:
    """The system's clock, in UTC."""

    async def read(self) -> datetime:
        """Answer the present moment, asking whoever holds the clock."""
        return self.now()

    def now(self) -> datetime:
        """Answer the present moment without asking anybody."""
        return datetime.now(UTC)

    async def close(self) -> None:
        """Let go of what the clock holds."""


class SandboxClock(Clock):
    """A clock that somebody else moves, at ``GET url`` on loopback: ``{"now": "2026-03-04T10:00:00Z"}``.

    Between two readings it ticks with the monotonic clock, so ``now()`` never waits.
    """

    def __init__(self, url: str) -> None:
        if urlsplit(url).hostname not in LOOPBACK:
            raise ConfigurationError(
                "clock_url must be on loopback.", "Leave it out to use the system's clock."
            )
        self._url = url
        self._client = httpx.AsyncClient(timeout=5, trust_env=False)
        self._read_at = time.monotonic()
        self._then = datetime.now(UTC)

    async def read(self) -> datetime:
        """Ask the sandbox; while it can't be reached the clock ticks on from the last reading."""
        try:
            answer = (await self._client.get(self._url)).json()
            then = datetime.fromisoformat(answer["now"]).astimezone(UTC)
            if abs(then - self.now()) >= TOLD_TO:
                self._then, self._read_at = then, time.monotonic()
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            pass
        return self.now()

    def now(self) -> datetime:
        """Answer the last reading plus the time since."""
        return self._then + timedelta(seconds=time.monotonic() - self._read_at)

    async def close(self) -> None:
        """Close the connection to the sandbox."""
        await self._client.aclose()


def make_clock(url: str) -> Clock:
    """Answer the clock that the configuration asks for; an empty URL means the system's.

    Raises
    ------
    ConfigurationError
        When the URL is not on loopback.
    """
    return SandboxClock(url) if url else Clock()
