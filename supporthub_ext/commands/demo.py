"""`supporthub demo` and `supporthub sandbox`, where what they need is installed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from importlib.util import find_spec

from supporthub_ext.demo import run as run_the_demo
from supporthub_ext.errors import ConfigurationError


def run(options: Namespace) -> int:
    """Run the demo until it is stopped."""
    _need_the_extra()
    return run_the_demo(
        options.folder,
        browser=not options.no_browser,
        port=options.port,
        as_json=options.json,
        sandbox_args=options.more,
    )


def run_sandbox(words: Sequence[str]) -> int:
    """Run the sandbox until it is stopped."""
    _need_the_extra()
    from supporthub_ext.sandbox.command import main as sandbox

    return sandbox(words)


def _need_the_extra() -> None:
    if find_spec("graphql") is None:
        raise ConfigurationError(
            "The sandbox needs a little more than the desk.", "Run: pip install 'supporthub_ext[demo]'."
        )
