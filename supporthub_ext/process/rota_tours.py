"""Who takes which tour by the rule alone: no absence and no override moves anybody here.

"The support team rotates through the team in alphabetical order. Every two weeks a Support Steward cycles off
the support team, and a new team member joins." Before the anchor the same rule is read backwards: the second
seat at the anchor belongs to the steward before the anchor person in the order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from supporthub_ext.errors import ProcessFileError
from supporthub_ext.models import Person, Roster
from supporthub_ext.process.definition_time import RotaRule
from supporthub_ext.process.rota_handover import handover_day, handovers_on_or_after
from supporthub_ext.process.rota_order import FIRST, OrderKey, eligible, following, order_key, preceding


@dataclass(frozen=True, slots=True)
class Tour:
    """One person's time in a seat, from ``first`` to ``end`` (exclusive); nobody when too few were there."""

    number: int
    seat: int
    first: date
    end: date
    person_id: str | None


def tours_between(rule: RotaRule, roster: Roster, first: date, end: date) -> tuple[Tour, ...]:
    """Answer every tour that touches the days from ``first`` to ``end`` (exclusive), in order of start.

    Raises
    ------
    ProcessFileError
        When the anchor person is nobody in the roster.
    """
    still_running = handovers_on_or_after(rule, first) - rule.seats
    numbers = range(still_running, handovers_on_or_after(rule, end))
    takers = _takers(rule, roster, numbers)
    tours = (_tour(rule, number, takers[number]) for number in numbers)
    return tuple(tour for tour in tours if tour.first < end and tour.end > first)


def _tour(rule: RotaRule, number: int, taker: Person | None) -> Tour:
    first = handover_day(rule, number)
    end = first + timedelta(days=rule.tour_days)
    return Tour(number, number % rule.seats, first, end, taker.id if taker else None)


def _takers(rule: RotaRule, roster: Roster, numbers: range) -> dict[int, Person | None]:
    """Walk from the anchor to both ends, one handover at a time; first back, to know who sat there then."""
    anchor_person = _anchor_person(rule, roster)
    takers: dict[int, Person | None] = {0: anchor_person}
    last = _place_of(anchor_person, FIRST)
    for number in range(-1, min(numbers.start, 1 - rule.seats) - 1, -1):
        seated = _seated(takers, range(number + 1, number + rule.seats))
        takers[number] = preceding(eligible(roster, _day_known(rule, number), seated), last)
        last = _place_of(takers[number], last)
    last = _place_of(anchor_person, FIRST)
    for number in range(1, numbers.stop):
        seated = _seated(takers, range(number - rule.seats + 1, number))
        takers[number] = following(eligible(roster, handover_day(rule, number), seated), last)
        last = _place_of(takers[number], last)
    return takers


def _place_of(person: Person | None, otherwise: OrderKey) -> OrderKey:
    return order_key(person) if person else otherwise


def _seated(takers: dict[int, Person | None], others: range) -> set[str]:
    return {taker.id for taker in (takers.get(number) for number in others) if taker}


def _day_known(rule: RotaRule, number: int) -> date:
    """Answer the day on which the taker must be there: for a tour under way at the anchor, the anchor."""
    day = handover_day(rule, number)
    return rule.anchor if day + timedelta(days=rule.tour_days) > rule.anchor else day


def _anchor_person(rule: RotaRule, roster: Roster) -> Person | None:
    """Whom the process file names; where it names nobody, the first active steward by name."""
    if not rule.anchor_person:
        return next(iter(eligible(roster, rule.anchor, ())), None)
    for person in roster.people:
        if person.id == rule.anchor_person:
            return person
    known = ", ".join(person.id for person in roster.people if person.steward) or "nobody yet"
    raise ProcessFileError(
        f'rota.anchor_person "{rule.anchor_person}" is nobody in the roster; stewards: {known}.',
        "Name a steward's id as anchor_person in the process file, or add them to the roster.",
    )
