"""FreshDesk's times: ``2026-03-04T09:15:00Z``, whole seconds, UTC. Inside, epoch seconds."""

from __future__ import annotations

from datetime import UTC, datetime


def stamp(second: int) -> str:
    """Answer an epoch second as FreshDesk writes it."""
    return datetime.fromtimestamp(second, UTC).isoformat()[:19] + "Z"


def seconds(text: str) -> int:
    """Answer the epoch second of a date or time in ISO 8601, with any offset; none means UTC.

    Raises
    ------
    ValueError
        When the text is no such time.
    """
    moment = datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
