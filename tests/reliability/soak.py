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
    LAST.write_text(report(words, ran.stdout, ran.returncode, time.monotonic() - began), encoding="utf-8")
    return ran.returncode


def report(words: list[str], said: str, status: int, seconds: float) -> str:
    """Answer what the docs say of a run."""
    summary = said.strip().splitlines()[-1].strip("= ") if said.strip() else "nothing was run"
    return (
        "# The last soak\n\n"
        "`make soak` runs the reliability tests in full: two hundred races of each action between two\n"
        "servers, a sleep at every point of a plan, sixty random histories, and a robot's four\n"
        "weeks with faults and kills.\n\n"
        "| when | commit | what | result | minutes |\n| --- | --- | --- | --- | --- |\n"
        f"| {datetime.now(UTC):%Y-%m-%d %H:%M} UTC | {_commit()} | {_what(words)} | "
        f"{'held' if status == 0 else 'missed'}: {summary} | {seconds / 60:.0f} |\n"
    )


def _what(words: list[str]) -> str:
    return f"a part: `{' '.join(words)}`" if words else "everything"


def _commit() -> str:
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    return f"`{found.stdout.strip()}`" if found.stdout.strip() else "none"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
