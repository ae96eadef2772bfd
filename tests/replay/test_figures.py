"""Figures, bars and the report: computed in pairs, and a miss is said."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from supporthub_ext.cli import main
from supporthub_ext.replay.bars import bars
from supporthub_ext.replay.figures import estimate, quantile, summary
from supporthub_ext.replay.orders import ORDERS, OURS
from supporthub_ext.replay.promises import KINDS, Account, Book
from supporthub_ext.replay.rounds import Outcome
from supporthub_ext.replay.run import report, run, troubles
from tests.replay.lives import PROCESS


def outcome(lateness: float, wait: float = 1.0) -> Outcome:
    return Outcome({kind: Account(4, 3, 1) for kind in KINDS}, lateness, wait, 2)


def rounds(ours: float, other: float, wait: float = 1.0) -> list[dict[str, Outcome]]:
    """Ten quarters in which ours is so late, and every other order so late."""
    one = {order: outcome(other) for order in ORDERS} | {OURS: outcome(ours, wait)}
    return [one] * 10


def test_a_late_promise_counts_by_its_impact() -> None:
    """An hour late is eight at critical impact, and one at low; on time it is nothing."""
    book = Book(PROCESS.impact.weights, {"reply": 60})
    book.keep("reply", "critical", 0, 120)
    book.keep("reply", "low", 0, 120)
    book.keep("reply", "critical", 0, 60)
    assert (book.lateness, book.worst_wait) == (9.0, 120)
    assert book.accounts["reply"] == Account(3, 1, 2)


def test_an_update_of_which_only_the_last_was_sent() -> None:
    """Seven days of silence owe three updates by their times; one was sent, late, so two never were."""
    book = Book(PROCESS.impact.weights, {"update": 2})
    book.keep("update", "low", 0, 7)
    assert book.never_sent == 2
    book.end("update", "low", 0, 7)  # and here not even one
    assert book.never_sent == 5
    book.keep("update", "low", 0, 4)
    assert book.never_sent == 5


def test_the_share_is_of_sums_and_in_pairs() -> None:
    """A share is that of the sums; where all quarters agree, the interval is a point."""
    pairs = [(1.0, 4.0), (2.0, 8.0)]
    found = summary([{order: outcome(8) for order in ORDERS} | {OURS: outcome(2)}], "newest")
    assert found.ours_to_this is not None
    assert (found.ours_to_this.value, found.ours_to_this.low, found.ours_to_this.high) == (0.25, 0.25, 0.25)
    same = estimate(pairs, lambda drawn: sum(a for a, _ in drawn) / sum(b for _, b in drawn))
    assert same is not None
    assert same.low == same.value == same.high == 0.25
    assert found.kept["reply"] == 0.75


def test_the_interval_holds_the_figure() -> None:
    """An interval lies around its figure, and never outside what was seen."""
    pairs = [(float(number % 7), 5.0) for number in range(50)]
    found = estimate(pairs, lambda drawn: sum(a - b for a, b in drawn) / len(drawn))
    assert found is not None
    assert -5 <= found.low < found.value < found.high <= 1


def test_quantiles_are_values_that_were_seen() -> None:
    """Of 200 worst waits, 190 are no longer than the 95th of a hundred."""
    assert quantile([float(number) for number in range(1, 201)], 0.95) == 190
    assert quantile([3.0], 0.95) == 3.0


def test_a_missed_bar_is_missed() -> None:
    """Each bar of each load is held by a good queue, and missed by one that is as late as the rest."""
    for volume, count in (("light", 4), ("normal", 2), ("heavy", 4), ("overload", 2)):
        good = {order: summary(rounds(1, 100), order) for order in ORDERS}
        poor = {order: summary(rounds(101, 100, 9), order) for order in ORDERS}
        assert [bar.held for bar in bars(volume, good)] == [True] * count
        assert [bar.held for bar in bars(volume, poor)] == [False] * count


def test_never_late_is_not_behind() -> None:
    """Where nobody is ever late there is no share, and no bar is missed."""
    found = {order: summary(rounds(0, 0), order) for order in ORDERS}
    assert found["newest"].ours_to_this is None
    assert all(bar.held for volume in ("light", "normal") for bar in bars(volume, found))


def test_the_bars_are_held_on_some_heavy_quarters() -> None:
    """The rule of the process file keeps its bars at heavy load on a handful of seeds."""
    found = run(PROCESS, "heavy", range(1, 6))
    assert [bar.text for bar in found.bars if not bar.held] == []


def test_the_report_says_what_was_missed() -> None:
    """People read which bar was missed, and in whose company it was played."""
    found = run(PROCESS, "light", range(1, 3), trouble=next(iter(troubles())))
    missed = replace(
        found, trouble=None, bars=bars("heavy", {o: summary(rounds(101, 100), o) for o in ORDERS})
    )
    text = "\n".join(report([found, missed]))
    assert "impact misjudged" in text
    assert text.count("MISSED: ") == 3
    assert all(order.label in text for order in ORDERS.values())


def test_the_command_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    """`supporthub replay --json` answers figures, bars and seeds, and is good where all bars are held."""
    assert main(["replay", "--load", "light", "--seeds", "2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    (replay,) = found["replays"]
    assert (replay["load"], replay["seeds"]) == ("light", {"first": 1, "last": 2})
    assert set(replay["orders"]) == set(ORDERS)
    assert set(replay["orders"][OURS]["kept"]) == set(KINDS)
    assert all(bar["held"] for bar in replay["bars"])
