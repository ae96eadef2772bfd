"""GitHub calls: they run in threads of their own, reads are tried again, writes are sent once.

PyGithub blocks, so it never runs on the caller's event loop; a long read does not keep a write waiting.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Collection
from typing import Any

from supporthub_ext.errors import ServiceDown, ServiceLimited, ServiceUnreadable
from supporthub_ext.services.github_client import PAGE, make_requester
from supporthub_ext.services.github_errors import was_slow
from supporthub_ext.services.github_work import Lane, Row, Work, graph, rest
from supporthub_ext.services.leaving import may_leave

PAUSES = (0.3, 1.0, 3.0)  # seconds before a read is tried again
READ_WAITS_S = 60.0  # as long as a read waits when GitHub asks for it
WRITE_WAITS_S = 5.0  # somebody sits in front of a write
MOST_PAGES = 1000
NEXT = re.compile(r'<([^>]+)>; rel="next"')
SEARCH, GRAPH, CORE = "search", "graphql", "core"  # GitHub counts these apart


class Calls:
    """Sends calls with one token.

    Parameters
    ----------
    url, token, timeout_s
        As for the requester.
    """

    def __init__(self, url: str, token: str, timeout_s: float) -> None:
        self._reads = Lane("read", make_requester(url, token, timeout_s), READ_WAITS_S)
        self._writes = Lane(
            "write", make_requester(url, token, timeout_s, writes=True), WRITE_WAITS_S, writes=True
        )
        self._free_writer = asyncio.Lock()  # a lane has one thread
        self._not_before: dict[str, float] = {}  # resource -> second of the monotonic clock

    def close(self) -> None:
        """Start no more calls; those under way end by themselves."""
        self._reads.close()
        self._writes.close()

    # -- REST ------------------------------------------------------------------------------------------

    async def read(self, path: str, **parameters: Any) -> Any:
        """Ask, again if need be, and answer the JSON.

        Raises
        ------
        ServiceError
            When it can't be read, however often we tried.
        """
        return (await self._patiently(_resource(path), rest("GET", path, asked=parameters)))[1]

    async def read_once(self, path: str, **parameters: Any) -> Any:
        """Ask once, wait for nothing, and answer the JSON: for what can be done without.

        Raises
        ------
        ServiceError
            When it can't be read now.
        """
        work = rest("GET", path, asked=parameters)
        return (await self._once(self._reads, _resource(path), work, patience_s=0.0))[1]

    async def send(self, verb: str, path: str, body: Any = None) -> Any:
        """Send a write once and answer the JSON.

        Raises
        ------
        ServiceError
            With ``stored`` true when the write may have been stored all the same.
        """
        return (await self._once(self._writes, CORE, rest(verb, path, body=body)))[1]

    async def pages(self, path: str, **parameters: Any) -> AsyncIterator[Any]:
        """Ask for one page after the other, by the links that GitHub gives.

        Raises
        ------
        ServiceError
            When one of them can't be read: half a list is never taken for the whole.
        """
        asked: Row = {"per_page": PAGE, **parameters}
        for _ in range(MOST_PAGES):
            headers, page = await self._patiently(_resource(path), rest("GET", path, asked=asked))
            yield page
            found = NEXT.search(headers.get("link", ""))
            if not found:
                return
            path, asked = found.group(1), {}
        raise ServiceUnreadable("GitHub's list does not come to an end.", service="github")

    # -- GraphQL ---------------------------------------------------------------------------------------

    async def query(self, document: str, *, tolerated: Collection[str] = (), **variables: Any) -> Row:
        """Ask over GraphQL and answer ``data``.

        Parameters
        ----------
        document, variables
            What is asked.
        tolerated
            Types of errors that may stand beside the data: what we may not see is left out then.

        Raises
        ------
        ServiceError
            When it can't be read, or GitHub says no.
        """
        data: Row
        _, data = await self._patiently(GRAPH, graph(document, variables, tolerated))
        return data

    async def mutate(self, document: str, **variables: Any) -> Row:
        """Send a mutation once and answer ``data``.

        Raises
        ------
        ServiceError
            With ``stored`` true when it may have been stored all the same.
        """
        data: Row
        _, data = await self._once(self._writes, GRAPH, graph(document, variables))
        return data

    # -- sending ---------------------------------------------------------------------------------------

    async def _patiently(self, resource: str, work: Work) -> tuple[Row, Any]:
        for pause in PAUSES:
            try:
                return await self._once(self._reads, resource, work)
            except ServiceLimited:
                continue  # we know for how long
            except (ServiceDown, ServiceUnreadable) as problem:
                if was_slow(problem):  # asking again makes it no quicker
                    raise
            await asyncio.sleep(pause)
        return await self._once(self._reads, resource, work)

    async def _once(
        self, lane: Lane, resource: str, work: Work, patience_s: float | None = None
    ) -> tuple[Row, Any]:
        await self._wait_for(resource, lane.patience_s if patience_s is None else patience_s)
        try:
            if not lane.writes:
                return await lane.run(work)
            async with self._free_writer:  # a write that waited in line once it was asked about leaves late
                may_leave()
                return await lane.run(work)
        except ServiceLimited as problem:
            self._not_before[resource] = time.monotonic() + problem.retry_after_s
            raise

    async def _wait_for(self, resource: str, patience_s: float) -> None:
        """Keep to what GitHub asked for; a call that would have to wait too long is not made at all."""
        wait_s = self._not_before.get(resource, 0.0) - time.monotonic()
        if wait_s > patience_s:
            raise ServiceLimited("GitHub wants fewer calls.", service="github", retry_after_s=wait_s)
        await asyncio.sleep(max(0.0, wait_s))


def _resource(path: str) -> str:
    return SEARCH if "/search/" in path else CORE
