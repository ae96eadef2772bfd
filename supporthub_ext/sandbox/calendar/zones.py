"""A zone as a calendar defines it: every change of its offset, from the zone data of Python."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

YEARS = 2
HOURS = YEARS * 366 * 24


@cache
def definition(name: str, year: int) -> tuple[str, ...]:
    """Answer the lines of a zone: its offset when a year begins, and each change in two years."""
    zone, start = ZoneInfo(name), datetime(year, 1, 1, tzinfo=UTC)
    lines, before = ["BEGIN:VTIMEZONE", f"TZID:{name}"], None
    for hours in range(HOURS):
        at = start + timedelta(hours=hours)
        local = at.astimezone(zone)
        if (offset := local.strftime("%z")) != before:
            onset = at + _length(before) if before else datetime(1970, 1, 1, tzinfo=UTC)
            lines += _change(local, onset, before or offset)
            before = offset
    return (*lines, "END:VTIMEZONE")


def _change(local: datetime, onset: datetime, before: str) -> list[str]:
    """Answer one change; its onset is told by the clock as it stood before."""
    kind = "DAYLIGHT" if local.dst() else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"TZOFFSETFROM:{before}",
        f"TZOFFSETTO:{local:%z}",
        f"TZNAME:{local:%Z}",
        f"DTSTART:{onset:%Y%m%dT%H%M%S}",
        f"END:{kind}",
    ]


def _length(offset: str) -> timedelta:
    length = timedelta(hours=int(offset[1:3]), minutes=int(offset[3:5]))
    return -length if offset[0] == "-" else length
