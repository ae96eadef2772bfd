"""The process against simulated quarters: what each order of working is worth in promises kept.

`run` plays; docs/replay.md shows what came out, and what it rests on.
"""

from __future__ import annotations

from supporthub_ext.replay.run import Replay, report, run, troubles, volumes

__all__ = ["Replay", "report", "run", "troubles", "volumes"]
