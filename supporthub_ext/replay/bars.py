"""What our queue has to reach, load by load: bars that are held or missed, never left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from supporthub_ext.replay.figures import Summary
from supporthub_ext.replay.orders import ORDERS, OURS

Summaries = Mapping[str, Summary]
FRESHDESK = ("newest", "freshdesk_due", "oldest_updated")


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure and what it may not exceed."""

    text: str
    value: float
    at_most: float

    @property
    def held(self) -> bool:
        """Whether the figure keeps its bar."""
        return self.value <= self.at_most


def bars(volume: str, found: Summaries) -> list[Bar]:
    """Answer the bars of a load, and whether our queue keeps them."""
    own = BARS[volume](found) if volume in BARS else []
    return [*own, _not_behind(found, "earliest_due")]


def _of(found: Summaries, order: str, at_most: float) -> Bar:
    ours, other = found[OURS].lateness, found[order].lateness
    share = ours / other if other else float(ours > 0)
    return Bar(f"lateness as a share of that of: {ORDERS[order].label}", share, at_most)


def _not_behind(found: Summaries, order: str) -> Bar:
    """Answer the bar that chance alone must be able to explain whatever we are later by."""
    text = f"what we are later by, beyond chance, in hours a quarter, than: {ORDERS[order].label}"
    return Bar(text, max(0.0, found[order].ours_later_by.low), 0.0)


def _light(found: Summaries) -> list[Bar]:
    return [_not_behind(found, order) for order in FRESHDESK]


def _heavy(found: Summaries) -> list[Bar]:
    best = min(FRESHDESK, key=lambda order: found[order].lateness)
    wait = found[OURS].worst_wait_p95
    return [
        _of(found, "freshdesk_due", 1 / 3),
        _of(found, best, 1 / 2),
        Bar("the worst wait of a quarter, in 95 of 100, in working days", wait, 8),
    ]


BARS: Mapping[str, Callable[[Summaries], list[Bar]]] = {
    "light": _light,
    "normal": lambda found: [_of(found, "freshdesk_due", 1 / 10)],
    "heavy": _heavy,
    "overload": lambda found: [_of(found, "freshdesk_due", 0.6)],
}
