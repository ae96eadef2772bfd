"""Who holds which seat on one day: the rule, then overrides in recorded order, then who is away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from supporthub_ext.models import Override, Roster
from supporthub_ext.process.definition_time import RotaRule
from supporthub_ext.process.roster import is_active
from supporthub_ext.process.rota_tours import Tour, tours_between

Missing = Literal["away", "left", "nobody"]
"""Why a seat is empty: its holder is away, is not with the team, or there was nobody to take it."""


@dataclass(frozen=True, slots=True)
class Rota:
    """Everything that decides who is on: the rule, the people, and the overrides in recorded order.

    ``zone`` is the process's own: days are whole days there.
    """

    rule: RotaRule
    roster: Roster
    overrides: tuple[Override, ...] = ()
    zone: str = "UTC"

    def name(self, person_id: str) -> str:
        """Answer the name that belongs to an id; an id that nobody has any more stands for itself."""
        names = (person.name for person in self.roster.people if person.id == person_id)
        return next(names, person_id)


@dataclass(frozen=True, slots=True)
class Place:
    """A seat on one day. ``holder`` is whose duty it is; ``missing`` says why they are not there."""

    tour: Tour
    holder: str | None
    source: Literal["rule", "override"] = "rule"
    missing: Missing | None = None

    @property
    def filled(self) -> bool:
        """Answer whether somebody really sits there."""
        return self.missing is None


Day = tuple[Place, ...]
"""The seats of one day, the longer-serving first."""


def days_between(rota: Rota, first: date, end: date) -> Iterator[tuple[date, Day]]:
    """Answer every day from ``first`` to ``end`` (exclusive) with its seats."""
    tours = tours_between(rota.rule, rota.roster, first, end)
    day = first
    while day < end:
        yield day, _seats(rota, day, [tour for tour in tours if tour.first <= day < tour.end])
        day += timedelta(days=1)


def is_away(roster: Roster, person_id: str, day: date) -> bool:
    """Answer whether a person is away on a day; the last day of an absence is still away."""
    return any(
        absence.person_id == person_id and absence.first_day <= day <= absence.last_day
        for absence in roster.absences
    )


def missing_on(roster: Roster, person_id: str | None, day: date) -> Missing | None:
    """Answer why somebody could not be on duty on a day, or None when they could."""
    person = next((person for person in roster.people if person.id == person_id), None)
    if person is None:
        return "nobody"
    if not is_active(person, day):
        return "left"
    return "away" if is_away(roster, person.id, day) else None


def _seats(rota: Rota, day: date, tours: list[Tour]) -> Day:
    """Tours come in order of start, so the longer-serving person stands first."""
    places = [Place(tour, tour.person_id) for tour in tours]
    for override in rota.overrides:
        if override.first_day <= day <= override.last_day:
            places = _overridden(places, override)
    return tuple(replace(place, missing=missing_on(rota.roster, place.holder, day)) for place in places)


def _overridden(places: list[Place], override: Override) -> list[Place]:
    """Apply one override to one day; where it would put somebody in two seats it has no effect."""
    person, other = override.person_id, override.by_id
    if override.kind == "swap":
        moves = {person: other, other: person}
        return [_taken_by(place, moves.get(place.holder or "")) for place in places]
    holders = [place.holder for place in places]
    wanted = None if person == other else person  # covering for oneself takes a seat that nobody holds
    if wanted not in holders or other in holders:
        return places
    seat = holders.index(wanted)
    return [_taken_by(place, other if index == seat else None) for index, place in enumerate(places)]


def _taken_by(place: Place, person_id: str | None) -> Place:
    return replace(place, holder=person_id, source="override") if person_id else place
