"""The quarter has what the load's numbers say, and the numbers fit the process."""

from __future__ import annotations

import pytest

from supporthub_ext.process.one_cause import one_cause
from supporthub_ext.replay.load import load
from supporthub_ext.replay.quarter import MONTHS_IN_A_WEEK, draw
from supporthub_ext.replay.run import volumes
from supporthub_ext.replay.timeline import BEGIN, MINUTE
from tests.replay.lives import LOAD, PROCESS


@pytest.mark.parametrize("volume", volumes())
def test_as_many_tickets_come_as_the_load_says(volume: str) -> None:
    """Over some quarters the tickets a month are those of the load, a tenth to either side."""
    seeds = range(1, 16) if volume == "light" else range(1, 6)
    months = LOAD.weeks * MONTHS_IN_A_WEEK * len(seeds)
    found = sum(len(draw(seed, volume, LOAD, PROCESS).fates) for seed in seeds) / months
    assert found == pytest.approx(LOAD.volumes[volume], rel=0.1)


def test_tickets_come_in_order_and_inside_the_quarter() -> None:
    """Numbers follow the time of arrival, within the weeks of the quarter."""
    quarter = draw(1, "heavy", LOAD, PROCESS)
    created = [fate.created for fate in quarter.fates]
    assert created == sorted(created)
    assert created[0] >= 0
    assert created[-1] < quarter.timeline.end
    assert [fate.number for fate in quarter.fates] == list(range(len(created)))


def test_days_are_bursty() -> None:
    """Weekdays vary more than chance alone would make them: variance well above the mean."""
    counts = [0] * (LOAD.weeks * 7)
    for fate in draw(2, "heavy", LOAD, PROCESS).fates:
        counts[fate.created // (24 * 60)] += 1
    weekdays = [count for day, count in enumerate(counts) if day % 7 < 5]
    mean = sum(weekdays) / len(weekdays)
    assert sum((count - mean) ** 2 for count in weekdays) / len(weekdays) > 2 * mean


def test_one_cause_shows_when_enough_have_come() -> None:
    """A cluster shows with the ticket that completes it, not before."""
    quarter = draw(1, "overload", LOAD, PROCESS)
    requests = [fate for fate in quarter.fates if not fate.noise]
    rows = [(fate.number, str(fate.hub), BEGIN + fate.created * MINUTE) for fate in requests]
    clusters = one_cause(PROCESS.impact.one_cause, rows)
    assert clusters
    assert set(quarter.one_cause) == {number for cluster in clusters for number in cluster.ticket_ids}
    for cluster in clusters:
        first, second, *_ = cluster.ticket_ids
        assert quarter.one_cause[first] == quarter.fates[second].created


def test_the_numbers_fit_the_process() -> None:
    """Shares are shares, and kinds, questions and answers are those of the process as written."""
    numbers = load()
    assert sum(kind.share for kind in numbers.kinds.values()) == pytest.approx(1)
    assert set(numbers.kinds) <= {kind.name for kind in PROCESS.kinds}
    points = {question.name: set(question.points) for question in PROCESS.impact.questions}
    for questions in numbers.answers.values():
        assert {name: set(shares) for name, shares in questions.items()} == points
        assert all(sum(shares.values()) == pytest.approx(1) for shares in questions.values())


def test_every_load_has_all_its_numbers() -> None:
    """What is given for each load is given for all of them."""
    numbers = load()
    assert set(numbers.volumes) == {"light", "normal", "heavy", "overload"}
    assert set(numbers.events.tickets_a_day) == set(numbers.outages.a_quarter) == set(numbers.volumes)
