"""A page of a FreshDesk list, and where to go on behind it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from supporthub_ext.services.freshdesk_text import instant

Row = dict[str, Any]

PAGE_SIZE = 100
LAST_PAGE = 300  # FreshDesk serves no page of tickets beyond it
# Whether `updated_since` includes its own second is not documented: a second earlier is right either way.
A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and whether there may be another behind it."""

    rows: list[Row]
    more: bool

    @property
    def places(self) -> list[tuple[int, str]]:
        """The rows by id and time of change, in their order: an edited ticket is not where it was."""
        return [(row["id"], str(row.get("updated_at"))) for row in self.rows]


Read = Callable[[datetime, int], Coroutine[Any, Any, Page]]
"""Reads a page by its start (``updated_since``) and its number, from 1."""


def start_behind(page: Page, since: datetime) -> datetime | None:
    """Answer where to go on behind a page, or None when that is no later than where we are."""
    known = (instant(row.get("updated_at")) for row in reversed(page.rows))
    newest = next(filter(None, known), None)
    further = newest - A_SECOND if newest else since
    return further if further > since else None
