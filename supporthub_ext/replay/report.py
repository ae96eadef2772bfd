"""The replay as people read it: a table for each load, what goes wrong, and the bars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from supporthub_ext.replay.bars import Bar
from supporthub_ext.replay.figures import Estimate, Summary
from supporthub_ext.replay.orders import ORDERS
from supporthub_ext.replay.promises import KINDS

HEAD = (
    "order",
    "lateness",
    "ours to this",
    *(kind.replace("_", " ") for kind in KINDS),
    "worst wait: middle",
    "in 95 of 100",
    "updates never sent",
)


def table(found: Mapping[str, Summary]) -> list[str]:
    """Answer the figures of every order as a Markdown table."""
    rows = [HEAD, ("---",) + ("---:",) * (len(HEAD) - 1), *(_row(name, one) for name, one in found.items())]
    return [f"| {' | '.join(row)} |" for row in rows]


def bar_lines(bars: Iterable[Bar]) -> list[str]:
    """Answer a line for each bar."""
    return [f"{_word(bar)}: {bar.text}: {_number(bar.value)}, at most {_number(bar.at_most)}" for bar in bars]


def estimate_text(one: Estimate | None) -> str:
    """Answer a share with its interval."""
    return f"{_number(one.value)} ({_number(one.low)} to {_number(one.high)})" if one else "never late"


def legend(seeds: Sequence[int]) -> str:
    """Answer what the columns are."""
    return (
        f"Means of {len(seeds)} quarters (seeds {seeds[0]} to {seeds[-1]}). Lateness: hours of working time"
        " past due, weighted by impact. Ours to this: our queue's lateness as a share of that order's, with"
        " its 95 % interval over pairs. Then the promises kept, by kind, in per cent, and the longest wait in"
        " working days."
    )


def _row(name: str, one: Summary) -> tuple[str, ...]:
    return (
        ORDERS[name].label,
        f"{one.lateness:,.1f}",
        estimate_text(one.ours_to_this),
        *("-" if share is None else f"{100 * share:.1f}" for share in one.kept.values()),
        f"{one.worst_wait_middle:.1f}",
        f"{one.worst_wait_p95:.1f}",
        f"{one.never_sent:.1f}",
    )


def _word(bar: Bar) -> str:
    return "Held" if bar.held else "MISSED"


def _number(value: float) -> str:
    return f"{value:.4f}" if 0 < value < 0.01 else f"{value:.3g}"
