"""Many pages of a list at once, none of whose tickets is lost: read downwards, in strands.

``freshdesk_walk`` tells why this is safe.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any, TypeVar

from supporthub_ext.services.freshdesk_pages import Page, Read

STRANDS = 8
LOOK_AHEAD = (100, 20)  # is there a page of this number? Then so many are read at once

Result = TypeVar("Result")


async def strands(read: Read, since: datetime, sizes: list[int]) -> list[Page]:
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
