"""What our queue is worth in promises kept: 200 simulated quarters at each load, against the other orders.

The longest of the benchmarks: some minutes. A figure here is a share of lateness, so no machine changes it.
"""

from __future__ import annotations

import os

from supporthub_ext.process.definition import load
from supporthub_ext.replay import Replay, run, volumes
from tests.benchmarks.figure import Figure

SEEDS = range(1, 201)


def measure() -> list[Figure]:
    """Answer every bar of every load."""
    played = [run(load(), volume, SEEDS, processes=os.cpu_count() or 1) for volume in volumes()]
    return [figure for one in played for figure in _figures(one)]


def _figures(one: Replay) -> list[Figure]:
    detail = f"seeds {SEEDS[0]} to {SEEDS[-1]}"
    return [
        Figure(f"replay, {one.volume} load: {bar.text}", bar.value, "the same quarters", bar.at_most, detail)
        for bar in one.bars
    ]
