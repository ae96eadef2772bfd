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
from urllib.parse import urlsplit

import psutil
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from tests.sandbox.room import Sandbox

PATH = "/api/v2/tickets?updated_since=2000-01-01&per_page=100&order_by=updated_at&order_type=asc&page="


def pages_a_second(url: str, key: str, pages: int) -> tuple[float, bytes]:
    """Read the first pages one after the other; answer how many a second, and the last one's bytes."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    headers = {"Authorization": "Basic " + base64.b64encode(f"{key}:X".encode()).decode()}
    body, began = b"", time.perf_counter()
    for page in range(1, pages + 1):
        connection.request("GET", f"{PATH}{page}", headers=headers)
        body = connection.getresponse().read()
    return pages / (time.perf_counter() - began), body


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


def measure(tickets: int) -> str:
    """Answer one line of figures."""
    began = time.perf_counter()
    room = Sandbox(tickets=tickets)
    ready = time.perf_counter() - began
    process = psutil.Process(room.process.pid)
    cpu, memory = sum(process.cpu_times()[:2]), process.memory_info().rss / 1e6
    pages = min(300, max(tickets // 100, 1))
    first, body = pages_a_second(room.freshdesk_url, room.api_key, pages)
    again, _ = pages_a_second(room.freshdesk_url, room.api_key, pages)
    after = process.memory_info().rss / 1e6
    room.stop()
    static = static_pages_a_second(body, pages)
    return (
        f"{tickets:>7} tickets: ready in {ready:.2f} s ({cpu:.2f} s CPU), "
        f"{memory:.0f} MB, then {after:.0f} MB; "
        f"pages/s {first:.0f} first, {again:.0f} again, {static:.0f} static "
        f"(ratios {first / static:.2f}, {again / static:.2f})"
    )


if __name__ == "__main__":
    for wanted in sys.argv[1:] or ["1000", "100000"]:
        sys.stdout.write(measure(int(wanted)) + "\n")
