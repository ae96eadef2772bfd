"""The hours at which an event is on, as the clocks of those who watch over it show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from supporthub_ext.process.hub_events import KnownEvent

MOST_DAYS = 14
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when people are on the hub; ``ends_at`` is exclusive. In UTC."""

    starts_at: datetime
    ends_at: datetime

    def local(self, zone: str) -> dict[str, str]:
        """Answer the window as a clock in a zone shows it, with that zone's offset."""
        here = ZoneInfo(zone)
        return {
            "from": self.starts_at.astimezone(here).isoformat(timespec="minutes"),
            "to": self.ends_at.astimezone(here).isoformat(timespec="minutes"),
        }


def active_windows(event: KnownEvent) -> tuple[Window, ...]:
    """Answer the hours of each day of an event, in order.

    An event of several days from 09:00 to 17:00 is on from 09:00 to 17:00 of each of them, by the clock of
    its own zone; one without a zone is on around the clock.
    """
    if event.starts_at is None or event.ends_at is None:
        return ()
    if event.zone is None:
        return (Window(event.starts_at, event.ends_at),)
    zone = ZoneInfo(event.zone)
    first, last = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
    if last - first <= DAY or last.time() <= first.time():
        return (Window(event.starts_at, event.ends_at),)
    days = min((last.date() - first.date()).days + 1, MOST_DAYS)
    return tuple(
        Window(
            datetime.combine(first.date() + number * DAY, first.time(), zone).astimezone(UTC),
            datetime.combine(first.date() + number * DAY, last.time(), zone).astimezone(UTC),
        )
        for number in range(days)
    )
