"""The long form of these tests: everything in full, and its result with the commit, for the docs.

``python -m tests.reliability.soak [WHAT ...]``; exit status 0 when everything held.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
LAST = ROOT / "docs" / "soak.md"
WHOLE = ["tests/reliability", "tests/story"]
EVERYTHING = "everything"
HEAD = """# The last soak

`make soak` runs the reliability tests in full: two hundred races of each action between two
servers, a sleep at every point of a plan, sixty random histories, and a robot's four
weeks with faults and kills, in three worlds. `make soak SOAK_ARGS=...` runs a part; of each
part the last run stands here.

| when | commit | what | result | minutes |
| --- | --- | --- | --- | --- |
"""


def main(words: list[str]) -> int:
    """Run, and write down how it went."""
    began = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-m", "slow", *(words or WHOLE)]
    ran = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "SUPPORTHUB_SOAK": "1"},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    sys.stdout.write(ran.stdout)
    row = line(words, ran.stdout, ran.returncode, time.monotonic() - began)
    before = LAST.read_text(encoding="utf-8") if LAST.exists() else ""
    LAST.write_text(page(before, row), encoding="utf-8")
    return ran.returncode


def line(words: list[str], said: str, status: int, seconds: float) -> str:
    """Answer what the docs say of a run."""
    summary = said.strip().splitlines()[-1].strip("= ") if said.strip() else "nothing was run"
    return (
        f"| {datetime.now(UTC):%Y-%m-%d %H:%M} UTC | {_commit()} | {_what(words)} | "
        f"{'held' if status == 0 else 'missed'}: {summary} | {seconds / 60:.0f} |"
    )


def page(before: str, row: str) -> str:
    """Answer the page with a run in it: the last one of each part stays; everything stands for all parts."""
    kept = [one for one in before.splitlines() if one.startswith("| 2") and _part(one) != _part(row)]
    rows = [row] if _part(row) == EVERYTHING else [*kept, row]
    return HEAD + "".join(f"{one}\n" for one in rows)


def _part(row: str) -> str:
    return row.split(" | ")[2]


def _what(words: list[str]) -> str:
    return f"a part: `{' '.join(words)}`" if words else EVERYTHING


def _commit() -> str:
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    return f"`{found.stdout.strip()}`" if found.stdout.strip() else "none"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
