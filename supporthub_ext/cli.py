"""The `supporthub` command. Exit status 0 is good, 1 a finding, 2 bad usage."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

from supporthub_ext._version import __version__
from supporthub_ext.errors import ConfigurationError, SupportHubError


class Parser(argparse.ArgumentParser):
    """A parser that says in one line what is wrong and where help is."""

    def error(self, message: str) -> NoReturn:
        """Print the line, and end with the status of bad usage."""
        self.exit(2, f"{self.prog}: {message}; `{self.prog} --help` shows what there is.\n")


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
    try:
        if words[:1] == ["sandbox"]:  # it has options of its own, and imports nothing of ours
            return _sandbox(words[1:])
        parser = make_parser()
        options, more = parser.parse_known_args(words)
        if more and options.command is not _demo:
            parser.error(f"{more[0]} is not known here")
        options.more = more
        status: int = options.command(options)
        return status
    except SupportHubError as error:
        print(f"supporthub: {error.message} {error.what_to_do}", file=sys.stderr)
        return 2


def make_parser() -> Parser:
    """Answer the parser of every command."""
    parser = Parser(prog="supporthub", description="The 2i2c support process.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    demo = commands.add_parser(
        "demo",
        help="a sandbox and a JupyterLab with the desk in it",
        epilog="Further options go to `supporthub sandbox`.",
    )
    demo.add_argument("--no-browser", action="store_true", help="do not open a browser")
    demo.add_argument("--port", type=int, default=8888, help="JupyterLab's port (default: %(default)s)")
    demo.add_argument("--folder", type=Path, default=Path(".demo"), help="where the notebooks go")
    demo.add_argument("--json", action="store_true", help="print the address as one line of JSON")
    demo.set_defaults(command=_demo)
    commands.add_parser("sandbox", help="FreshDesk, Slack, GitHub and a calendar on loopback", add_help=False)
    return parser


def _demo(options: argparse.Namespace) -> int:
    _need_what_the_sandbox_needs()
    from supporthub_ext.demo import run

    return run(
        options.folder,
        browser=not options.no_browser,
        port=options.port,
        as_json=options.json,
        sandbox_args=options.more,
    )


def _sandbox(words: Sequence[str]) -> int:
    _need_what_the_sandbox_needs()
    from supporthub_ext.sandbox.command import main as sandbox

    return sandbox(words)


def _need_what_the_sandbox_needs() -> None:
    if find_spec("graphql") is None:
        raise ConfigurationError(
            "The sandbox needs a little more than the desk.", "Run: pip install 'supporthub_ext[demo]'."
        )


if __name__ == "__main__":
    sys.exit(main())
