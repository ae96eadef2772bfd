"""The shares of the duty, back and forward."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.models import Roster
from supporthub_ext.process.fairness import fairness_between, holiday_turn
from tests.process.rota_world import ANCHOR, RULE, cover, rota, steward, team, teams

DAY = timedelta(days=1)
LONG = 3 * 365


@settings(max_examples=25, deadline=None)
@given(teams(), st.integers(0, 2000), st.integers(LONG, 2 * LONG))
def test_weeks_differ_by_no_more_than_a_tour(roster: Roster, start: int, length: int) -> None:
    """Over any long stretch nobody serves more than one tour more than anybody else."""
    first = ANCHOR + start * DAY
    shares = fairness_between(rota(roster), first, first + length * DAY, first + length * DAY)
    served = [share.days_served for share in shares]
    assert len(served) == len(roster.people)
    assert max(served) - min(served) <= RULE.tour_days


def test_the_past_is_served_and_the_future_planned() -> None:
    """Days before today are served, today and later are planned, and before the anchor nobody counts."""
    today = ANCHOR + timedelta(days=14)
    shares = {
        share.person_id: share
        for share in fairness_between(rota(team()), date(2020, 1, 1), today, today + timedelta(days=28))
    }
    assert (shares["farid"].days_served, shares["farid"].days_planned) == (14, 0)
    assert (shares["ana"].days_served, shares["ana"].days_planned) == (14, 14)
    assert (shares["bea"].days_served, shares["bea"].days_planned) == (0, 28)
    assert shares["dov"].days_served == 0


@pytest.mark.parametrize(
    ("day", "turn"),
    [
        (date(2021, 12, 17), None),
        (date(2021, 12, 18), 2021),
        (date(2021, 12, 31), 2021),
        (date(2022, 1, 3), 2021),
        (date(2022, 1, 4), None),
        (date(2024, 12, 18), 2024),
        (date(2024, 12, 17), None),
    ],
)
def test_the_last_14_and_first_3_days_of_a_year_are_holidays(day: date, turn: int | None) -> None:
    """Reduced capacity is the last 14 and the first 3 days of a year, leap years too, as one turn."""
    assert holiday_turn(RULE.holidays, day) == turn


def test_repeated_holiday_duty_is_seen() -> None:
    """The same person on duty at two turns in a row is said: no tool of theirs checked it."""
    first, end = date(2021, 12, 1), date(2023, 2, 1)
    people = team("Ana", "Bea")  # two people: both on every day
    for share in fairness_between(rota(people), first, first, end):
        assert share.holiday_days == 34
        assert share.holiday_turns == (2021, 2022)
        assert share.repeated_holidays
    six = fairness_between(rota(team()), first, first, date(2022, 2, 1))
    assert sum(share.holiday_days for share in six) == 34
    assert not any(share.repeated_holidays for share in six)


def test_cover_owed_is_what_others_sat_less_what_one_sat() -> None:
    """Cover is owed by whom others sat for, in days, and a swap of equal length owes nothing."""
    end = ANCHOR + timedelta(days=112)
    one = cover("ana", "dov", ANCHOR, ANCHOR + 4 * DAY)
    owed = {
        share.person_id: share.cover_owed
        for share in fairness_between(rota(team(), one), ANCHOR, ANCHOR, end)
    }
    assert owed == {"ana": 5, "bea": 0, "çelik": 0, "dov": -5, "élodie": 0, "farid": 0}
    swap = cover("bea", "dov", ANCHOR, end - DAY, kind="swap")
    whole = fairness_between(rota(team(), swap), ANCHOR, ANCHOR, ANCHOR + timedelta(days=84))
    assert {share.cover_owed for share in whole} == {0}


def test_whoever_left_long_ago_is_not_listed() -> None:
    """Only people who are with the team at some time of the stretch have a share; engineers have none."""
    people = Roster((*team("Ana", "Bea").people, steward("Old", left=ANCHOR)))
    shares = fairness_between(rota(people), ANCHOR, ANCHOR, ANCHOR + timedelta(days=28))
    assert [share.person_id for share in shares] == ["ana", "bea"]
