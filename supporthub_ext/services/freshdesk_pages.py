"""Reads long ticket lists so that no ticket is lost, several pages at a time where that is quicker.

FreshDesk lists by ``updated_at``, oldest first, in pages of 100. While we read, tickets are edited, deleted
and archived: each leaves its place, all behind it move up by one, and whoever reads page 7 after page 6 never
meets the ticket that moved from 7 to 6. An edited ticket comes again at the end; the one that moved does not.
Three things keep us safe, and none of them believes that the list stands still:

*A new start, not a next page.* We go on with ``updated_since`` at the last ticket that we have, so the two
pages overlap and nothing fits between them. This also leads past FreshDesk's last page, the 300th.

*Downwards.* Under one start, a page is read after the page behind it: a ticket only ever moves up, so it is
met all the same. A far page is read first, then the first page of each strand of pages up to it, then each
strand downwards, all strands at once. At the end comes the far page again: if it still begins with the same
ticket, nothing in front of it has moved, and we are done. Otherwise the first page of each strand, which was
read too early, is read once more.

*More than a page in one second.* A bulk edit gives hundreds of tickets one ``updated_at``, and a new start
leads nowhere. Then we read on by page number to the end of that second, and downwards again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, TypeVar

Row = dict[str, Any]

PAGE_SIZE = 100
LAST_PAGE = 300  # FreshDesk serves no page of tickets beyond it
STRANDS = 8
LOOK_AHEAD = (100, 20)  # is there a page of this number? Then so many are read at once
# Whether `updated_since` includes its own second is not documented: a second earlier is right either way.
A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and whether there may be another behind it."""

    rows: list[Row]
    more: bool

    @property
    def places(self) -> list[tuple[int, Any]]:
        """The rows by id and time of change, in their order: an edited ticket is not where it was."""
        return [(row["id"], row.get("updated_at")) for row in self.rows]


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
        further = _start_behind(page, since)
        if page.more and further and ahead() and (strands := await _strands(read, further, sizes)):
            for page in strands:
                yield page.rows
            since, further = further, _start_behind(page, further)
        if page.more and not further:
            pages, page = await _one_second(read, since)
            for one in pages:
                yield one.rows
            further = _start_behind(page, since)
        if not further or not page.more:
            return
        since = further


async def _strands(read: Read, since: datetime, sizes: list[int]) -> list[Page]:
    """Answer many pages in their order, or none when the list is too short or moves too much for it.

    ``sizes`` loses those that are too large for this list: it grows no longer while we walk on.
    """
    last = await _far_page(read, since, sizes)
    if last is None:
        return []
    number = sizes[0]
    tops = await _together(read, since, range(1, number, -(-number // STRANDS)))
    pages = dict(tops)
    await _all(_downwards(read, since, low, high, pages) for low, high in pairwise([*tops, number]))
    again = await read(since, number)
    if again.places[:1] == last.places[:1]:
        return [*_in_order(pages), again]
    late = await _together(read, since, tops)
    if all(set(late[top].places) & set(tops[top].places) for top in tops):
        return [*_in_order(pages, late), replace(last, more=True)]
    del sizes[0]  # more than a page of tickets moved past us: read one page after another for a while
    return []


async def _far_page(read: Read, since: datetime, sizes: list[int]) -> Page | None:
    """Answer the furthest page that exists of those with a number in ``sizes``, or None."""
    while sizes:
        page = await read(since, sizes[0])
        if page.rows:
            return page
        del sizes[0]
    return None


def _in_order(*several: dict[int, Page]) -> list[Page]:
    """Answer pages by number; of two with one number, those of the later reading come second."""
    numbered = [(number, page) for pages in several for number, page in pages.items()]
    return [page for _, page in sorted(numbered, key=lambda one: one[0])]


async def _downwards(read: Read, since: datetime, low: int, high: int, pages: dict[int, Page]) -> None:
    """Read the pages between two others into ``pages``, the highest number first."""
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
