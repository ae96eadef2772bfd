"""Slack calls: they run in threads of their own, reads are tried again, writes are sent once.

The client blocks, so it never runs on the caller's event loop; writes have threads that reads can't take.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from supporthub_ext.errors import ServiceDown, ServiceLimited, ServiceUnreadable
from supporthub_ext.services.leaving import may_leave
from supporthub_ext.services.slack_errors import NO_ANSWER, error_of, silence, unreadable, was_slow

Row = dict[str, Any]
Method = Callable[..., SlackResponse]

PAUSES = (0.3, 1.0, 3.0)  # seconds before a read is tried again
READ_WAITS_S = 60.0  # as long as a read waits when Slack asks for it
WRITE_WAITS_S = 5.0  # somebody sits in front of a write
WRITERS = 2  # threads
PAGE = 200  # rows of a list; more are allowed, and slower


class Calls:
    """Sends calls, in threads."""

    def __init__(self) -> None:
        self._readers = ThreadPoolExecutor(4, "slack-read")
        self._writers = ThreadPoolExecutor(WRITERS, "slack-write")
        self._free_writers = asyncio.Semaphore(WRITERS)
        self._not_before: dict[str, float] = {}  # method -> second of the monotonic clock

    def close(self) -> None:
        """Start no more calls; those under way end by themselves."""
        for pool in (self._readers, self._writers):
            pool.shutdown(wait=False, cancel_futures=True)

    async def read(self, method: Method, **arguments: Any) -> Row:
        """Ask, again if need be, and answer what Slack says.

        Raises
        ------
        ServiceError
            When it can't be read, however often we tried.
        """
        for pause in PAUSES:
            try:
                return await self._once(self._readers, method, arguments, READ_WAITS_S)
            except ServiceLimited:
                continue  # we know for how long
            except (ServiceDown, ServiceUnreadable) as problem:
                if was_slow(problem):  # asking again makes it no quicker
                    raise
            await asyncio.sleep(pause)
        return await self._once(self._readers, method, arguments, READ_WAITS_S)

    async def send(self, method: Method, **arguments: Any) -> Row:
        """Send a write once and answer what Slack says.

        Raises
        ------
        ServiceError
            With ``stored`` true when the write may have been stored all the same.
        """
        return await self._once(self._writers, method, arguments, WRITE_WAITS_S)

    async def pages(self, method: Method, **arguments: Any) -> AsyncIterator[Row]:
        """Ask for one page after the other.

        Raises
        ------
        ServiceError
            When one of them can't be read: half a list is never taken for the whole.
        """
        cursor, asked = "", set[str]()
        while cursor not in asked:
            asked.add(cursor)
            page = await self.read(method, cursor=cursor, **arguments)
            yield page
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return
        raise ServiceUnreadable("Slack's list goes in a circle.", service="slack")

    async def _once(self, pool: ThreadPoolExecutor, method: Method, arguments: Row, patience_s: float) -> Row:
        await self._wait_for(method.__name__, patience_s)
        try:
            if pool is self._writers:
                return await self._write(method, arguments)
            return await _in_thread(pool, method, arguments, write=False)
        except ServiceLimited as problem:
            self._not_before[method.__name__] = time.monotonic() + problem.retry_after_s
            raise

    async def _write(self, method: Method, arguments: Row) -> Row:
        """Wait for a thread first: a write that waited in line after it was asked about might leave late."""
        async with self._free_writers:
            may_leave()
            return await _in_thread(self._writers, method, arguments, write=True)

    async def _wait_for(self, name: str, patience_s: float) -> None:
        """Keep to what Slack asked for; a call that would have to wait too long is not made at all."""
        wait_s = self._not_before.get(name, 0.0) - time.monotonic()
        if wait_s > patience_s:
            raise ServiceLimited("Slack wants fewer calls.", service="slack", retry_after_s=wait_s)
        await asyncio.sleep(max(0.0, wait_s))


async def _in_thread(pool: ThreadPoolExecutor, method: Method, arguments: Row, *, write: bool) -> Row:
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool, lambda: _call(method, arguments, write))


def _call(method: Method, arguments: Row, write: bool) -> Row:
    try:
        answer = method(**arguments).data
    except SlackApiError as problem:
        raise error_of(problem, write=write) from problem
    except NO_ANSWER as problem:
        raise silence(problem, write=write) from problem
    if not isinstance(answer, dict):
        raise unreadable(200, write=write)
    return answer


class Connected:
    """One client and its calls: what reads and writes messages, channels and people starts from."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._calls = Calls()
