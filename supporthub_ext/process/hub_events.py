"""Events of hubs, put together from the places where people write them down: ticket, issue and calendar.

"Events should be prioritized (or in general, moments with a large influx of users)." They are recorded by
hand in three places, one of them is often forgotten: what a place lacks is shown. Instants are in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from supporthub_ext.models import HubEvent

Place = Literal["ticket", "issue", "calendar"]
PLACES: tuple[Place, ...] = ("calendar", "issue", "ticket")
"""The one that knows most comes first."""

ZONES_APART = timedelta(hours=14)  # a date without a zone begins so much earlier or later somewhere


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one place says of an event. Without ``zone`` its days are dates of no zone, told in UTC.

    ``starts_at`` is None where nobody wrote a date that can be read. ``noticed_at`` is since when the place
    has known of it, where it says so.
    """

    place: Place
    id: str
    title: str
    hubs: tuple[str, ...]
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    zone: str | None = None
    community: str | None = None
    noticed_at: datetime | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """One event, what every place says of it, and which place has forgotten it."""

    id: str
    title: str
    hubs: tuple[str, ...]
    starts_at: datetime | None
    ends_at: datetime | None
    zone: str | None
    known_in: tuple[Place, ...]
    missing_in: tuple[Place, ...]
    noticed_at: datetime | None
    links: Mapping[str, str]

    def runs(self, now: datetime) -> bool:
        """Say whether it is on."""
        return bool(self.starts_at and self.ends_at and self.starts_at <= now < self.ends_at)

    def within(self, now: datetime, days: int) -> bool:
        """Say whether it begins within so many days from now."""
        return bool(self.starts_at and now < self.starts_at <= now + timedelta(days=days))

    def notice_days(self) -> int | None:
        """Answer how many days before it we were told; None where that is not known."""
        if self.starts_at is None or self.noticed_at is None:
            return None
        return (self.starts_at - self.noticed_at).days


def hub_key(hub: str) -> str:
    """Answer a hub's address in the one form in which two places can be compared."""
    return hub.strip().casefold().removeprefix("https://").removeprefix("http://").rstrip("/")


def gather(sightings: Iterable[Sighting], places: Iterable[Place] = PLACES) -> tuple[KnownEvent, ...]:
    """Answer every event once, in order of time; those without a date come last.

    Parameters
    ----------
    sightings
        What the places say. A calendar's entry is an event of its own; a ticket or an issue belongs to the
        event of its hub (or its community) on the same days, and without a date to the next one.
    places
        Where an event should be known; only these can lack it.
    """
    found: list[list[Sighting]] = []
    for one in sorted(sightings, key=_in_order):
        home = None if one.place == "calendar" else _home(one, found)
        if home is None:
            found.append([one])
        else:
            home.append(one)
    events = [_event(group, tuple(places)) for group in found]
    return tuple(sorted(events, key=lambda event: (event.starts_at is None, event.starts_at or 0, event.id)))


def on_or_next(events: Iterable[KnownEvent], now: datetime) -> dict[str, HubEvent]:
    """Answer the event of each hub that is on, or else its next one, by `hub_key`."""
    found: dict[str, HubEvent] = {}
    for event in events:  # in order of time
        if event.starts_at and event.ends_at and event.ends_at > now:
            for hub in event.hubs:
                found.setdefault(
                    hub_key(hub), HubEvent(event.id, event.title, event.starts_at, event.ends_at)
                )
    return found


def _in_order(one: Sighting) -> tuple[bool, int, str]:
    return one.starts_at is None, PLACES.index(one.place), one.id


def _home(one: Sighting, found: list[list[Sighting]]) -> list[Sighting] | None:
    """Answer the sightings of the event that this one is about too, or None."""
    near = [group for group in found if _same_people(one, group[0]) and group[0].starts_at]
    if one.starts_at is not None:
        return next((group for group in near if _overlap(one, group[0])), None)
    later = [group for group in near if not one.noticed_at or _start(group) >= one.noticed_at]
    return min(later, key=_start, default=None)


def _start(group: list[Sighting]) -> datetime:
    start = group[0].starts_at
    assert start is not None  # noqa: S101 - asked for dated ones only
    return start


def _same_people(one: Sighting, other: Sighting) -> bool:
    if one.hubs and other.hubs:
        return bool({hub_key(hub) for hub in one.hubs} & {hub_key(hub) for hub in other.hubs})
    named = (one.community or "").casefold()
    return bool(named) and named in f"{other.community or ''} {other.title}".casefold()


def _overlap(one: Sighting, other: Sighting) -> bool:
    """Say whether both are about the same time; a date of no zone may be a day of any zone."""
    if not (one.starts_at and one.ends_at and other.starts_at and other.ends_at):
        return False
    room = ZONES_APART if one.zone is None or other.zone is None else timedelta()
    return one.starts_at - room < other.ends_at and other.starts_at < one.ends_at + room


def _event(group: list[Sighting], places: tuple[Place, ...]) -> KnownEvent:
    first = group[0]
    known = {one.place for one in group}
    hubs = dict.fromkeys(hub for one in group for hub in one.hubs)
    told = [one.noticed_at for one in group if one.noticed_at]
    return KnownEvent(
        id=first.id,
        title=first.title,
        hubs=tuple({hub_key(hub): hub for hub in reversed(hubs)}.values()),
        starts_at=first.starts_at,
        ends_at=first.ends_at,
        zone=first.zone,
        known_in=tuple(place for place in PLACES if place in known),
        missing_in=tuple(place for place in PLACES if place in places and place not in known),
        noticed_at=min(told, default=None),
        links={one.place: one.link for one in reversed(group) if one.link},
    )
