"""The minutes of a quarter say the same as the process's own working-time arithmetic."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.process.definition import load, profile
from supporthub_ext.process.definition_time import WorkingTime
from supporthub_ext.process.worktime import add, between, working_day
from supporthub_ext.replay.load import Seat
from supporthub_ext.replay.timeline import BEGIN, MINUTE, attention, timeline

WEEKS = 4
RULES = [
    load().working_time,
    load(profile("profiles/later.toml")).working_time,
    WorkingTime(("Monday", "Wednesday"), "Asia/Kathmandu", ("08:10", "12:05")),  # hours beside any quarter
]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(RULES), st.integers(0, WEEKS * 7 * 24 * 60))
def test_the_clock_is_working_time(rule: WorkingTime, minute: int) -> None:
    """The clock shows the working time from the quarter's first minute until any other."""
    assert timeline(rule, WEEKS).clock[minute] * MINUTE == between(BEGIN, BEGIN + minute * MINUTE, rule)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(RULES), st.integers(1, 600))
def test_the_opening_is_when_so_much_has_passed(rule: WorkingTime, minutes: int) -> None:
    """Adding working time on the timeline ends at the minute at which the process ends."""
    days = minutes * MINUTE / working_day(rule)
    assert BEGIN + timeline(rule, WEEKS).opening[minutes] * MINUTE == add(BEGIN, days, rule)


def test_a_steward_attends_on_weekdays_in_their_hours() -> None:
    """Five hours from Monday to Friday, in the steward's own zone, none before the quarter or after it."""
    end = 2 * 7 * 24 * 60
    minutes = attention(Seat("America/Los_Angeles", ("09:00", "14:00")), end)
    assert len(minutes) == 10 * 5 * 60
    assert BEGIN + minutes[0] * MINUTE == datetime.fromisoformat("2026-01-05T17:00Z")
    assert list(minutes) == sorted(minutes)
    assert minutes[-1] < end


@pytest.mark.parametrize("rule", RULES)
def test_what_is_due_after_the_end_has_its_minute(rule: WorkingTime) -> None:
    """A promise made in the last minute has a due time on the timeline."""
    line = timeline(rule, WEEKS)
    assert line.clock[line.end] + 2 * line.day < len(line.opening)
