"""How the sandbox bears many tickets: ``python -m tests.sandbox.scale 1000 100000``.

For each number: seconds and CPU seconds until it is ready, memory, and pages of a hundred tickets a second,
the first time and again; beside it the same bytes from a bare handler of the same HTTP server, in this run.
"""

from __future__ import annotations

import asyncio
import base64
import http.client
import sys
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import psutil
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from tests.sandbox.room import Sandbox

PATH = "/api/v2/tickets?updated_since=2000-01-01&per_page=100&order_by=updated_at&order_type=asc&page="


def pages_a_second(url: str, key: str, pages: int, times: int = 1) -> tuple[float, bytes]:
    """Read the first pages one after the other; answer how many a second, and the last one's bytes.

    ``times`` is how often all of them are read.
    """
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    headers = {"Authorization": "Basic " + base64.b64encode(f"{key}:X".encode()).decode()}
    body, began = b"", time.perf_counter()
    for page in range(pages * times):
        connection.request("GET", f"{PATH}{page % pages + 1}", headers=headers)
        body = connection.getresponse().read()
    return pages * times / (time.perf_counter() - began), body


def static_pages_a_second(body: bytes, pages: int) -> float:
    """Answer how many pages a second a bare handler serves, which answers the same bytes."""

    class Bare(RequestHandler):
        def get(self) -> None:
            self.set_header("Content-Type", "application/json")
            self.finish(body)

    sockets = bind_sockets(0, "127.0.0.1")

    def serve() -> None:
        async def run() -> None:
            HTTPServer(Application([(r"/.*", Bare)], log_function=lambda _: None)).add_sockets(sockets)
            await asyncio.Event().wait()

        asyncio.run(run())

    threading.Thread(target=serve, daemon=True).start()
    return pages_a_second(f"http://127.0.0.1:{sockets[0].getsockname()[1]}", "x", pages)[0]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one sandbox showed. ``first``, ``again`` and ``static`` are pages a second."""

    tickets: int
    pages: int
    ready_s: float
    cpu_s: float
    memory_mb: float
    memory_after_mb: float
    first: float
    again: float
    static: float

    def line(self) -> str:
        """Answer one line of figures."""
        return (
            f"{self.tickets:>7} tickets: ready in {self.ready_s:.2f} s ({self.cpu_s:.2f} s CPU), "
            f"{self.memory_mb:.0f} MB, then {self.memory_after_mb:.0f} MB; "
            f"pages/s {self.first:.0f} first, {self.again:.0f} again, {self.static:.0f} static "
            f"(ratios {self.first / self.static:.2f}, {self.again / self.static:.2f})"
        )


def measured(tickets: int) -> Measured:
    """Start a sandbox of a size and measure it."""
    began = time.perf_counter()
    room = Sandbox(tickets=tickets)
    ready = time.perf_counter() - began
    process = psutil.Process(room.process.pid)
    cpu, memory = sum(process.cpu_times()[:2]), process.memory_info().rss / 1e6
    pages = min(300, max(tickets // 100, 1))
    first, body = pages_a_second(room.freshdesk_url, room.api_key, pages)
    times = -(-300 // pages)
    again, _ = pages_a_second(room.freshdesk_url, room.api_key, pages, times)
    after = process.memory_info().rss / 1e6
    room.stop()
    static = static_pages_a_second(body, pages * times)
    return Measured(tickets, pages, ready, cpu, memory, after, first, again, static)


if __name__ == "__main__":
    for wanted in sys.argv[1:] or ["1000", "100000"]:
        sys.stdout.write(measured(int(wanted)).line() + "\n")
