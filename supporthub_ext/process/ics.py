"""The rota as iCalendar: one all-day event for each stretch of a tour, so that people can plan their leave.

UIDs come from the tour, never from chance or from a person: a swap changes the event that subscribers
already have. The sequence number rises each time an event changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from supporthub_ext.process.rota_days import Rota, days_between
from supporthub_ext.process.rota_names import short_name
from supporthub_ext.process.rota_tours import Tour, tours_between

ONE_DAY = timedelta(days=1)

Published = Mapping[str, tuple[str, int]]
"""UID to what was published last: the event's content and its sequence number."""


@dataclass(frozen=True, slots=True)
class RotaEvent:
    """One person's stretch of a tour, from ``first`` to ``end`` (exclusive)."""

    uid: str
    sequence: int
    title: str
    first: date
    end: date
    person_id: str

    @property
    def content(self) -> str:
        """Answer what a change of this event would change."""
        return f"{self.first}/{self.end}/{self.title}"


def rota_events(
    rota: Rota, first: date, end: date, published: Published | None = None
) -> tuple[RotaEvent, ...]:
    """Answer the events of every tour that touches the days from ``first`` to ``end`` (exclusive).

    Tours are answered whole, so that an event is the same whatever days are asked for. An empty seat has no
    event. With what was ``published`` before (`publish` answers it) the numbers go on rising; without it, an
    event's number is how many overrides touch its tour.
    """
    events = (
        _event(rota, tour, index, stretch)
        for tour, stretches in _stretches(rota, tours_between(rota.rule, rota.roster, first, end))
        for index, stretch in enumerate(stretches, start=1)
    )
    return tuple(_numbered(event, (published or {}).get(event.uid)) for event in events)


def publish(events: Iterable[RotaEvent], published: Published | None = None) -> dict[str, tuple[str, int]]:
    """Answer what to keep, and to pass in next time, after these events went out."""
    return {**(published or {}), **{event.uid: (event.content, event.sequence) for event in events}}


def to_ical(events: Iterable[RotaEvent], *, name: str, now: datetime) -> bytes:
    """Answer the events as an iCalendar file with all-day events, the end exclusive."""
    calendar = Calendar()
    calendar.add("prodid", "-//supporthub_ext//rota//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for event in events:
        entry = Event()
        entry.add("uid", event.uid)
        entry.add("sequence", event.sequence)
        entry.add("summary", event.title)
        entry.add("dtstart", event.first)
        entry.add("dtend", event.end)
        entry.add("dtstamp", now.astimezone(UTC))
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    text: bytes = calendar.to_ical()
    return text


Stretch = tuple[str, date, date]


def _stretches(rota: Rota, tours: Sequence[Tour]) -> Iterator[tuple[Tour, list[Stretch]]]:
    """Answer each tour with who really sits there from when to when."""
    found: dict[int, list[Stretch]] = {tour.number: [] for tour in tours}
    first = min((tour.first for tour in tours), default=rota.rule.anchor)
    end = max((tour.end for tour in tours), default=first)
    for day, places in days_between(rota, first, end):
        for place in places:
            if place.tour.number in found and place.filled and place.holder:
                _lengthen(found[place.tour.number], place.holder, day)
    return ((tour, found[tour.number]) for tour in tours)


def _lengthen(stretches: list[Stretch], person_id: str, day: date) -> None:
    last = stretches[-1] if stretches else None
    if last and last[0] == person_id and last[2] == day:
        stretches[-1] = (person_id, last[1], day + ONE_DAY)
    else:
        stretches.append((person_id, day, day + ONE_DAY))


def _event(rota: Rota, tour: Tour, index: int, stretch: Stretch) -> RotaEvent:
    person_id, first, end = stretch
    person = next(person for person in rota.roster.people if person.id == person_id)
    title = rota.rule.calendar_title.replace("{first_name}", short_name(rota.roster, person))
    touching = sum(one.first_day < tour.end and one.last_day >= tour.first for one in rota.overrides)
    return RotaEvent(f"supporthub-rota-{tour.first}-{index}", touching, title, first, end, person_id)


def _numbered(event: RotaEvent, before: tuple[str, int] | None) -> RotaEvent:
    if before is None:
        return event
    content, sequence = before
    same = event.content == content
    return replace(event, sequence=sequence if same else max(sequence + 1, event.sequence))
