"""A public calendar, read over HTTP: the Team Roles, or the hubs' events. Nothing is ever written there.

What did not change since the last look is not sent again by who serves ETags, and not parsed again here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from urllib.parse import urlsplit

from icalendar import Calendar as Parsed

from supporthub_ext.errors import (
    ServiceDown,
    ServiceError,
    ServiceMissing,
    ServiceRefused,
    ServiceRejected,
    ServiceUnreadable,
)
from supporthub_ext.models import CalendarRecord
from supporthub_ext.services.calendar_records import CalendarEvent, all_day_records, events, read_calendar
from supporthub_ext.services.transport import Answer, Transport

TIMEOUT_S = 20.0
PAUSES = (0.3, 1.0)  # seconds before a read is tried again
PUBLIC = "Is the calendar public, and its address right? A private one has an address of its own."

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class _Copy:
    content: bytes
    tag: str
    parsed: Parsed


class Calendar:
    """One calendar.

    Parameters
    ----------
    url
        Its iCalendar address, https, or http on this machine. A private address is a secret: it shows in no
        repr, log or error.
    timeout_s
        How long to wait for an answer, in seconds.

    Raises
    ------
    ConfigurationError
        When the URL is neither https nor on this machine.
    """

    def __init__(self, url: str, *, timeout_s: float = TIMEOUT_S) -> None:
        parts = urlsplit(url)
        self._path = parts.path.lstrip("/") + (f"?{parts.query}" if parts.query else "")
        root = f"{parts.scheme}://{parts.netloc}"
        self._http = Transport("calendar", "The calendar", root, timeout_s=timeout_s)
        self._copy: _Copy | None = None

    def __repr__(self) -> str:
        return f"Calendar({self._http.root!r})"

    async def close(self) -> None:
        """Close the connection."""
        await self._http.close()

    async def records(self, first: date, end: date) -> tuple[CalendarRecord, ...]:
        """Answer the all-day events that touch the days from ``first`` to ``end`` (exclusive).

        Cancelled events are left out; swaps made by hand and slips of the pen are answered as they stand.

        Raises
        ------
        ServiceMissing, ServiceRefused
            When there is no such calendar, or it is not public.
        ServiceDown, ServiceUnreadable
            When no answer came, or one that is no calendar.
        """
        return await self._look(lambda parsed: all_day_records(parsed, first, end))

    async def events(self, first: datetime, end: datetime) -> tuple[CalendarEvent, ...]:
        """Answer every event that touches the time from ``first`` to ``end`` (exclusive), repeats one by one.

        Raises
        ------
        ServiceMissing, ServiceRefused, ServiceDown, ServiceUnreadable
            As for :meth:`records`.
        """
        return await self._look(lambda parsed: events(parsed, first, end))

    async def _look(self, take: Callable[[Parsed], Found]) -> Found:
        self._copy = await self._read()
        try:
            return await asyncio.to_thread(take, self._copy.parsed)  # a year of events takes its time
        except (ValueError, TypeError, KeyError, AttributeError) as problem:
            raise _unreadable() from problem

    async def _read(self) -> _Copy:
        answer = await self._fetch()
        if answer.status == 304 and self._copy is not None:
            return self._copy
        if answer.status != 200:
            raise _error(answer.status)
        if self._copy is not None and self._copy.content == answer.content:
            return self._copy
        try:
            parsed = await asyncio.to_thread(read_calendar, answer.content)
        except (ValueError, TypeError, KeyError, IndexError) as problem:
            raise _unreadable() from problem
        return _Copy(answer.content, answer.headers.get("etag", ""), parsed)

    async def _fetch(self) -> Answer:
        """Ask for the calendar, again when nothing came."""
        headers = {"Accept": "text/calendar"}
        if self._copy and self._copy.tag:
            headers["If-None-Match"] = self._copy.tag
        for pause in PAUSES:
            try:
                answer = await self._http.exchange("GET", self._path, headers=headers)
            except ServiceDown:
                await asyncio.sleep(pause)
                continue
            if answer.status < 500:
                return answer
            await asyncio.sleep(pause)
        return await self._http.exchange("GET", self._path, headers=headers)


def _error(status: int) -> ServiceError:
    if status in {404, 410}:
        return ServiceMissing("There is no such calendar.", PUBLIC, service="calendar", status=status)
    if status in {401, 403}:
        return ServiceRefused("The calendar is not public.", PUBLIC, service="calendar", status=status)
    if status >= 500 or status == 429:
        message = f"The calendar's server has trouble of its own (HTTP {status})."
        return ServiceDown(message, service="calendar", status=status)
    return ServiceRejected(
        f"The calendar's server says no (HTTP {status}).", service="calendar", status=status
    )


def _unreadable() -> ServiceUnreadable:
    return ServiceUnreadable(
        "What stands at the calendar's address is no calendar.", PUBLIC, service="calendar"
    )
