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

from collections.abc import AsyncIterator, Callable
from datetime import datetime

from supporthub_ext.services.freshdesk_pages import LAST_PAGE, Page, Read, Row, start_behind
from supporthub_ext.services.freshdesk_strands import LOOK_AHEAD, strands


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
        further = start_behind(page, since)
        if page.more and further and ahead() and (many := await strands(read, further, sizes)):
            for page in many:
                yield page.rows
            since, further = further, start_behind(page, further)
        if page.more and not further:
            pages, page = await _one_second(read, since)
            for one in pages:
                yield one.rows
            further = start_behind(page, since)
        if not further or not page.more:
            return
        since = further


async def _one_second(read: Read, since: datetime) -> tuple[list[Page], Page]:
    """Answer the pages of a second that fills more than one, and the page that leads out of it."""
    pages = [await read(since, 1)]
    while pages[-1].more and start_behind(pages[-1], since) is None:
        pages.append(await read(since, len(pages) + 1))
    top, number = pages[-1], len(pages)
    pages += [await read(since, lower) for lower in range(number - 1, 0, -1)]
    if not top.more:  # the list ends here, and what was edited while we read stands at its end now
        pages.append(await read(since, number))
    return pages, top
