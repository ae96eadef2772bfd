"""Invented people and rules for the tests of the rota, and what hypothesis may vary in them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from supporthub_ext.models import Absence, Override, Person, Roster
from supporthub_ext.process.definition import load
from supporthub_ext.process.definition_time import RotaRule
from supporthub_ext.process.rota_days import Rota

RULE: RotaRule = load().rota
ANCHOR = RULE.anchor
NAMES = ("Ana", "bea", "Çelik", "dov", "Élodie", "Farid")
"""In the order of a person who sorts by hand; by case or by code point they stand otherwise."""


def steward(name: str, **more: object) -> Person:
    return Person(id=name.lower(), name=name, steward=True, **more)  # type: ignore[arg-type]


def team(*names: str) -> Roster:
    return Roster(tuple(steward(name) for name in names or NAMES))


def rota(roster: Roster, *overrides: Override, rule: RotaRule = RULE) -> Rota:
    return Rota(rule, roster, overrides)


def cover(person: str, by: str, first: date, last: date, kind: str = "cover") -> Override:
    return Override(f"{kind}-{first}", kind, person, by, first, last)  # type: ignore[arg-type]


NAME = st.text("abcdefghijåéøzABCÉ ", min_size=1, max_size=6).filter(str.strip)


@st.composite
def teams(draw: st.DrawFn, least: int = 2, most: int = 8) -> Roster:
    """Any roster of stewards without absences; names may be equal, ids are not."""
    names = draw(st.lists(NAME, min_size=least, max_size=most))
    people = [Person(id=f"p{number}", name=name, steward=True) for number, name in enumerate(names)]
    return Roster(tuple(draw(st.permutations(people))))


@st.composite
def busy_teams(draw: st.DrawFn, first: date, days: int) -> Roster:
    """A roster with absences, joiners and leavers inside some days from ``first``."""
    roster = draw(teams())
    inside = st.integers(0, days).map(lambda number: first + timedelta(days=number))
    absences = draw(
        st.lists(
            st.builds(
                lambda person, start, length: Absence(person.id, start, start + timedelta(days=length)),
                st.sampled_from(roster.people),
                inside,
                st.integers(0, 40),
            ),
            max_size=6,
        )
    )
    people = []
    for person in roster.people:
        joined = draw(st.none() | st.none() | inside)
        left = draw(st.none() | st.none() | inside)
        fits = joined is None or left is None or joined < left
        people.append(
            Person(person.id, person.name, steward=True, joined=joined, left=left) if fits else person
        )
    return Roster(tuple(people), tuple(absences))
