"""The movable clock: everything in the sandbox that says a time reads it."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """A clock that starts where it is told, ticks, and can be moved.

    Parameters
    ----------
    now
        Where it starts, aware; ``None`` means the system's time.
    """

    def __init__(self, now: datetime | None = None) -> None:
        self._still = False
        self.set(now or datetime.now(UTC))

    def now(self) -> datetime:
        """Answer the present moment of the sandbox, aware, in UTC."""
        passed = 0.0 if self._still else time.monotonic() - self._since
        return self._base + timedelta(seconds=passed)

    def stand(self, *, still: bool) -> None:
        """Let it stand still at this moment, or tick on: what happens while it stands happens alike again."""
        now = self.now()
        self._still = still
        self.set(now)

    def set(self, now: datetime) -> None:
        """Jump to a moment, forwards or backwards, and tick on from there."""
        self._base = now.astimezone(UTC)
        self._since = time.monotonic()

    def advance(self, seconds: float) -> None:
        """Jump ahead by some seconds."""
        self.set(self.now() + timedelta(seconds=seconds))


def read_moment(text: str) -> datetime:
    """Answer an ISO 8601 text as an aware moment in UTC; no zone means UTC.

    Raises
    ------
    ValueError
        When the text is no moment.
    """
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def stamp(moment: datetime) -> str:
    """Answer a moment as ``2026-03-04T10:00:00Z``: UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
