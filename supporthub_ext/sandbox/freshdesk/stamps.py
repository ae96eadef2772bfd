"""FreshDesk's times: ``2026-03-04T09:15:00Z``, whole seconds, UTC. Inside, epoch seconds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

_EPOCH = date(1970, 1, 1)


@lru_cache(maxsize=4096)
def day_of(number: int) -> date:
    """Answer the date that is so many days after the epoch began."""
    return _EPOCH + timedelta(days=number)


@lru_cache(maxsize=4096)
def _day(number: int) -> str:
    return day_of(number).isoformat()


def stamp(second: int) -> str:
    """Answer an epoch second as FreshDesk writes it. A page of a list has a thousand of them."""
    day, rest = divmod(second, 86400)
    hour, rest = divmod(rest, 3600)
    return f"{_day(day)}T{hour:02}:{rest // 60:02}:{rest % 60:02}Z"


def seconds(text: str) -> int:
    """Answer the epoch second of a date or time in ISO 8601, with any offset; none means UTC.

    Raises
    ------
    ValueError
        When the text is no such time.
    """
    moment = datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
