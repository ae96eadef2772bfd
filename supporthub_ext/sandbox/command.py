"""``supporthub sandbox``: start every service, print one JSON line, run until told to stop."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from supporthub_ext.sandbox.clock import Clock, read_moment, stamp
from supporthub_ext.sandbox.config_files import write_config
from supporthub_ext.sandbox.profile import AS_WRITTEN, profile_names, read_profile
from supporthub_ext.sandbox.services import IN_READY_LINE, make_all
from supporthub_ext.sandbox.web import serve
from supporthub_ext.sandbox.world import World


def _count(text: str) -> int:
    """Answer a whole number that is not negative."""
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 0 on")
    return int(text)


def make_parser() -> argparse.ArgumentParser:
    """Answer the parser of the command's options."""
    parser = argparse.ArgumentParser(
        prog="supporthub sandbox", description="FreshDesk, Slack, GitHub and a calendar on loopback."
    )
    parser.add_argument(
        "--port", type=_count, default=0, help="first port; the next services take the next ones"
    )
    parser.add_argument("--tickets", type=_count, help="how many tickets a list by updated_since has (200)")
    parser.add_argument(
        "--open", type=_count, default=40, dest="open_tickets", help="how many of them are open"
    )
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same world")
    parser.add_argument("--now", type=read_moment, help="where the clock starts, ISO 8601; else the present")
    parser.add_argument("--plan", choices=("none", "growth", "pro", "enterprise"), default="none",
                        help="FreshDesk's plan, for its rate limits")  # fmt: skip
    parser.add_argument("--profile", choices=profile_names(), default=AS_WRITTEN,
                        help="the written process that the team follows, with its names")  # fmt: skip
    parser.add_argument("--story", action="store_true", help="a fortnight that plays as the clock moves")
    parser.add_argument("--load", type=Path, help="JSON lines of an account's export, served as given")
    parser.add_argument(
        "--write-config", type=Path, help="a folder for Jupyter: JUPYTER_CONFIG_DIR=... works"
    )
    return parser


def make_world(wish: argparse.Namespace) -> World:
    """Answer the world that the options ask for."""
    invented = wish.load is None or wish.tickets is not None
    tickets = (200 if invented else 0) if wish.tickets is None else wish.tickets
    return World(
        seed=wish.seed,
        clock=Clock(wish.now),
        plan=wish.plan,
        tickets=tickets,
        open_tickets=min(wish.open_tickets, tickets),
        load=wish.load,
        invented=invented,
        profile=read_profile(wish.profile),
    )


def start(world: World, port: int) -> dict[str, Any]:
    """Start the services in the running loop and answer the ready line."""
    ready: dict[str, Any] = dict.fromkeys(IN_READY_LINE)
    for place, service in enumerate(make_all(world)):
        url = serve(service, world, port + place if port else 0)
        ready[service.name] = service.ready(url)
    return {name: ready[name] for name in IN_READY_LINE} | {"now": stamp(world.clock.now())}


async def run(wish: argparse.Namespace) -> None:
    """Serve until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    world = make_world(wish)
    ready = start(world, wish.port)
    if wish.story:
        start_story(world)
    for one in world.problems:
        sys.stderr.write(f"{wish.load.name}, line {one['line']}: {one['why']}\n")
    if wish.write_config is not None:
        write_config(wish.write_config, ready, world)
    sys.stdout.write(orjson.dumps(ready).decode() + "\n")
    sys.stdout.flush()
    await stop.wait()


def start_story(world: World) -> None:
    """Let the story begin; it is imported only when somebody wants it."""
    from supporthub_ext.sandbox.story.play import start as begin

    begin(world)


def main(argv: Sequence[str]) -> int:
    """Run the command; 0 when it was stopped in good order, 2 when an option makes no sense."""
    try:
        wish = make_parser().parse_args(argv)
    except SystemExit as stopped:
        return int(stopped.code or 0)
    try:
        asyncio.run(run(wish))
    except OSError as problem:
        sys.stderr.write(f"supporthub sandbox: {problem}. Choose another port, file or folder.\n")
        return 2
    return 0
