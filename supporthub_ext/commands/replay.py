"""`supporthub replay`: simulated quarters, worked in FreshDesk's orders and in ours."""

from __future__ import annotations

import argparse
import os

from supporthub_ext.commands.say import FINDING, GOOD, say
from supporthub_ext.process.definition import load
from supporthub_ext.replay import report, troubles, volumes
from supporthub_ext.replay import run as play

FEW = 8  # seeds for which another process is not worth its start


def run(options: argparse.Namespace) -> int:
    """Play, print, and answer a finding when a bar is missed."""
    process, seeds = load(options.process), range(1, options.seeds + 1)
    processes = min(os.cpu_count() or 1, max(1, options.seeds // FEW))
    chosen = [options.load] if options.load else volumes()
    wrong = (None, *troubles()) if options.trouble else (None,)
    replays = [
        play(process, volume, seeds, trouble=trouble, processes=processes)
        for volume in chosen
        for trouble in wrong
    ]
    body = {"process": process.process_name, "replays": [one.to_json() for one in replays]}
    say(report(replays), body, as_json=options.json)
    return GOOD if all(bar.held for one in replays for bar in one.bars) else FINDING
