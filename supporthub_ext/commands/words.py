"""The words and options of the `supporthub` command, and which function of this folder runs each."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from supporthub_ext._version import __version__
from supporthub_ext.commands.say import BAD_USAGE

if TYPE_CHECKING:
    Words = argparse._SubParsersAction["Parser"]  # noqa: SLF001 - it has no other name


class Parser(argparse.ArgumentParser):
    """A parser that says in one line what is wrong and where help is."""

    def error(self, message: str) -> NoReturn:
        """Print the line, and end with the status of bad usage."""
        self.exit(BAD_USAGE, f"{self.prog}: {message}; `{self.prog} --help` shows what there is.\n")


def make_parser() -> Parser:
    """Answer the parser of every command. ``run`` says what runs it, as ``file:function``."""
    parser = Parser(prog="supporthub", description="The 2i2c support process.")
    parser.add_argument("--version", action="version", version=__version__)
    words = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_demo(words)
    words.add_parser("sandbox", help="FreshDesk, Slack, GitHub and a calendar on loopback", add_help=False)
    doctor = _add(
        words, "doctor", "doctor:run", "what the configured keys reach, and what to do about the rest"
    )
    doctor.add_argument(
        "--record",
        type=Path,
        metavar="FILE",
        help="keep the shapes of real answers, never a value, and say how they differ from the sandbox's",
    )
    remind = _add(words, "remind", "remind:run", "tell the stewards on duty what is due, each thing once")
    remind.add_argument("--dry-run", action="store_true", help="show what is due and send nothing")
    _add_rota(words)
    _add_process(words)
    _add_replay(words)
    _add_transfer(words)
    return parser


def day(text: str) -> date:
    """Answer a day such as 2026-03-04; argparse says so when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day such as 2026-03-04") from None


def count(text: str) -> int:
    """Answer a whole number above zero; argparse says so when it is none."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number above 0")
    return int(text)


def _add(words: Words, name: str, run: str, what: str) -> Parser:
    """Add a word; each can speak JSON."""
    parser = words.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run, passes_on=False)
    return parser


def _add_demo(words: Words) -> None:
    demo = _add(words, "demo", "demo:run", "a sandbox and a JupyterLab with the desk in it")
    demo.set_defaults(passes_on=True)
    demo.epilog = "Further options go to `supporthub sandbox`."
    demo.add_argument("--no-browser", action="store_true", help="do not open a browser")
    demo.add_argument("--port", type=int, default=8888, help="JupyterLab's port (default: %(default)s)")
    demo.add_argument("--folder", type=Path, default=Path(".demo"), help="where the notebooks go")


def _add_rota(words: Words) -> None:
    rota = _add(words, "rota", "rota:run", "who holds which seat when")
    rota.add_argument("--process", type=Path, metavar="F", help="a process file; else the configured one")
    rota.add_argument("--roster", type=Path, metavar="F", help="roster.toml; else the configured one")
    rota.add_argument("--from", type=day, dest="first", metavar="D", help="first day; today by default")
    rota.add_argument("--to", type=day, dest="end", metavar="D", help="day after the last; a year by default")
    rota.add_argument("--ics", action="store_true", help="print an iCalendar file")


def _add_process(words: Words) -> None:
    process = words.add_parser("process", help="look at process files")
    looks = process.add_subparsers(required=True, metavar="check|diff|drift")
    check = _add(looks, "check", "process_file:run_check", "everything that is wrong with a process file")
    check.add_argument("file", type=Path, metavar="F")
    diff = _add(looks, "diff", "process_file:run_diff", "what differs between two process files, in words")
    diff.add_argument("before", type=Path, metavar="A")
    diff.add_argument("after", type=Path, metavar="B")
    drift = _add(looks, "drift", "process_file:run_drift", "quoted sentences that the page no longer says")
    drift.add_argument("page", metavar="URL-or-F", help="the page's address, or a saved copy")
    drift.add_argument("--process", type=Path, metavar="F", help="a process file; else the configured one")


def _add_replay(words: Words) -> None:
    replay = _add(words, "replay", "replay:run", "simulated quarters, worked in FreshDesk's orders and ours")
    replay.add_argument("--process", type=Path, metavar="F", help="a process file; else as written")
    loads = ("light", "normal", "heavy", "overload")
    replay.add_argument("--load", choices=loads, help="how many tickets come; all of these by default")
    replay.add_argument(
        "--seeds", type=count, default=20, metavar="N", help="how many quarters; 20 by default"
    )
    trouble = "also with impact misjudged, the list not followed, one steward away"
    replay.add_argument("--trouble", action="store_true", help=trouble)


def _add_transfer(words: Words) -> None:
    out = _add(
        words, "export", "transfer:run_export", "write plans, receipts, drafts and the ledger to a file"
    )
    out.add_argument("file", type=Path, metavar="FILE")
    back = _add(words, "import", "transfer:run_import", "take such a file in; twice changes nothing")
    back.add_argument("file", type=Path, metavar="FILE")
