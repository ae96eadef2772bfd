"""The `supporthub` command. Exit status 0 is good, 1 a finding, 2 bad usage."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from supporthub_ext._version import __version__
from supporthub_ext.errors import SupportHubError

Command = Callable[[argparse.Namespace, Sequence[str]], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    argv
        The words after ``supporthub``; those of this process by default.

    Returns
    -------
    int
        The exit status.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["sandbox"]:  # it has options of its own, and imports nothing of ours
        from supporthub_ext.sandbox.command import main as sandbox

        return sandbox(words[1:])
    options, more = _parser().parse_known_args(words)
    command: Command = options.command
    try:
        return command(options, more)
    except SupportHubError as error:
        print(f"supporthub: {error.message} {error.what_to_do}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="supporthub", description="The 2i2c support process.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    demo = commands.add_parser("demo", help="a sandbox and a JupyterLab with the desk in it")
    demo.add_argument("--no-browser", action="store_true", help="do not open a browser")
    demo.add_argument("--port", type=int, default=8888, help="JupyterLab's port (default: %(default)s)")
    demo.add_argument("--folder", type=Path, default=Path(".demo"), help="where the notebooks go")
    demo.set_defaults(command=_demo)
    commands.add_parser("sandbox", help="FreshDesk, Slack, GitHub and a calendar on loopback", add_help=False)
    return parser


def _demo(options: argparse.Namespace, more: Sequence[str]) -> int:
    from supporthub_ext.demo import run

    return run(options.folder, browser=not options.no_browser, port=options.port, sandbox_args=more)


if __name__ == "__main__":
    sys.exit(main())
