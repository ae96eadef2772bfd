"""The `supporthub` command. Exit status 0 is good, 1 a finding, 2 bad usage."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from supporthub_ext.commands.say import BAD_USAGE
from supporthub_ext.commands.words import make_parser
from supporthub_ext.errors import SupportHubError


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
            return _run("demo:run_sandbox", words[1:])
        parser = make_parser()
        options, more = parser.parse_known_args(words)
        if more and not options.passes_on:
            parser.error(f"{more[0]} is not known here")
        options.more = more
        return _run(options.run, options)
    except SupportHubError as error:
        line = " ".join(f"supporthub: {error.message} {error.what_to_do}".split())
        sys.stderr.write(f"{line}\n")
        return BAD_USAGE


def _run(where: str, told: object) -> int:
    """Run ``file:function`` of our commands; only what was asked for is imported."""
    file, _, function = where.partition(":")
    status: int = getattr(import_module(f"supporthub_ext.commands.{file}"), function)(told)
    return status


if __name__ == "__main__":
    sys.exit(main())
