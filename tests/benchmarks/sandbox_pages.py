"""How quick the sandbox's pages are, beside the same bytes from a bare handler of the same HTTP server."""

from __future__ import annotations

from tests.benchmarks.figure import Figure
from tests.sandbox.scale import Measured, measured

SIZES = (1_000, 100_000)


def measure() -> list[Figure]:
    """Answer how many times longer a page takes than the bare one, and what a large world costs."""
    small, large = (measured(size) for size in SIZES)
    return [
        *_of_pages(small),
        *_of_pages(large),
        Figure(
            "memory of the sandbox with 100,000 tickets",
            large.memory_mb / small.memory_mb,
            f"with 1,000: {small.memory_mb:.0f} MB",
            detail=f"{large.memory_mb:.0f} MB; after {large.pages} pages {large.memory_after_mb:.0f} MB",
        ),
        Figure(
            "CPU until the sandbox with 100,000 tickets is ready",
            large.cpu_s / small.cpu_s,
            f"with 1,000: {small.cpu_s:.2f} s",
            detail=f"{large.cpu_s:.2f} s; ready in {large.ready_s:.2f} s",
        ),
    ]


def _of_pages(found: Measured) -> list[Figure]:
    against = f"a bare handler with the same bytes: {found.static:.0f} a second"
    title = f"time of a page of 100 of {found.tickets:,} tickets"
    return [
        Figure(
            f"{title}, first time", found.static / found.first, against, detail=f"{found.first:.0f} a second"
        ),
        Figure(f"{title}, again", found.static / found.again, against, detail=f"{found.again:.0f} a second"),
    ]
