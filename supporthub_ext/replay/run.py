"""The whole replay: loads, seeds and habits in; figures, bars and lines for people out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from supporthub_ext.process.definition import Process
from supporthub_ext.replay.bars import Bar, bars
from supporthub_ext.replay.figures import Summary, summary
from supporthub_ext.replay.load import load
from supporthub_ext.replay.orders import ORDERS
from supporthub_ext.replay.play import USUAL, Habits
from supporthub_ext.replay.report import bar_lines, legend, table
from supporthub_ext.replay.rounds import play_rounds


@dataclass(frozen=True, slots=True)
class Replay:
    """Figures of every order under one load; ``trouble`` names what goes wrong, None when nothing does."""

    volume: str
    trouble: str | None
    seeds: Sequence[int]
    orders: Mapping[str, Summary]
    bars: Sequence[Bar]

    def to_json(self) -> dict[str, Any]:
        """Answer it as ``supporthub replay --json`` prints it."""
        return {
            "load": self.volume,
            "trouble": self.trouble,
            "seeds": {"first": self.seeds[0], "last": self.seeds[-1]},
            "orders": {
                name: {"label": ORDERS[name].label, **asdict(one)} for name, one in self.orders.items()
            },
            "bars": [{**asdict(bar), "held": bar.held} for bar in self.bars],
        }

    def lines(self) -> list[str]:
        """Answer it as people read it."""
        title = f"## {self.volume}, {self.trouble}" if self.trouble else f"## {self.volume}"
        return [title, "", *table(self.orders), "", *bar_lines(self.bars), ""]


def volumes() -> Sequence[str]:
    """Answer the names of the loads."""
    return tuple(load().volumes)


def troubles() -> Mapping[str, Habits]:
    """Answer what may go wrong, by name."""
    trouble = load().trouble
    return {
        "impact misjudged": Habits(misjudged=True),
        f"the list followed {trouble.followed:.0%}": Habits(followed=trouble.followed),
        "one steward away for a fortnight": Habits(one_away=True),
    }


def run(
    process: Process,
    volume: str,
    seeds: Sequence[int],
    *,
    trouble: str | None = None,
    processes: int = 1,
) -> Replay:
    """Answer the figures of one load.

    Parameters
    ----------
    process
        By which rules tickets are worked; its number of seats is that of the stewards.
    volume
        One of `volumes`.
    seeds
        A quarter for each.
    trouble
        One of `troubles`, or None.
    processes
        How many work side by side.
    """
    habits = troubles()[trouble] if trouble else USUAL
    rounds = play_rounds(seeds, volume, process, habits, processes=processes)
    found = {order: summary(rounds, order) for order in ORDERS}
    return Replay(volume, trouble, seeds, found, [] if trouble else bars(volume, found))


def report(replays: Sequence[Replay]) -> list[str]:
    """Answer all of it as people read it."""
    return [legend(replays[0].seeds), "", *(line for one in replays for line in one.lines())]
