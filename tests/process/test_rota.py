"""The rota by the rule: who, when, in which order, for how long. The retired bot's faults are caught here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.errors import ProcessFileError
from supporthub_ext.models import Absence, Person, Roster
from supporthub_ext.process.rota import RotaRow, next_handover, on_now, rows_between
from supporthub_ext.process.rota_order import order_key
from supporthub_ext.process.rota_tours import tours_between
from tests.process.rota_world import ANCHOR, NAMES, RULE, busy_teams, cover, rota, steward, team, teams

DAY = timedelta(days=1)
TEN_YEARS = date(2032, 1, 1)


def ids(row: RotaRow) -> list[str | None]:
    return [seat.person_id if seat else None for seat in row.seats]


def by_day(rows: tuple[RotaRow, ...]) -> dict[date, list[str | None]]:
    return {
        row.first + number * DAY: ids(row) for row in rows for number in range((row.end - row.first).days)
    }


def test_two_known_handovers_are_twelve_fortnights_apart() -> None:
    """2021-11-10 and 2022-04-27 are handovers: the bot's fortnight parity was one week off."""
    rows = rows_between(rota(team()), date(2021, 11, 1), date(2022, 5, 1))
    handovers = [row.first for row in rows if row.handover]
    assert (handovers[0], handovers[-1]) == (date(2021, 11, 10), date(2022, 4, 27))
    assert handovers[-1] - handovers[0] == 12 * timedelta(days=14)
    assert date(2022, 4, 20) not in handovers


def test_the_order_wraps_around_and_skips_nobody() -> None:
    """Case and accents aside, A to Z and around again: the bot skipped people and sent renamed ones last."""
    rows = rows_between(rota(team()), ANCHOR, ANCHOR + timedelta(days=14 * 13))
    joins = [ids(row)[1] for row in rows]
    order = [name.lower() for name in NAMES]
    assert joins == [*order, *order, order[0]]


@pytest.mark.parametrize(
    ("before", "after"),
    [("de la Cruz", "Eva"), ("Ångström", "Berg"), ("Øster", "Paz"), ("Łuk", "Mo"), ("an a", "Ana")],
)
def test_names_are_sorted_as_by_hand(before: str, after: str) -> None:
    """Lower case, accents and letters with a stroke do not move anybody to the end."""
    assert order_key(steward(before)) < order_key(steward(after))


def test_equal_names_are_two_people() -> None:
    """Two people with one name both serve, the id deciding who is first: the bot let them collide."""
    twins = Roster((Person("sam-2", "Sam", steward=True), Person("sam-1", "sam", steward=True)))
    rows = rows_between(rota(twins), ANCHOR, ANCHOR + timedelta(days=28))
    assert [ids(row) for row in rows] == [["sam-2", "sam-1"], ["sam-1", "sam-2"]]


@pytest.mark.parametrize("year", [2020, 2026, 2032])
def test_a_year_of_53_weeks_changes_no_rhythm(year: int) -> None:
    """Fortnights are counted in days: ISO-week parity breaks at the end of a year of 53 weeks."""
    assert date(year, 12, 31).isocalendar().week == 53
    rows = rows_between(rota(team()), date(year, 11, 1), date(year + 1, 3, 1))
    handovers = [row.first for row in rows if row.handover]
    steps = {later - earlier for earlier, later in pairwise(handovers)}
    assert steps == {timedelta(days=14)}
    assert {day.strftime("%A") for day in handovers} == {"Wednesday"}


@settings(max_examples=20, deadline=None)
@given(teams())
def test_ten_years_without_absences(roster: Roster) -> None:
    """Both seats are filled by different people every day, in order, each for a tour of four weeks."""
    rows = rows_between(rota(roster), ANCHOR, TEN_YEARS)
    assert rows[0].first == ANCHOR
    assert all(earlier.end == later.first for earlier, later in pairwise(rows))
    assert rows[-1].end == TEN_YEARS
    assert all(len(set(ids(row))) == 2 and None not in ids(row) for row in rows)
    assert all(row.end - row.first == timedelta(days=14) and row.handover for row in rows[:-1])
    order = [person.id for person in sorted(roster.people, key=order_key)]
    assert [ids(row)[1] for row in rows] == [order[number % len(order)] for number in range(len(rows))]
    for earlier, later in pairwise(rows):
        assert ids(earlier)[1] == ids(later)[0], (
            "whoever joins stays for a second fortnight, as the longer one"
        )


@settings(max_examples=20, deadline=None)
@given(teams(least=1), st.integers(1, 3), st.sampled_from([7, 14, 28]))
def test_other_profiles_rotate_too(roster: Roster, seats: int, stagger: int) -> None:
    """One seat, or three: nobody sits twice, and a seat is empty only for want of people."""
    rule = replace(RULE, seats=seats, stagger_days=stagger, tour_days=seats * stagger)
    rows = rows_between(rota(roster, rule=rule), ANCHOR, ANCHOR + timedelta(days=700))
    for row in rows:
        filled = [person for person in ids(row) if person]
        assert len(filled) == len(set(filled)) == min(seats, len(roster.people))
    tours = tours_between(rule, roster, ANCHOR, ANCHOR + timedelta(days=700))
    assert {tour.end - tour.first for tour in tours} == {timedelta(days=seats * stagger)}


def test_a_window_changes_nothing_in_it() -> None:
    """The days are the same whatever window is asked for, before the anchor too."""
    whole = by_day(rows_between(rota(team()), date(2021, 1, 1), date(2023, 1, 1)))
    for first in (date(2021, 3, 3), date(2021, 11, 9), ANCHOR, date(2022, 6, 1)):
        part = by_day(rows_between(rota(team()), first, first + timedelta(days=40)))
        assert part == {day: whole[day] for day in part}


def test_before_the_anchor_the_rule_is_read_backwards() -> None:
    """The longer-serving person at the anchor is the one before the anchor person in the order."""
    rule = replace(RULE, anchor_person="çelik")
    rows = rows_between(rota(team(), rule=rule), ANCHOR - timedelta(days=14), ANCHOR + timedelta(days=14))
    assert [ids(row) for row in rows] == [["ana", "bea"], ["bea", "çelik"]]


def test_an_unknown_anchor_person_is_refused() -> None:
    """A typing slip in the anchor is an error that names the stewards, never an empty rota."""
    with pytest.raises(ProcessFileError, match=r'"zoe" is nobody in the roster; stewards: ana, bea'):
        rows_between(rota(team(), rule=replace(RULE, anchor_person="zoe")), ANCHOR, ANCHOR + DAY)


@settings(max_examples=30, deadline=None)
@given(teams(), st.integers(0, 60), st.sampled_from(["A", "Dov", "zz"]))
def test_a_joiner_changes_nothing_before_they_join(roster: Roster, fortnights: int, name: str) -> None:
    """What was published before the day on which somebody joins stays as it was."""
    joined = ANCHOR + timedelta(days=fortnights * 14 + 3)
    bigger = Roster((*roster.people, Person("new", name, steward=True, joined=joined)))
    end = joined + timedelta(days=11)  # the first handover after they joined
    assert rows_between(rota(bigger), ANCHOR, end) == rows_between(rota(roster), ANCHOR, end)


@settings(max_examples=20, deadline=None)
@given(teams(least=3), st.integers(0, 60), st.data())
def test_a_leaver_changes_nothing_before_they_leave(
    roster: Roster, fortnights: int, data: st.DataObject
) -> None:
    """What was published before the day on which somebody leaves stays as it was."""
    left = ANCHOR + timedelta(days=fortnights * 14 + 3)
    goes = data.draw(st.sampled_from(roster.people))
    smaller = Roster(tuple(replace(one, left=left) if one is goes else one for one in roster.people))
    assert rows_between(rota(smaller), ANCHOR, left) == rows_between(rota(roster), ANCHOR, left)


def test_a_joiner_takes_their_turn() -> None:
    """From the first handover after they joined, a joiner stands in the order like everybody."""
    bigger = Roster((*team("Ana", "Dov").people, steward("Bo", joined=ANCHOR + DAY)))
    rows = rows_between(rota(bigger), ANCHOR, ANCHOR + timedelta(days=14 * 4))
    assert [ids(row)[1] for row in rows] == ["ana", "bo", "dov", "ana"]


def test_a_leaver_is_passed_over_and_leaves_a_gap() -> None:
    """Whoever leaves during a tour leaves an empty seat from ``left`` on; nobody else is moved by it."""
    left = ANCHOR + timedelta(days=20)
    people = (steward("Ana", left=left), *team("Bea", "Çelik", "Dov").people)
    days = by_day(rows_between(rota(Roster(people)), ANCHOR, ANCHOR + timedelta(days=14 * 6)))
    stays = by_day(
        rows_between(rota(team("Ana", "Bea", "Çelik", "Dov")), ANCHOR, ANCHOR + timedelta(days=56))
    )
    assert days[left - DAY] == ["ana", "bea"]
    assert days[left] == [None, "bea"]
    assert all(days[day][1] == stays[day][1] for day in stays if stays[day][1] != "ana")
    assert days[ANCHOR + timedelta(days=56)] == ["dov", "bea"]


def test_an_absence_moves_nobody_by_itself() -> None:
    """A person who is away leaves their own seat empty, first and last day included, and no other."""
    roster = replace(team(), absences=(Absence("ana", ANCHOR + 2 * DAY, ANCHOR + 4 * DAY),))
    there = by_day(rows_between(rota(team()), ANCHOR, ANCHOR + timedelta(days=60)))
    days = by_day(rows_between(rota(roster), ANCHOR, ANCHOR + timedelta(days=60)))
    changed = {day for day in days if days[day] != there[day]}
    assert changed == {ANCHOR + 2 * DAY, ANCHOR + 3 * DAY, ANCHOR + 4 * DAY}
    assert days[ANCHOR + 3 * DAY] == ["farid", None]


def test_the_moment_of_a_handover_moves_with_daylight_saving() -> None:
    """07:30 on the wall is 15:30 UTC in winter and 14:30 in summer."""
    winter = next_handover(rota(team()), datetime(2022, 3, 1, tzinfo=UTC))
    summer = next_handover(rota(team()), datetime(2022, 3, 3, tzinfo=UTC))
    assert winter.at == datetime(2022, 3, 2, 15, 30, tzinfo=UTC)
    assert summer.at == datetime(2022, 3, 16, 14, 30, tzinfo=UTC)


@given(st.integers(0, 260))
def test_a_handover_is_always_at_the_same_hour_on_the_wall(number: int) -> None:
    """Whatever the season, seats change hands at the weekday and hour of the process file."""
    moment = next_handover(rota(team()), datetime(2021, 11, 1, tzinfo=UTC) + number * timedelta(days=14)).at
    local = moment.astimezone(ZoneInfo(RULE.handover.zone))
    assert (local.strftime("%A"), local.time()) == (RULE.handover.weekday, time(7, 30))


def test_on_the_day_of_a_handover_the_moment_decides() -> None:
    """Until the handover the one who leaves is still on; from its moment on the new one is."""
    moment = datetime(2021, 11, 24, 15, 30, tzinfo=UTC)
    here = rota(team())
    before, after = on_now(here, moment - timedelta(seconds=1)), on_now(here, moment)
    assert (ids(before), ids(after)) == (["farid", "ana"], ["ana", "bea"])
    handover = next_handover(here, moment - timedelta(seconds=1))
    assert handover.at == moment
    assert handover.leaves == before.seats[0]
    assert handover.joins == after.seats[1]
    assert next_handover(here, moment).day == date(2021, 12, 8)


def test_an_absence_begins_with_its_day() -> None:
    """Who is away from Monday on is not on duty on Monday morning: only handovers wait for their hour."""
    roster = replace(team(), absences=(Absence("ana", date(2021, 11, 15), date(2021, 11, 19)),))
    assert ids(on_now(rota(roster), datetime(2021, 11, 15, 0, 0, tzinfo=UTC))) == ["farid", None]
    assert ids(on_now(rota(roster), datetime(2021, 11, 14, 23, 59, tzinfo=UTC))) == ["farid", "ana"]


def test_cover_sits_in_the_seat_for_the_days_written_down() -> None:
    """A cover takes the seat from its first to its last day, shown as an override, and moves nobody else."""
    one = cover("ana", "dov", ANCHOR + 2 * DAY, ANCHOR + 4 * DAY)
    rows = rows_between(rota(team(), one), ANCHOR, ANCHOR + timedelta(days=14))
    assert [ids(row) for row in rows] == [["farid", "ana"], ["farid", "dov"], ["farid", "ana"]]
    assert [(row.first, row.handover) for row in rows][1:] == [
        (ANCHOR + 2 * DAY, False),
        (ANCHOR + 5 * DAY, False),
    ]
    assert [seat.source for seat in rows[1].seats if seat] == ["rule", "override"]


def test_a_swap_exchanges_two_tours() -> None:
    """Over days that hold both tours, two people change places and everybody else stays."""
    end = ANCHOR + timedelta(days=112)
    swap = cover("bea", "dov", ANCHOR, end - DAY, kind="swap")
    plain = by_day(rows_between(rota(team()), ANCHOR, end))
    days = by_day(rows_between(rota(team(), swap), ANCHOR, end))
    change = {"bea": "dov", "dov": "bea"}
    assert days == {day: [change.get(one or "", one) for one in seats] for day, seats in plain.items()}


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_nobody_ever_sits_in_both_seats(data: st.DataObject) -> None:
    """Whatever is recorded, nobody holds both seats: the bot saved that in 10 of 102 states."""
    roster = data.draw(busy_teams(ANCHOR, 120))
    person = st.sampled_from([person.id for person in roster.people])
    day = st.integers(0, 120).map(lambda number: ANCHOR + number * DAY)
    overrides = data.draw(
        st.lists(
            st.builds(
                lambda who, by, first, length, kind: cover(who, by, first, first + length * DAY, kind),
                person,
                person,
                day,
                st.integers(0, 60),
                st.sampled_from(["cover", "swap"]),
            ),
            max_size=6,
        )
    )
    for row in rows_between(rota(roster, *overrides), ANCHOR, ANCHOR + timedelta(days=140)):
        filled = [one for one in ids(row) if one]
        assert len(filled) == len(set(filled))


def test_an_empty_roster_is_an_empty_rota() -> None:
    """With nobody in the roster every seat is empty, and nothing breaks."""
    rows = rows_between(rota(Roster()), ANCHOR, ANCHOR + timedelta(days=14))
    assert [ids(row) for row in rows] == [[None, None]]
