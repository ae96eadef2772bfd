"""`GET queue` at 1,000 open tickets, against a bare authenticated handler that answers the same bytes."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.figure import Figure, middle
from tests.benchmarks.server import Server
from tests.sandbox.room import Sandbox

TICKETS = 1_000
ASKED = 60
TOGETHER = 4


def measure() -> list[Figure]:
    """Answer the ratios of latency and of throughput, and how late the loop's ticks came."""
    with TemporaryDirectory() as folder:
        config = Path(folder) / "desk"
        room = Sandbox(tickets=TICKETS, open=TICKETS, write_config=config)
        try:
            with Server(config, tests__benchmarks__probe=True) as server:
                return _measure(server, Path(folder))
        finally:
            room.stop()


def _measure(server: Server, folder: Path) -> list[Figure]:
    stall = _stalls(server)
    body = server.get("supporthub/queue").content
    (folder / "queue.json").write_bytes(body)
    server.get("probe/bytes", file=str(folder / "queue.json"))
    latency: dict[str, list[float]] = {"supporthub/queue": [], "probe/bytes": []}
    for _ in range(ASKED):
        for path, taken in latency.items():
            taken.append(_timed(server, path))
    ours, bare = (middle(latency[path]) for path in latency)
    fast = {path: _throughput(server, path) for path in latency}
    queue, bytes_ = fast["supporthub/queue"], fast["probe/bytes"]
    return [
        *stall,
        Figure(
            f"latency of GET queue at {TICKETS:,} open tickets",
            ours / bare,
            f"a bare authenticated handler with the same {len(body) / 1000:,.0f} kB: {bare * 1000:.1f} ms",
            detail=f"ours {ours * 1000:.1f} ms, medians of {ASKED}",
        ),
        Figure(
            f"time a request of GET queue, {TOGETHER} at once",
            bytes_ / queue,
            f"the same bare handler: {bytes_:.0f} a second",
            detail=f"ours {queue:.0f} a second",
        ),
    ]


def _stalls(server: Server) -> list[Figure]:
    """Answer how late the server's loop is while 1,000 tickets and their conversations are pulled."""
    server.get("probe/stall")
    time.sleep(2)
    idle = _percentile(server)
    server.settle()
    pulling = _percentile(server)
    return [
        Figure(
            "stall of the server's loop during a first pull, 99 in 100 ticks",
            pulling / idle,
            f"the same loop at rest: {idle * 1000:.2f} ms",
            detail=f"while pulling {pulling * 1000:.2f} ms",
        )
    ]


def _percentile(server: Server) -> float:
    late = sorted(server.get("probe/stall").json()["late"])
    return float(late[int(len(late) * 0.99)])


def _timed(server: Server, path: str) -> float:
    before = time.perf_counter()
    server.get(path)
    return time.perf_counter() - before


def _throughput(server: Server, path: str) -> float:
    with ThreadPoolExecutor(TOGETHER) as pool:
        before = time.perf_counter()
        list(pool.map(lambda _: server.get(path), range(ASKED)))
        return ASKED / (time.perf_counter() - before)
