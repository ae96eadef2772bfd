"""Working time: the examples of the contract, windows, zones, clock changes, and what always holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.process.definition_time import Closure, WorkingTime
from supporthub_ext.process.worktime import (
    add,
    between,
    is_working_time,
    next_opening,
    subtract,
    working_day,
    working_days_between,
)

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
WRITTEN = WorkingTime(days=WEEK, zone="UTC")
OFFICE = WorkingTime(days=WEEK, zone="Europe/Oslo", office=("09:00", "17:00"))
BREAK = Closure("Winter break", date(2026, 12, 24), date(2027, 1, 1))

rules = st.builds(
    WorkingTime,
    days=st.sampled_from(
        [WEEK, ("Sunday", "Monday", "Thursday"), ("Saturday",), (*WEEK, "Saturday", "Sunday")]
    ),
    zone=st.sampled_from(
        [
            "UTC",
            "Europe/Oslo",
            "America/Los_Angeles",
            "Asia/Kathmandu",
            "Pacific/Kiritimati",
            "America/Havana",
        ]
    ),
    office=st.sampled_from([(), ("09:00", "17:00"), ("00:00", "23:59"), ("01:30", "03:00")]),
    closures=st.sampled_from([(), (BREAK,), (BREAK, Closure("One day", date(2026, 3, 5), date(2026, 3, 5)))]),
)
SINCE = datetime(2025, 1, 1, tzinfo=UTC)
instants = st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: SINCE + timedelta(minutes=minutes))
amounts = st.integers(0, 40).map(lambda quarters: quarters / 4)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-03-06T18:00", 1, "2026-03-09T18:00"),  # Friday 18:00 -> Monday 18:00
        ("2026-03-07T10:00", 1, "2026-03-10T00:00"),  # Saturday 10:00 -> Tuesday 00:00
        ("2026-03-06T00:00", 1, "2026-03-07T00:00"),  # Friday 00:00 -> Saturday 00:00
        ("2026-03-04T10:00", 2, "2026-03-06T10:00"),
        ("2026-03-05T12:00", 0.5, "2026-03-06T00:00"),
        ("2026-03-07T10:00", 0, "2026-03-07T10:00"),
    ],
)
def test_working_days_as_written(start: str, days: float, due: str) -> None:
    """A working day is any 24 hours of Monday to Friday."""
    assert add(at(start), days, WRITTEN) == at(due)


def test_closures_do_not_count() -> None:
    """Both ends of a closure are whole days off."""
    rule = WorkingTime(days=WEEK, zone="UTC", closures=(BREAK,))
    assert add(at("2026-12-23T12:00"), 1, rule) == at("2027-01-04T12:00")


def test_days_are_those_of_the_zone() -> None:
    """A weekend begins when it begins in the process's zone."""
    rule = WorkingTime(days=WEEK, zone="America/Los_Angeles")
    assert next_opening(at("2026-01-09T23:00"), rule) == at("2026-01-09T23:00")  # Friday 15:00 there
    assert next_opening(at("2026-01-10T09:00"), rule) == at("2026-01-12T08:00")  # Saturday 01:00 there


def test_an_office_window_is_the_working_day() -> None:
    """With office hours a working day is as long as the window, and waits for the next opening."""
    assert working_day(OFFICE) == timedelta(hours=8)
    assert add(at("2026-01-09T15:00"), 1, OFFICE) == at("2026-01-12T15:00")  # Friday 16:00 in Oslo
    assert add(at("2026-01-10T12:00"), 1, OFFICE) == at("2026-01-12T16:00")


def test_office_hours_follow_the_clock_change() -> None:
    """Nine o'clock stays nine o'clock when the clocks change on a weekend."""
    assert add(at("2026-03-27T15:00"), 1, OFFICE) == at("2026-03-30T14:00")  # winter 16:00 -> summer 16:00


def test_a_short_day_counts_its_real_hours() -> None:
    """A working day that the clock change made 23 hours long counts 23 hours."""
    rule = WorkingTime(days=("Sunday",), zone="Europe/Oslo")
    assert between(at("2026-03-28T00:00"), at("2026-03-31T00:00"), rule) == timedelta(hours=23)


def test_time_left_is_negative_once_it_is_late() -> None:
    """What is late is late by working time: a weekend adds nothing."""
    assert between(at("2026-03-09T00:00"), at("2026-03-06T12:00"), WRITTEN) == timedelta(hours=-12)
    assert working_days_between(at("2026-03-06T12:00"), at("2026-03-10T12:00"), WRITTEN) == 2


@settings(max_examples=60, deadline=None)
@given(instants, instants, amounts, rules)
def test_adding_keeps_order(one: datetime, other: datetime, days: float, rule: WorkingTime) -> None:
    """Whoever wrote earlier is never due later."""
    first, second = sorted((one, other))
    assert add(first, days, rule) <= add(second, days, rule)


@settings(max_examples=60, deadline=None)
@given(instants, amounts, amounts, rules)
def test_more_days_are_never_earlier(start: datetime, few: float, more: float, rule: WorkingTime) -> None:
    """A longer promise is never due before a shorter one, and parts add up."""
    due = add(start, few, rule)
    assert start <= due <= add(start, few + more, rule)
    assert between(start, due, rule) == few * working_day(rule)
    assert add(due, more, rule) == add(start, few + more, rule) or few + more == 0 or more == 0


@settings(max_examples=60, deadline=None)
@given(instants, amounts, rules)
def test_subtracting_undoes_adding(start: datetime, days: float, rule: WorkingTime) -> None:
    """Inside working time, subtracting what was added answers the start again."""
    start = next_opening(start, rule)
    assert is_working_time(start, rule)
    assert subtract(add(start, days, rule), days, rule) == start


@settings(max_examples=60, deadline=None)
@given(instants, rules)
def test_results_are_in_utc(start: datetime, rule: WorkingTime) -> None:
    """Every instant that goes out is in UTC, whatever zone came in."""
    local = start.astimezone(datetime.now().astimezone().tzinfo)
    assert add(local, 1, rule).tzinfo is UTC
    assert add(local, 1, rule) == add(start, 1, rule)
    assert next_opening(local, rule).tzinfo is UTC
    assert subtract(local, 1, rule).tzinfo is UTC
