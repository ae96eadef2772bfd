"""`supporthub process`: is a file good, what differs between two, does the page still say what it quotes."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from supporthub_ext.commands.drift import Drifted, drifted, quotes
from supporthub_ext.commands.page import read_page
from supporthub_ext.commands.say import FINDING, GOOD, say
from supporthub_ext.errors import UsageError
from supporthub_ext.process.definition import check, load
from supporthub_ext.process.diff import diff


def run_check(options: Namespace) -> int:
    """Print each fault of a process file; exit status 1 when there is one."""
    path = _file(options.file)
    faults = check(path)
    lines = [f"{path}, {fault}" for fault in faults] or [f"{path} is good."]
    say(lines, {"file": str(path), "faults": faults}, as_json=options.json)
    return FINDING if faults else GOOD


def run_diff(options: Namespace) -> int:
    """Print a sentence for each thing that differs; exit status 1 when something does."""
    differences = diff(load(_file(options.before)), load(_file(options.after)))
    say(differences or ["Nothing differs."], {"differences": differences}, as_json=options.json)
    return FINDING if differences else GOOD


def run_drift(options: Namespace) -> int:
    """Print each sentence that the process file quotes and the page no longer says; 1 when there is one."""
    known = quotes(load(_chosen(options.process)))
    gone = drifted(known, read_page(options.page))
    body = {"page": options.page, "quotes": len(known), "drifted": [asdict(one) for one in gone]}
    say(_lines(gone, len(known)), body, as_json=options.json)
    return FINDING if gone else GOOD


def _lines(gone: list[Drifted], count: int) -> list[str]:
    if not gone:
        return [f"The page still says all {count} sentences that the process file quotes."]
    lines = []
    for one in gone:
        lines.append(f"{', '.join(one.places)}: “{one.sentence}” is not on the page.")
        if one.closest:
            lines.append(f"    The closest there: “{one.closest}”")
    return lines


def _chosen(path: Path | None) -> Path | None:
    """Answer the process file that was asked for, or else the configured one; None is ours."""
    if path:
        return _file(path)
    from supporthub_ext.commands.configured import configured  # takes a second: only where it is needed

    name = configured().process_file
    return _file(Path(name)) if name else None


def _file(path: Path) -> Path:
    if not path.is_file():
        raise UsageError(f"There is no file {path}.", "Name a process file.")
    return path
