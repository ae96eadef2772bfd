"""The server's clock as a kernel knows it: it may be a movable one, so only the server can say the time."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


class ServerClock:
    """The server's clock, carried on between two answers."""

    def __init__(self) -> None:
        self._said = datetime.min.replace(tzinfo=UTC)
        self._heard = 0.0

    def set(self, now: str) -> None:
        """Take over the time that an answer brought."""
        self._said, self._heard = datetime.fromisoformat(now), time.monotonic()

    def now(self) -> str:
        """Answer what the server's clock shows by now."""
        return (self._said + timedelta(seconds=time.monotonic() - self._heard)).isoformat()
