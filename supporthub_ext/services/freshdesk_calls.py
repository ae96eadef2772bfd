"""FreshDesk calls: reads are tried again when that may help, writes are sent once, all pass one gate."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from supporthub_ext.errors import ServiceDown, ServiceLimited, ServiceUnreadable
from supporthub_ext.services.freshdesk_errors import decoded, unreadable
from supporthub_ext.services.freshdesk_gate import Gate
from supporthub_ext.services.freshdesk_limits import RateUsage
from supporthub_ext.services.freshdesk_pages import PAGE_SIZE, Page, Row
from supporthub_ext.services.transport import Answer, Transport, was_slow

# Seconds before a read is tried again, a little more or less each time so that eight do not come at once.
PAUSES = (0.2, 0.6, 1.8)
PASSING = {500, 502, 503, 504}

Decoded = TypeVar("Decoded")
Query = Mapping[str, Any]


class Calls:
    """Sends calls below ``/api/v2/`` and answers rows.

    Parameters
    ----------
    transport
        The connection to FreshDesk.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._gate = Gate()

    @property
    def usage(self) -> RateUsage:
        """What FreshDesk's last answer said of its limit."""
        return self._gate.budget.usage(time.monotonic())

    async def row(self, path: str, query: Query | None = None) -> Row:
        """Read one record.

        Raises
        ------
        ServiceError
            When it can't be read, however often we tried.
        """
        return await self._patiently(path, query or {}, _row, listing=False)

    async def page(self, path: str, query: Query, *, listing: bool = False) -> Page:
        """Read one page of a list. ``listing`` marks ticket lists, which have a smaller limit of their own.

        Raises
        ------
        ServiceError
            When it can't be read, however often we tried.
        """
        return await self._patiently(path, query, _page, listing=listing)

    async def send(self, method: str, path: str, body: Mapping[str, Any]) -> Row:
        """Send a write once and answer the record that came back.

        Raises
        ------
        ServiceError
            With ``stored`` true when the write may have been stored all the same.
        """
        async with await self._gate.write():
            answer = await self._transport.exchange(method, f"api/v2/{path}", body=body)
        self._learn(answer)
        return _row(answer, write=True)

    async def _patiently(
        self, path: str, query: Query, decode: Callable[[Answer], Decoded], *, listing: bool
    ) -> Decoded:
        until = self._gate.patience()
        for pause in PAUSES:
            try:
                return decode(await self._read(path, query, listing, until))
            except ServiceLimited:
                continue  # the gate knows for how long
            except (ServiceDown, ServiceUnreadable) as problem:
                if was_slow(problem) or problem.status not in {None, *PASSING, *range(200, 300)}:
                    raise
            await asyncio.sleep(pause * random.uniform(0.75, 1.25))  # noqa: S311 (no secret)
        return decode(await self._read(path, query, listing, until))

    async def _read(self, path: str, query: Query, listing: bool, until: float) -> Answer:
        async with await self._gate.read(until, listing=listing):
            answer = await self._transport.exchange("GET", f"api/v2/{path}", query)
        self._learn(answer)
        return answer

    def _learn(self, answer: Answer) -> None:
        self._gate.budget.learn(time.monotonic(), answer.status, answer.headers)


def _row(answer: Answer, *, write: bool = False) -> Row:
    found = decoded(answer, write=write)
    if isinstance(found, dict):
        return found
    if write and found is None:  # 204: done, and nothing to say about it
        return {}
    raise unreadable("holds no record where we asked for one", answer.status, write=write)


def _page(answer: Answer) -> Page:
    """Answer a page. A full page may have a next one even where somebody between us ate the Link header."""
    rows = decoded(answer, write=False)
    if not isinstance(rows, list) or not all(
        type(row) is dict and type(row.get("id")) is int for row in rows
    ):
        raise unreadable("is no list of records", answer.status)
    return Page(rows, more=len(rows) >= PAGE_SIZE or 'rel="next"' in answer.headers.get("link", ""))
