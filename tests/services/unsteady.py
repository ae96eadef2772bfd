"""A ticket list over real HTTP that fails and moves as it is told, where the sandbox's faults can't."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

BEGAN = datetime(2026, 3, 1, tzinfo=UTC)

Fault = Callable[["Listing"], Awaitable[None] | None]


class Desk:
    """An account with nothing but tickets, one a minute, and a say in how each call goes.

    Parameters
    ----------
    tickets
        How many there are, with ids from 1 in order of their last change.
    fault, every
        What answers instead of the list, when given, and how often: at every fifth call.
    meanwhile
        Called before each answer is made: somebody edits, or deletes.
    headers
        Go with every answer.
    last_page
        The highest page number that is served.
    """

    def __init__(
        self,
        tickets: int,
        fault: Fault | None = None,
        *,
        meanwhile: Callable[[Desk], None] | None = None,
        headers: dict[str, str] | None = None,
        every: int = 5,
        last_page: int = 300,
    ) -> None:
        self.at = {id_: BEGAN + timedelta(minutes=id_) for id_ in range(1, tickets + 1)}
        self.fault, self.every, self.meanwhile, self.headers = fault, every, meanwhile, headers or {}
        self.last_page = last_page
        self.calls: list[dict[str, str]] = []
        self.chance = random.Random(7)
        self.url = ""

    def edit(self, id_: int) -> None:
        """Change a ticket now: it goes to the end of the list."""
        self.at[id_] = max(self.at.values()) + timedelta(seconds=1)

    def answer(self, query: dict[str, str]) -> list[dict[str, Any]]:
        """Answer what the list holds from ``updated_since`` on, oldest change first."""
        since = datetime.fromisoformat(query["updated_since"])
        order = sorted((at, id_) for id_, at in self.at.items() if at >= since)
        return [{"id": id_, "updated_at": at.isoformat().replace("+00:00", "Z")} for at, id_ in order]


class Listing(RequestHandler):
    def initialize(self, desk: Desk) -> None:
        self.desk = desk

    async def get(self) -> None:
        desk, query = (
            self.desk,
            {name: self.get_query_argument(name) for name in self.request.query_arguments},
        )
        desk.calls.append(query)
        fails = len(desk.calls) % desk.every == 0
        await asyncio.sleep(desk.chance.uniform(0, 0.002))  # calls in flight together overtake each other
        for name, value in desk.headers.items():
            self.set_header(name, value)
        if desk.fault and fails:
            await self.fail(desk.fault)
            return
        if int(query["page"]) > desk.last_page:
            status(400, b'{"errors": [{"field": "page", "message": "beyond the last page"}]}')(self)
            return
        if desk.meanwhile:
            desk.meanwhile(desk)
        rows, end = desk.answer(query), int(query["page"]) * int(query["per_page"])
        if len(rows) > end:
            self.set_header("Link", f'<{desk.url}/api/v2/tickets?page={int(query["page"]) + 1}>; rel="next"')
        self.finish(orjson.dumps(rows[end - int(query["per_page"]) : end]))

    async def post(self) -> None:
        """Store what is sent, then say what the fault says."""
        self.desk.calls.append({"body": self.request.body.decode()})
        assert self.desk.fault is not None
        await self.fail(self.desk.fault)

    async def fail(self, fault: Fault) -> None:
        """Say what the fault says."""
        if (waiting := fault(self)) is not None:
            await waiting


@asynccontextmanager
async def serving(desk: Desk) -> AsyncIterator[Desk]:
    """Serve a desk on loopback while the block runs."""
    sockets = bind_sockets(0, "127.0.0.1")
    desk.url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
    application = Application([("/api/v2/tickets.*", Listing, {"desk": desk})], log_function=lambda _: None)
    server = HTTPServer(application)
    server.add_sockets(sockets)
    try:
        yield desk
    finally:
        server.stop()
        await server.close_all_connections()


def status(code: int, body: bytes = b"", **headers: str) -> Fault:
    def fault(call: Listing) -> None:
        call.set_status(code)
        for name, value in headers.items():
            call.set_header(name.replace("_", "-"), value)
        call.finish(body)

    return fault


html = status(200, b"<!doctype html><title>Log in</title>", Content_Type="text/html")
other_json = status(200, b'{"tickets": []}')
cut_json = status(200, b'[{"id": 1')


def truncated(call: Listing) -> None:
    _raw(call, b'HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n[{"id": 1')


def dropped(call: Listing) -> None:
    _raw(call, b"")


async def silent(_: Listing) -> None:
    """Say nothing for longer than the tests wait."""
    await asyncio.sleep(1)


def _raw(call: Listing, said: bytes) -> None:
    stream = call.detach()
    if said:
        stream.write(said)
    stream.close()
