"""The small parts of the sandbox: chance, agenda, the invented history, waking hours, HTML and text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.sandbox.agenda import Agenda
from supporthub_ext.sandbox.chance import Chance
from supporthub_ext.sandbox.command import main
from supporthub_ext.sandbox.freshdesk.history import invent
from supporthub_ext.sandbox.freshdesk.markup import to_html, to_text
from supporthub_ext.sandbox.freshdesk.numbers import DONE
from supporthub_ext.sandbox.freshdesk.stamps import seconds, stamp
from supporthub_ext.sandbox.people import on_duty
from supporthub_ext.sandbox.story.waking import awake

NOW = 1772618400  # 2026-03-04T10:00:00Z
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.integers(0, 2**63), st.integers(1, 1000))
def test_chance_repeats_itself(seed: int, limit: int) -> None:
    """The same seed and names give the same draws, and each stays within its limits."""
    first, second = Chance(seed, "ticket", 7), Chance(seed, "ticket", 7)
    draws = [first.below(limit) for _ in range(20)]
    assert draws == [second.below(limit) for _ in range(20)]
    assert all(0 <= one < limit for one in draws)
    assert 0 <= first.share() < 1


def test_chance_is_even() -> None:
    """Over many tickets every choice comes about as often as the others."""
    counts = [0] * 7
    for ticket_id in range(7000):
        counts[Chance(1, "ticket", ticket_id).below(7)] += 1
    assert min(counts) > 800


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(0, 50))
def test_the_agenda_keeps_order(hours: list[int], until: int) -> None:
    """What is due happens in order, once, each told its own moment; the rest waits."""
    agenda, start = Agenda(), datetime(2026, 3, 4, tzinfo=UTC)
    happened: list[datetime] = []
    for hour in hours:
        agenda.at(start + timedelta(hours=hour), happened.append)
    agenda.catch_up(start + timedelta(hours=until))
    agenda.catch_up(start + timedelta(hours=until))
    assert happened == [start + timedelta(hours=hour) for hour in sorted(hours) if hour <= until]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 9), st.integers(0, 120), st.integers(0, 120))
def test_a_history_has_what_was_asked_for(seed: int, tickets: int, still_open: int) -> None:
    """So many tickets are listed, so many of them open, ids in order of time, and nothing after now."""
    history = invent(seed, tickets, min(still_open, tickets), NOW)
    beginnings = [history.beginning(one) for one in history.ids]
    listed = [one for one in beginnings if one.state == "listed"]
    assert len(listed) == tickets
    assert sum(one.plot.status not in DONE for one in listed) == min(still_open, tickets)
    assert [one.created for one in beginnings] == sorted(one.created for one in beginnings)
    assert all(one.created <= one.updated <= NOW + 2 for one in beginnings)


@given(moments, st.sampled_from(["Asia/Tokyo", "America/Los_Angeles", "UTC"]))
def test_people_act_when_they_are_awake(moment: datetime, zone: str) -> None:
    """Nobody acts in the past, on a weekend, or before eight in their zone."""
    then = awake(moment, zone)
    here = then.astimezone(ZoneInfo(zone))
    assert moment <= then < moment + timedelta(days=4)
    assert here.weekday() < 5
    assert 8 <= here.hour <= 20


@given(st.integers(0, 4_000_000_000))
def test_stamps_come_back(second: int) -> None:
    """A stamp is ISO 8601 and means the second that it was made of."""
    assert seconds(stamp(second)) == second
    assert datetime.fromisoformat(stamp(second)) == datetime.fromtimestamp(second, UTC)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp"]), max_size=80))
def test_text_survives_html(text: str) -> None:
    """A text that becomes HTML is read back as it was."""
    assert to_text(to_html(text)) == text


@given(st.dates(datetime(2021, 11, 10).date(), datetime(2030, 1, 1).date()))  # noqa: DTZ001
def test_two_stewards_are_always_on(day: object) -> None:
    """Two different people are on duty, and who came last stays when the other one goes."""
    first, second = on_duty(day)  # type: ignore[arg-type]
    later, _ = on_duty(day + timedelta(days=14))  # type: ignore[operator]
    assert first is not second
    assert later is second


@pytest.mark.parametrize(
    "argv", [["--tickets", "-1"], ["--plan", "free"], ["--now", "noon"], ["--load", "nowhere.jsonl"]]
)
def test_wrong_options(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """An option that makes no sense ends with status 2 and a word on stderr."""
    assert main(argv) == 2
    assert capsys.readouterr().err
