"""iCalendar written by hand (RFC 5545): lines of 75 octets, CRLF, text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from supporthub_ext.sandbox.calendar.zones import definition

LONGEST_LINE = 75  # octets


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. Days make an all-day event, aware datetimes a timed one; the end is exclusive.

    ``more`` are further lines as they stand, such as ``("RRULE", "FREQ=WEEKLY;COUNT=12")``.
    """

    uid: str
    summary: str
    start: date
    end: date
    changed: datetime
    sequence: int = 0
    status: str = "CONFIRMED"
    description: str = ""
    location: str = ""
    more: tuple[tuple[str, str], ...] = ()

    def lines(self) -> Iterator[str]:
        """Answer the event's lines, not yet folded."""
        changed = f"{self.changed.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        yield "BEGIN:VEVENT"
        yield moment("DTSTART", self.start)
        yield moment("DTEND", self.end)
        yield f"DTSTAMP:{changed}"
        yield f"UID:{self.uid}"
        yield from (f"{name}:{value}" for name, value in self.more)
        yield f"DESCRIPTION:{escaped(self.description)}"
        yield f"LAST-MODIFIED:{changed}"
        yield f"LOCATION:{escaped(self.location)}"
        yield f"SEQUENCE:{self.sequence}"
        yield f"STATUS:{self.status}"
        yield f"SUMMARY:{escaped(self.summary)}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"


def calendar(name: str, entries: Iterable[Entry]) -> bytes:
    """Answer a whole calendar."""
    entries = list(entries)
    head = ["BEGIN:VCALENDAR", "PRODID:-//Lagoon//Calendar//EN", "VERSION:2.0", "CALSCALE:GREGORIAN"]
    lines = [*head, "METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(name)}", "X-WR-TIMEZONE:UTC"]
    for zone in sorted({key for entry in entries if (key := zone_of(entry.start))}):
        lines += definition(zone, min(entry.start.year for entry in entries if zone_of(entry.start) == zone))
    for entry in entries:
        lines += entry.lines()
    return b"".join(folded(line) for line in [*lines, "END:VCALENDAR"])


def folded(line: str) -> bytes:
    """Answer a line broken into pieces of 75 octets, never inside a letter."""
    pieces, piece = [], b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"


def escaped(text: str) -> str:
    """Answer text as RFC 5545 wants it."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def moment(name: str, at: date) -> str:
    """Answer a property that holds a day, a moment in UTC, or a moment in a zone."""
    if not isinstance(at, datetime):
        return f"{name};VALUE=DATE:{at:%Y%m%d}"
    zone = zone_of(at)
    return f"{name};TZID={zone}:{at:%Y%m%dT%H%M%S}" if zone else f"{name}:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def zone_of(at: date) -> str | None:
    """Answer the IANA name of a moment's zone; None for days and for UTC."""
    return at.tzinfo.key if isinstance(at, datetime) and isinstance(at.tzinfo, ZoneInfo) else None
