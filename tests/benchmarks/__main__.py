"""Measure, print a table as Markdown and the same as JSON; exit with 1 when a bar is missed."""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module

from tests.benchmarks.figure import HEAD, Figure, rows

# Each is a file with `measure() -> list[Figure]`.
BENCHMARKS = (
    "freshdesk_calls",
    "freshdesk_cpu",
    "freshdesk_latency",
    "server_start",
    "server_queue",
    "desk_queue",
    "escalation",
    "sandbox_pages",
    "replay",
    "journal_cost",
)


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmarks that were named, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(BENCHMARKS)}")
    wish = parser.parse_args(arguments)
    if unknown := set(wish.names) - set(BENCHMARKS):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}; known: {', '.join(BENCHMARKS)}")
    figures: list[Figure] = []
    sys.stdout.write(HEAD)
    for name in wish.names or BENCHMARKS:
        sys.stderr.write(f"{name} ...\n")
        found = import_module(f"tests.benchmarks.{name}").measure()
        sys.stdout.write(rows(found))  # at once: the next may fail
        sys.stdout.flush()
        figures += found
    sys.stdout.write("\n")
    sys.stdout.write(json.dumps({"figures": [figure.to_json() for figure in figures]}, indent=2) + "\n")
    return 0 if all(figure.held for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
