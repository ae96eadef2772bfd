"""What can be said of many rounds: means, shares, the 95th of a hundred, and ratios with their intervals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from supporthub_ext.replay.orders import OURS
from supporthub_ext.replay.promises import KINDS, Account
from supporthub_ext.replay.rounds import Round

RESAMPLES = 1000
OUTSIDE = 0.025  # of the draws, on each side of an interval


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and what holds it with 95 in 100, found by drawing the seeds again: always in pairs."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Summary:
    """One order over many seeds, each figure for one quarter.

    ``kept`` has for each kind of promise the share that was kept, of those that were kept or broken. Lateness
    is in impact-weighted hours, waits are in working days. ``ours_to_this`` is our lateness as a share of
    this order's, None where that was never late; ``ours_later_by`` is the difference.
    """

    lateness: float
    kept: Mapping[str, float | None]
    worst_wait_middle: float
    worst_wait_p95: float
    never_sent: float
    ours_to_this: Estimate | None
    ours_later_by: Estimate


Pairs = Sequence[tuple[float, float]]
"""Our lateness and another order's, quarter by quarter."""


def summary(rounds: Sequence[Round], order: str) -> Summary:
    """Answer the figures of one order."""
    outcomes = [one[order] for one in rounds]
    pairs = [(one[OURS].lateness, one[order].lateness) for one in rounds]
    waits = [one.worst_wait for one in outcomes]
    return Summary(
        lateness=_mean([one.lateness for one in outcomes]),
        kept={kind: _kept([one.accounts[kind] for one in outcomes]) for kind in KINDS},
        worst_wait_middle=quantile(waits, 0.5),
        worst_wait_p95=quantile(waits, 0.95),
        never_sent=_mean([one.never_sent for one in outcomes]),
        ours_to_this=estimate(pairs, _share),
        ours_later_by=estimate(pairs, _difference) or Estimate(0.0, 0.0, 0.0),
    )


def estimate(pairs: Pairs, figure: Callable[[Pairs], float | None]) -> Estimate | None:
    """Answer a figure of all pairs with its interval, or None where it has no value."""
    value, chance = figure(pairs), Random(len(pairs))
    again = (figure(chance.choices(pairs, k=len(pairs))) for _ in range(RESAMPLES))
    found = [one for one in again if one is not None]
    if value is None or not found:
        return None
    return Estimate(value, quantile(found, OUTSIDE), quantile(found, 1 - OUTSIDE))


def quantile(values: Sequence[float], share: float) -> float:
    """Answer the value that so large a share of the values does not exceed."""
    return sorted(values)[min(len(values) - 1, max(0, round(share * len(values) + 0.5) - 1))]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _share(pairs: Pairs) -> float | None:
    other = sum(pair[1] for pair in pairs)
    return sum(pair[0] for pair in pairs) / other if other else None


def _difference(pairs: Pairs) -> float:
    return _mean([ours - other for ours, other in pairs])


def _kept(accounts: Sequence[Account]) -> float | None:
    kept = sum(one.kept for one in accounts)
    ended = kept + sum(one.late + one.unkept for one in accounts)
    return kept / ended if ended else None
