"""A quarter being worked: the same seed is the same quarter, and every promise is accounted for."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from supporthub_ext.process.definition import load as load_process
from supporthub_ext.process.definition import profile
from supporthub_ext.replay.life import Life
from supporthub_ext.replay.orders import ORDERS, OURS
from supporthub_ext.replay.play import Habits, Play
from supporthub_ext.replay.promises import KINDS
from supporthub_ext.replay.quarter import draw
from supporthub_ext.replay.rounds import play_round, play_rounds
from tests.replay.lives import LOAD, PROCESS


def test_the_same_seed_is_the_same_quarter() -> None:
    """A seed has one quarter; another seed and another load have others."""
    assert draw(7, "normal", LOAD, PROCESS) == draw(7, "normal", LOAD, PROCESS)
    assert draw(7, "normal", LOAD, PROCESS).fates != draw(8, "normal", LOAD, PROCESS).fates
    assert draw(7, "normal", LOAD, PROCESS).fates != draw(7, "heavy", LOAD, PROCESS).fates


def test_the_same_seed_ends_the_same() -> None:
    """A round can be played again, also where chance decides what stewards take."""
    habits = Habits(followed=0.7, misjudged=True, one_away=True)
    assert play_round(7, "normal", PROCESS, habits) == play_round(7, "normal", PROCESS, habits)


def test_several_processes_end_the_same() -> None:
    """Side by side or one after another, the rounds are the same, in the order of the seeds."""
    assert play_rounds(range(1, 4), "light", PROCESS, processes=2) == play_rounds(
        range(1, 4), "light", PROCESS
    )


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("volume", ["normal", "overload"])
def test_every_promise_is_accounted_for(volume: str, order: str) -> None:
    """What was begun was kept, late, dropped or is open still; nothing is lost, nothing counted twice."""
    quarter = draw(5, volume, LOAD, PROCESS)
    play = Play(quarter, ORDERS[order], LOAD, PROCESS)
    accounts = play.run().accounts
    for kind in KINDS:
        made, *rest = astuple(accounts[kind])
        assert made == sum(rest)
    requests = [fate for fate in quarter.fates if not fate.noise]
    assert accounts["first_response"].made == len(requests)
    closed = [life for life in play.tickets.lives if life.issue_closed is not None]
    assert accounts["tell_resolved"].made == len(closed)


def test_every_ticket_comes_and_every_message_is_a_promise_kept() -> None:
    """All tickets of the quarter came, and whoever was written to once was answered."""
    quarter = draw(5, "normal", LOAD, PROCESS)
    play = Play(quarter, ORDERS[OURS], LOAD, PROCESS)
    account = play.run().accounts["first_response"]
    assert [life.fate for life in play.tickets.lives] == list(quarter.fates)
    assert account.kept + account.late == sum(life.ours is not None for life in play.tickets.lives)


def test_nobody_works_on_a_ticket_twice_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ticket in a steward's hands is in nobody else's, whatever happens to it meanwhile."""
    in_hand: set[Life] = set()
    quarter = draw(5, "heavy", LOAD, PROCESS)
    play = Play(quarter, ORDERS[OURS], LOAD, PROCESS)
    take, give_back = play.tickets.take, play.tickets.give_back

    def taken(minute: int, stray: object) -> Life | None:
        life = take(minute, None)
        assert life not in in_hand
        if life is not None:
            in_hand.add(life)
        return life

    def given_back(life: Life, minute: int) -> None:
        in_hand.remove(life)
        give_back(life, minute)

    monkeypatch.setattr(play.tickets, "take", taken)
    monkeypatch.setattr(play.tickets, "give_back", given_back)
    play.run()
    assert len(in_hand) <= 2


def test_who_is_away_does_not_work() -> None:
    """A fortnight of one steward is missing from the hours of attention, and nothing of the other's."""
    quarter = draw(5, "light", LOAD, PROCESS)
    both = Play(quarter, ORDERS[OURS], LOAD, PROCESS)
    one = Play(quarter, ORDERS[OURS], LOAD, PROCESS, Habits(one_away=True))
    missing = [len(usual) - len(seat) for usual, seat in zip(both._seats, one._seats, strict=True)]
    assert missing == [10 * 5 * 60, 0]


def test_a_process_with_one_seat_has_one_steward() -> None:
    """The seats of the process file are the stewards at work."""
    later = load_process(profile("profiles/later.toml"))
    play = Play(draw(5, "light", LOAD, later), ORDERS[OURS], LOAD, later)
    assert len(play._seats) == 1
    assert play.run().accounts["first_response"].kept > 0


def test_a_list_that_is_not_followed_helps_less() -> None:
    """Over a few heavy quarters, following our queue always is better than seven times in ten."""
    seeds = range(1, 3)
    always = sum(one[OURS].lateness for one in play_rounds(seeds, "heavy", PROCESS))
    often = play_rounds(seeds, "heavy", PROCESS, Habits(followed=0.7))
    assert always < sum(one[OURS].lateness for one in often)
