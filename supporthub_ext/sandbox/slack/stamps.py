"""Slack's message ids: seconds since 1970 with six digits behind the point, as text."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

MICRO = 1_000_000


def stamp(micros: int) -> str:
    """Answer ``1772615600.000100`` for 1772615600000100 microseconds since 1970."""
    return f"{micros // MICRO}.{micros % MICRO:06d}"


def micros(text: str) -> int | None:
    """Answer the microseconds of a stamp, also of a short one such as ``0``; None when it is no stamp."""
    try:
        value = Decimal(text)
        return int(value * MICRO) if value.is_finite() and 0 <= value < 10**11 else None
    except InvalidOperation:
        return None


def following(last: int, now: float) -> int:
    """Answer the next id of a channel: the present moment, and always above the last one."""
    return max(int(now * MICRO), last + 1)
