"""What a server pays for the extension when nobody asks about support: start with and without, in turn."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.figure import Figure, middle
from tests.benchmarks.server import Server

ROUNDS = 10


def measure() -> list[Figure]:
    """Answer the ratios of CPU seconds and of memory until the server answers its first request."""
    spent: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    for on in [True, False] * (ROUNDS + 1):
        spent[on].append(_start(on))
    cpu = {on: middle([one[0] for one in spent[on][1:]]) for on in spent}
    memory = {on: middle([one[1] for one in spent[on][1:]]) for on in spent}
    return [
        Figure(
            "CPU of starting a server with the extension",
            cpu[True] / cpu[False],
            f"the same server without it: {cpu[False]:.2f} s",
            detail=f"with it {cpu[True]:.2f} s, medians of {ROUNDS}",
        ),
        Figure(
            "memory of a server that was just started with the extension",
            memory[True] / memory[False],
            f"the same server without it: {memory[False]:.0f} MB",
            detail=f"with it {memory[True]:.0f} MB, medians of {ROUNDS}",
        ),
    ]


def _start(on: bool) -> tuple[float, float]:
    with TemporaryDirectory() as folder, Server(Path(folder), supporthub_ext=on) as server:
        server.get("api/status")
        return server.spent()
