"""Where a seat is empty, and who could cover it. A proposal changes nothing until somebody records it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from supporthub_ext.models import Person
from supporthub_ext.process.rota_days import Day, Missing, Rota, days_between, missing_on
from supporthub_ext.process.rota_order import order_key

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty seat from ``first`` to ``end`` (exclusive): whose it is, why, and who could sit there.

    ``tour`` is the number of the tour that it belongs to.
    """

    first: date
    end: date
    tour: int
    person_id: str | None
    why: Missing
    cover_id: str | None = None


def gaps_between(rota: Rota, first: date, end: date) -> tuple[Gap, ...]:
    """Answer the empty seats from ``first`` to ``end`` (exclusive), each with one proposed cover or none.

    Where nobody can cover a whole gap it is cut into parts. First choice is whoever can stay longest, then
    whoever owes the team most cover, then the order of the rota.
    """
    desk = _CoverDesk(rota, dict(days_between(rota, first, end)))
    parts = [part for gap in _bare_gaps(desk.days) for part in desk.parts(gap)]
    return tuple(sorted(parts, key=lambda gap: (gap.first, gap.tour)))


def cover_owed(days: Iterable[Day]) -> Counter[str]:
    """Answer for each person the days that others sat for them, less the days that they sat for others."""
    owed: Counter[str] = Counter()
    for place in (place for places in days for place in places):
        if place.filled and place.holder and place.holder != place.tour.person_id:
            owed[place.holder] -= 1
            if place.tour.person_id:
                owed[place.tour.person_id] += 1
    return owed


def _bare_gaps(days: dict[date, Day]) -> list[Gap]:
    """Join the empty seats of days that follow each other and belong to the same tour and person."""
    gaps: list[Gap] = []
    running: dict[tuple[int, str | None, Missing], Gap] = {}
    for day, places in days.items():
        today: dict[tuple[int, str | None, Missing], Gap] = {}
        for place in places:
            if place.missing:
                key = (place.tour.number, place.holder, place.missing)
                begun = running.get(key, Gap(day, day, *key))
                today[key] = replace(begun, end=day + ONE_DAY)
        gaps += [gap for key, gap in running.items() if key not in today]
        running = today
    return [*gaps, *running.values()]


class _CoverDesk:
    """Hands out covers one gap after the other and remembers whom it already gave away."""

    def __init__(self, rota: Rota, days: dict[date, Day]) -> None:
        self.days = days
        self._roster = rota.roster
        self._stewards = sorted((person for person in rota.roster.people if person.steward), key=order_key)
        self._given: set[tuple[date, str]] = set()
        self._owed = cover_owed(places for _, places in _overridden_days(rota))

    def parts(self, gap: Gap) -> Iterator[Gap]:
        """Answer a gap cut into parts of one cover each, or of none."""
        rest = gap
        while rest.first < gap.end:
            part = self._part(rest)
            yield part
            rest = replace(gap, first=part.end)

    def _part(self, gap: Gap) -> Gap:
        stays = [(self._stay(person, gap), self._owed[person.id], person.id) for person in self._stewards]
        days, _, person_id = max(stays, key=lambda stay: stay[:2], default=(0, 0, ""))
        if not days:
            return replace(gap, end=self._next_help(gap))
        part = replace(gap, end=gap.first + days * ONE_DAY, cover_id=person_id)
        self._given |= {(day, person_id) for day in _each_day(part)}
        self._owed[person_id] -= days
        return part

    def _stay(self, person: Person, gap: Gap) -> int:
        """Answer for how many days from the gap's beginning a person could sit there."""
        stay = 0
        for day in _each_day(gap):
            if not self._free(person, day):
                break
            stay += 1
        return stay

    def _free(self, person: Person, day: date) -> bool:
        seated = {place.holder for place in self.days[day]}
        given = (day, person.id) in self._given
        return person.id not in seated and not given and missing_on(self._roster, person.id, day) is None

    def _next_help(self, gap: Gap) -> date:
        """Answer the first day on which somebody could cover, or the gap's end."""
        days = (day for day in _each_day(gap) if any(self._free(person, day) for person in self._stewards))
        return next(days, gap.end)


def _each_day(gap: Gap) -> Iterator[date]:
    day = gap.first
    while day < gap.end:
        yield day
        day += ONE_DAY


def _overridden_days(rota: Rota) -> Iterator[tuple[date, Day]]:
    """Answer the days from the first override to the last: what is owed hangs on no window that is shown."""
    if not rota.overrides:
        return iter(())
    first = min(override.first_day for override in rota.overrides)
    end = max(override.last_day for override in rota.overrides) + ONE_DAY
    return days_between(rota, first, end)
