"""A tiny server extension to measure against: bare bytes behind a token, and how late the loop is."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import orjson
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado.web import authenticated

TICK_S = 0.005


class BytesHandler(APIHandler):
    """Answers the bytes of a file, read once."""

    auth_resource = "probe:bytes"
    kept: bytes = b""

    @authenticated
    @authorized
    async def get(self) -> None:
        """Answer them; ``?file=`` names another file."""
        if name := self.get_query_argument("file", None):
            BytesHandler.kept = Path(name).read_bytes()  # noqa: ASYNC240 - once, before anything is measured
        self.finish(BytesHandler.kept)


class StallHandler(APIHandler):
    """Answers how late the loop's ticks came, in seconds, since it was asked last."""

    auth_resource = "probe:stall"
    late: list[float] = []  # noqa: RUF012 - one list for the one loop

    @authenticated
    @authorized
    async def get(self) -> None:
        """Answer and begin anew."""
        found, StallHandler.late = StallHandler.late, []
        self.finish(orjson.dumps({"late": found}))


async def tick_for_ever() -> None:
    """Note by how much each tick of the server's loop is late."""
    while True:
        before = time.perf_counter()
        await asyncio.sleep(TICK_S)
        StallHandler.late.append(max(0.0, time.perf_counter() - before - TICK_S))


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    return [{"module": "tests.benchmarks.probe"}]


def _load_jupyter_server_extension(serverapp: Any) -> None:
    base = serverapp.web_app.settings["base_url"]
    serverapp.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, "probe/bytes"), BytesHandler),
            (url_path_join(base, "probe/stall"), StallHandler),
        ],
    )
    serverapp.io_loop.call_later(0, lambda: asyncio.ensure_future(tick_for_ever()))
