"""Gaps and the cover proposed for them; what is checked before an override is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.errors import InvalidField
from supporthub_ext.models import Absence, Override, Person, Roster
from supporthub_ext.process.rota_cover import Gap, gaps_between
from supporthub_ext.process.rota_days import Rota, days_between, missing_on
from supporthub_ext.process.rota_overrides import check_override, override_problems
from tests.process.rota_world import ANCHOR, RULE, busy_teams, cover, rota, steward, team

DAY = timedelta(days=1)
END = ANCHOR + timedelta(days=112)


def away(roster: Roster, person: str, first: int, last: int) -> Roster:
    absence = Absence(person, ANCHOR + first * DAY, ANCHOR + last * DAY)
    return replace(roster, absences=(*roster.absences, absence))


def taken(here: Rota, gaps: tuple[Gap, ...]) -> Rota:
    """The rota after every proposed cover was recorded, as the action ``override`` would."""
    covers = tuple(
        cover(gap.person_id or gap.cover_id, gap.cover_id, gap.first, gap.end - DAY)
        for gap in gaps
        if gap.cover_id
    )
    return replace(here, overrides=(*here.overrides, *covers))


@settings(max_examples=60, deadline=None)
@given(busy_teams(ANCHOR, 112))
def test_every_proposed_cover_taken_fills_both_seats(roster: Roster) -> None:
    """With every cover taken, both seats have different people whenever two are there; no tour is moved."""
    before = rota(roster)
    gaps = gaps_between(before, ANCHOR, END)
    after = taken(before, gaps)
    for (day, was), (_, now) in zip(
        days_between(before, ANCHOR, END), days_between(after, ANCHOR, END), strict=True
    ):
        there = [person.id for person in roster.people if missing_on(roster, person.id, day) is None]
        filled = [place.holder for place in now if place.filled]
        assert len(set(filled)) == len(filled) == min(RULE.seats, len(there))
        assert [place for place in was if place.filled] == [
            new for new, old in zip(now, was, strict=True) if old.filled
        ]
    assert not [gap for gap in gaps_between(after, ANCHOR, END) if gap.cover_id], "nothing is left to propose"


def test_a_gap_names_whose_it_is_why_and_who_could_cover() -> None:
    """An absence is one gap, its last day included, with a cover who is there and holds no seat."""
    here = rota(away(away(team("Ana", "Bea", "Çelik", "Dov"), "ana", 2, 6), "bea", 0, 3))
    (gap,) = gaps_between(here, ANCHOR, ANCHOR + timedelta(days=14))
    assert gap == Gap(ANCHOR + 2 * DAY, ANCHOR + 7 * DAY, 0, "ana", "away", "çelik")


def test_a_gap_that_nobody_can_cover_whole_is_cut() -> None:
    """Where one person can't stay long enough the next takes over; days without anybody say so."""
    here = rota(away(away(away(team("Ana", "Bea", "Dov"), "ana", 0, 9), "bea", 4, 30), "bea", 0, 1))
    gaps = gaps_between(here, ANCHOR, ANCHOR + timedelta(days=14))
    assert [(gap.first - ANCHOR, gap.end - ANCHOR, gap.cover_id) for gap in gaps] == [
        (0 * DAY, 2 * DAY, None),
        (2 * DAY, 4 * DAY, "bea"),
        (4 * DAY, 10 * DAY, None),
    ]


def test_whoever_owes_most_cover_is_proposed_first() -> None:
    """Between people who could all stay, the one for whom others sat most is asked."""
    roster = away(team(), "ana", 0, 3)
    owes = cover("dov", "élodie", ANCHOR + timedelta(days=42), ANCHOR + timedelta(days=44))
    (plain,) = gaps_between(rota(roster), ANCHOR, ANCHOR + timedelta(days=14))
    (fair,) = gaps_between(rota(roster, owes), ANCHOR, ANCHOR + timedelta(days=14))
    assert (plain.cover_id, fair.cover_id) == ("bea", "dov")


def test_two_gaps_at_once_get_two_people() -> None:
    """When both stewards are away, two different people are proposed."""
    here = rota(away(away(team(), "ana", 0, 3), "farid", 0, 3))
    gaps = gaps_between(here, ANCHOR, ANCHOR + timedelta(days=14))
    assert (
        sorted(gap.cover_id or "" for gap in gaps) == ["bea", "dov"] or len({g.cover_id for g in gaps}) == 2
    )


def test_a_seat_that_nobody_holds_can_be_taken() -> None:
    """Where the team was too small at a handover, whoever joins is proposed and can take the empty seat."""
    people = (steward("Ana"), steward("Bo", joined=ANCHOR + 5 * DAY))
    here = rota(Roster(people))
    gaps = gaps_between(here, ANCHOR, ANCHOR + timedelta(days=14))
    assert [(gap.why, gap.cover_id) for gap in gaps] == [("nobody", None), ("nobody", "bo")]
    after = taken(here, gaps)
    days = dict(days_between(after, ANCHOR, ANCHOR + timedelta(days=14)))
    assert [place.holder for place in days[ANCHOR + 5 * DAY]] == ["bo", "ana"]
    assert check_override(here, after.overrides[0]) == ()


def test_a_cover_who_falls_ill_leaves_a_gap_again() -> None:
    """A recorded cover who is away is a gap in their name, and can be covered in turn."""
    first = cover("ana", "dov", ANCHOR, ANCHOR + 5 * DAY)
    here = rota(away(team(), "dov", 2, 3), first)
    (gap,) = gaps_between(here, ANCHOR, ANCHOR + timedelta(days=14))
    assert (gap.person_id, gap.first, gap.end) == ("dov", ANCHOR + 2 * DAY, ANCHOR + 4 * DAY)
    assert gaps_between(taken(here, (gap,)), ANCHOR, ANCHOR + timedelta(days=14)) == ()


@pytest.mark.parametrize(
    ("override", "field"),
    [
        (cover("ana", "an", ANCHOR, ANCHOR), "by_id"),
        (cover("zoe", "ana", ANCHOR, ANCHOR), "person_id"),
        (cover("ana", "eng", ANCHOR, ANCHOR), "by_id"),
        (cover("ana", "ana", ANCHOR, ANCHOR, kind="swap"), "by_id"),
        (cover("ana", "bea", ANCHOR, ANCHOR - DAY), "last_day"),
        (cover("ana", "bea", ANCHOR, ANCHOR + 400 * DAY), "last_day"),
    ],
)
def test_an_override_that_means_nothing_is_refused(override: Override, field: str) -> None:
    """Unknown people, people who are no stewards and impossible days are refused, naming the field."""
    roster = Roster((*team().people, Person("eng", "Engin", engineer=True)))
    with pytest.raises(InvalidField) as refused:
        check_override(rota(roster), override)
    assert refused.value.details == {"field": field}


def test_a_cover_from_the_other_seat_is_stopped() -> None:
    """Nobody is put in both seats, not even for a day."""
    (check,) = check_override(rota(team()), cover("ana", "farid", ANCHOR, ANCHOR + DAY))
    assert (check.rule, check.level) == ("both_seats", "stop")


def test_a_cover_for_somebody_without_a_seat_is_stopped() -> None:
    """An override that would change nothing is said, not recorded in good faith."""
    (check,) = check_override(rota(team()), cover("dov", "bea", ANCHOR, ANCHOR + DAY))
    assert (check.rule, check.level) == ("override_without_effect", "stop")


def test_a_cover_who_is_away_is_a_warning() -> None:
    """A cover who can't be there on some days is fine for the others, and that is said."""
    here = rota(away(team(), "dov", 1, 1))
    (check,) = check_override(here, cover("ana", "dov", ANCHOR, ANCHOR + 3 * DAY))
    assert (check.rule, check.level) == ("cover_is_away", "warn")
    assert check_override(here, cover("ana", "çelik", ANCHOR, ANCHOR + 3 * DAY)) == ()


def test_a_recorded_override_without_effect_is_shown() -> None:
    """When the roster changed and a recorded override does nothing any more, a sentence says so."""
    useless = cover("élodie", "bea", ANCHOR, ANCHOR + DAY)
    good = cover("ana", "dov", ANCHOR, ANCHOR + DAY)
    here = rota(team(), good, useless)
    (problem,) = override_problems(here, ANCHOR + DAY)
    assert (
        problem
        == f"The cover from {ANCHOR} to {ANCHOR + DAY}: nothing would change, Élodie holds no seat then."
    )


@given(st.integers(0, 500))
def test_no_gap_is_invented(day: int) -> None:
    """A team that is all there has no gap on any day."""
    assert gaps_between(rota(team()), date(2022, 1, 1) + day * DAY, date(2022, 1, 5) + day * DAY) == ()
