"""Reads long ticket lists so that no ticket is lost, several pages at a time where that is quicker.

FreshDesk lists by ``updated_at``, oldest first, in pages of 100. While we read, tickets are edited, deleted
and archived: each leaves its place, all behind it move up by one, and whoever reads page 7 after page 6 never
meets the ticket that moved from 7 to 6. An edited ticket comes again at the end; the one that moved does not.
Three things keep us safe, and none of them believes that the list stands still:

*A new start, not a next page.* We go on with ``updated_since`` at the last ticket that we have, so the two
pages overlap and nothing fits between them. This also leads past FreshDesk's last page, the 300th.

*Downwards.* Under one start, a page is read after the page behind it: a ticket only ever moves up, so it is
met all the same. A long list is cut into strands at pages that are read first; each strand is then read
downwards, all strands at once. The last page is read first and again at the end: if it still begins with the
same ticket, nothing in front of it has moved, and we are done. Otherwise the page at the top of each strand,
which was read too early, is read once more.

*More than a page in one second.* A bulk edit gives hundreds of tickets one ``updated_at``, and a new start
leads nowhere. Then we read on by page number to the end of that second, and downwards again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, TypeVar

Row = dict[str, Any]

PAGE_SIZE = 100
LAST_PAGE = 300  # FreshDesk serves no page of tickets beyond it
STRANDS = 8
LOOK_AHEAD = (
    10,
    32,
    100,
)  # is there a page of this number? The furthest one decides how much is read at once
# Whether `updated_since` includes its own second is not documented: a second earlier is right either way.
A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and whether there may be another behind it."""

    rows: list[Row]
    more: bool

    @property
    def ids(self) -> list[int]:
        """The rows' ids, in their order."""
        return [row["id"] for row in self.rows]


Result = TypeVar("Result")
Read = Callable[[datetime, int], Coroutine[Any, Any, Page]]
"""Reads a page by its start (``updated_since``) and its number, from 1."""


async def walk(
    read: Read, since: datetime, *, ahead: Callable[[], bool], last_page: int = LAST_PAGE
) -> AsyncIterator[list[Row]]:
    """Answer every ticket that changed since an instant, page by page, oldest change first.

    A ticket may come twice. When a page comes, everything that changed before it has come already: who stores
    pages as they come can stop anywhere, and go on from the newest ``updated_at`` that was stored.

    Parameters
    ----------
    read
        Reads one page.
    since
        From where to read, UTC.
    ahead
        Tells, once the first page has come, whether to read several pages at once where the list is long.
    last_page
        The highest page number that is served.
    """
    sizes = [size for size in LOOK_AHEAD if size <= last_page]
    while True:
        page = await read(since, 1)
        yield page.rows
        strands = await _strands(read, since, page, sizes) if page.more and ahead() else []
        for page in strands:
            yield page.rows
        further = _start_behind(page, since)
        if further is None and page.more:
            pages, page = await _one_second(read, since)
            for rows in pages:
                yield rows.rows
            further = _start_behind(page, since)
        if further is None or not (page.more or strands):
            return
        since = further


async def _strands(read: Read, since: datetime, first: Page, sizes: list[int]) -> list[Page]:
    """Answer the pages behind the first, the furthest that we looked for being the last; or none.

    None when the list is too short for it, or when more than a page of tickets moved past us.
    """
    early = {1: first} | await _look_ahead(read, since, sizes)
    last = max(early)
    if last == 1:
        return []
    tops = set(range(1, last, -(-last // STRANDS))) - set(early)
    early |= await _together(read, since, tops)
    pages = dict(early)
    await _all(_downwards(read, since, high, low, pages) for low, high in pairwise(sorted(early)))
    late: dict[int, Page] = {}
    if (await read(since, last)).ids[:1] != early[last].ids[:1]:
        late = await _together(read, since, set(early) - {last})
        if not all(set(late[number].ids) & set(early[number].ids) for number in late):
            sizes.pop()
            return []
    in_order = ((pages[number], late.get(number)) for number in sorted(pages))
    return [page for both in in_order for page in both if page is not None and page is not first]


async def _look_ahead(read: Read, since: datetime, sizes: list[int]) -> dict[int, Page]:
    """Answer the far pages that exist, and forget the sizes that this list no longer reaches."""
    found: dict[int, Page] = {}
    for size in sizes:
        page = await read(since, size)
        if page.rows:
            found[size] = page
        if not page.more:
            break
    sizes[:] = [size for size in sizes if size in found]
    return found


async def _downwards(read: Read, since: datetime, high: int, low: int, pages: dict[int, Page]) -> None:
    """Read the pages between two others, the highest number first."""
    for number in range(high - 1, low, -1):
        pages[number] = await read(since, number)


async def _one_second(read: Read, since: datetime) -> tuple[list[Page], Page]:
    """Answer the pages of a second that fills more than one, and the page that leads out of it."""
    pages = [await read(since, 1)]
    while pages[-1].more and _start_behind(pages[-1], since) is None:
        pages.append(await read(since, len(pages) + 1))
    top, number = pages[-1], len(pages)
    pages += [await read(since, lower) for lower in range(number - 1, 0, -1)]
    if not top.more:  # the list ends here, and what was edited while we read stands at its end now
        pages.append(await read(since, number))
    return pages, top


async def _together(read: Read, since: datetime, numbers: Iterable[int]) -> dict[int, Page]:
    wanted = sorted(numbers)
    return dict(zip(wanted, await _all(read(since, number) for number in wanted), strict=True))


async def _all(jobs: Iterable[Coroutine[Any, Any, Result]]) -> list[Result]:
    """Run jobs side by side; the first error ends the others and is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(job) for job in jobs]
    except ExceptionGroup as several:
        raise several.exceptions[0] from None
    return [task.result() for task in tasks]


def _start_behind(page: Page, since: datetime) -> datetime | None:
    """Answer where to go on behind a page, or None when that is no later than where we are."""
    known = (_instant(row.get("updated_at")) for row in reversed(page.rows))
    newest = next(filter(None, known), None)
    further = newest - A_SECOND if newest else since
    return further if further > since else None


def _instant(text: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
