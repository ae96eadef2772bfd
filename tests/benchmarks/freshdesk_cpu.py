"""CPU of pulling 10,000 tickets into the mirror, against the least that anybody could write.

The least is a bare loop of httpx, orjson and sqlite3: page after page, a row a ticket, a commit a page; no
retries, no limits, no look at what is there already. Both run in this process, the sandbox in another, turn
and turn about. CPU seconds of this process are compared, which a busy machine disturbs least.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import orjson

from tests.benchmarks.figure import Figure, middle
from tests.benchmarks.office import office_at
from tests.sandbox.room import Sandbox

TICKETS = 10_000
ROUNDS = 5
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
QUERY = {"updated_since": "2000-01-01T00:00:00Z", "order_by": "updated_at", "order_type": "asc"}

Pull = Callable[[Sandbox, Path], Coroutine[Any, Any, tuple[int, float]]]
"""Answers how many tickets came, and the CPU seconds that it took."""


def measure() -> list[Figure]:
    """Answer the ratio of the medians of several pulls."""
    room = Sandbox(tickets=TICKETS, open=40)
    try:
        spent: dict[Pull, list[float]] = {ours: [], bare: []}
        for pull in [ours, bare] * (ROUNDS + 1):
            spent[pull].append(_cpu(room, pull))
    finally:
        room.stop()
    of_ours, of_bare = (middle(spent[pull][1:]) for pull in (ours, bare))  # the first round warms up
    return [
        Figure(
            "CPU of pulling and storing 10,000 tickets",
            of_ours / of_bare,
            f"a bare loop of httpx, orjson and sqlite3: {of_bare:.2f} s",
            bar=1.5,
            detail=f"ours {of_ours:.2f} s, medians of {ROUNDS}",
        )
    ]


async def ours(room: Sandbox, folder: Path) -> tuple[int, float]:
    """Pull and store as the refresher does, conversations aside."""
    async with office_at(room, folder) as (office, refresher):
        before = time.process_time()
        async for page in office.freshdesk.tickets_since(LONG_AGO):
            refresher._store_page(page)
            await asyncio.sleep(0)
        return office.mirror.count(), time.process_time() - before


async def bare(room: Sandbox, folder: Path) -> tuple[int, float]:
    """Pull and store with nothing but what it takes."""
    database = sqlite3.connect(folder / "bare.sqlite")
    database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL")
    database.execute(
        "CREATE TABLE tickets (id INTEGER PRIMARY KEY, updated_at TEXT, status INTEGER, row BLOB)"
    )
    async with httpx.AsyncClient(auth=(room.api_key, "X"), trust_env=False) as client:
        before = time.process_time()
        more, page = True, 0
        while more:
            page += 1
            answer = await client.get(
                f"{room.freshdesk_url}/api/v2/tickets", params={**QUERY, "per_page": 100, "page": page}
            )
            rows = orjson.loads(answer.content)
            values = [(row["id"], row["updated_at"], row["status"], orjson.dumps(row)) for row in rows]
            database.executemany("INSERT OR REPLACE INTO tickets VALUES (?, ?, ?, ?)", values)
            database.commit()
            more = "link" in answer.headers
        count = int(database.execute("SELECT count(*) FROM tickets").fetchone()[0])
        spent = time.process_time() - before
    database.close()
    return count, spent


def _cpu(room: Sandbox, pull: Pull) -> float:
    with TemporaryDirectory() as folder:
        count, spent = asyncio.run(pull(room, Path(folder)))
    if count < TICKETS:
        raise RuntimeError(f"{count} of {TICKETS} tickets came: nothing is measured by that.")
    return spent
