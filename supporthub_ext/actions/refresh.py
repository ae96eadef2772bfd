"""FreshDesk -> mirror: what changed since last time.

A refresh is one list call, plus the conversations of tickets that changed. What the list hides is found by
the slower look in `hidden.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from supporthub_ext.actions.office import Office
from supporthub_ext.errors import ServiceMissing, SupportHubError
from supporthub_ext.services.freshdesk_limits import too_many
from supporthub_ext.store.documents import instant

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
OVERLAP = timedelta(minutes=1)  # `updated_since` may be inclusive or exclusive: not documented
SAME_SECOND = timedelta(seconds=2)  # FreshDesk tells times by the second, and its clock is not quite ours
NAMES_EVERY = timedelta(hours=1)
SHORT_PAUSE_S = 5.0  # nobody has to hear of a shorter one
TOGETHER = 8  # conversations asked for at once
OPENING = ("description", "description_text", "attachments", "requester", "company")  # of the view only
EMBEDDED = 10  # the view embeds the first ten conversations at most

Row = dict[str, Any]


class Refresher:
    """Keeps the mirror true.

    Parameters
    ----------
    office
        The stores and services to work with.

    Attributes
    ----------
    problem
        The error that stopped the last refresh, or None.
    as_of
        When the last complete refresh began, on our clock; None before the first.
    pulling
        True while the very first pull is under way.
    filled
        Set once a pull was complete, by us or by whoever kept this mirror before.
    changed
        Ids of tickets that moved since somebody last emptied this set.
    names_changed
        True when names of agents or communities were read since somebody last reset it.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = asyncio.Lock()
        self.problem: SupportHubError | None = None
        self.changed: set[int] = set()
        self.names_changed = False
        self._fresh: set[int] = set()  # tickets that were read in the very second in which they changed
        mark = office.mirror.mark("as_of")
        self.as_of = datetime.fromisoformat(mark) if mark else None
        self.filled = asyncio.Event()
        if mark:
            self.filled.set()

    @property
    def pulling(self) -> bool:
        """Whether no pull was ever complete."""
        return self.as_of is None

    @property
    def trouble(self) -> SupportHubError | None:
        """What stands between us and fresh data: the last error, or that FreshDesk wants us to rest."""
        if self.problem is None and self._office.pause_s > SHORT_PAUSE_S:
            return too_many(self._office.pause_s)
        return self.problem

    async def run(self) -> None:
        """Bring the mirror up to date once; an error is kept in ``problem``, not raised."""
        async with self._lock:
            began = await self._office.clock.read()
            try:
                await self._pull(began)
            except SupportHubError as problem:
                self._note(problem)
            else:
                self.problem, self.as_of = None, began
                self.filled.set()
                self._office.mirror.set_mark("as_of", instant(began))

    async def ticket(self, ticket_id: int) -> None:
        """Read one ticket anew, with its conversation.

        Raises
        ------
        ServiceError
            When FreshDesk does not answer it; a ticket that is gone leaves the queue first.
        """
        try:
            view = await self._office.freshdesk.ticket(ticket_id)
        except ServiceMissing:
            self.hide([ticket_id], "gone")
            raise
        if _hidden(view):
            self.store(view)
            return
        talk = view.pop("conversations", None) or []
        if len(talk) >= EMBEDDED:
            talk = await self._office.freshdesk.conversations(ticket_id)
        opening = {name: view.get(name) for name in OPENING}
        self._store_row(view)
        self._office.mirror.put_conversation(ticket_id, talk, opening)
        self._note_fresh(ticket_id, view)
        self.changed |= {ticket_id} | self._office.elsewhere.put_merged(ticket_id, talk)

    async def ticket_or_later(self, ticket_id: int) -> None:
        """Read one ticket anew; when FreshDesk does not answer now, the next refresh will."""
        with suppress(SupportHubError):
            await self.ticket(ticket_id)

    # -- the pull --------------------------------------------------------------------------------------

    async def _pull(self, now: datetime) -> None:
        await self._names(now)
        async for page in self._office.freshdesk.tickets_since(self._start(now)):
            self._store_page(page)
            await asyncio.sleep(0)  # the worker answers others between two pages
        await self._conversations()

    def _start(self, now: datetime) -> datetime:
        """Answer from where to read: what we read up to, less an overlap, and never later than now."""
        mark = self._office.mirror.mark("read_to")
        return min(datetime.fromisoformat(mark), now) - OVERLAP if mark else LONG_AGO

    def _store_page(self, page: list[Row]) -> None:
        """Store a page. A first pull wants the conversations of live tickets; later all that moved count."""
        done = self._office.done_statuses
        wanted = {row["id"] for row in page if not self.pulling or row.get("status") not in done}
        newest = max(filter(None, (_time(row.get("updated_at")) for row in page)), default=None)
        mark = {"read_to": instant(newest)} if newest else {}
        self.changed |= self._office.mirror.put_page(page, wanted, mark)

    async def _names(self, now: datetime) -> None:
        """Learn once an hour what agents and communities are called.

        A plain agent's key may not list agents: that is no obstacle, the roster knows ours.
        """
        freshdesk, mirror = self._office.freshdesk, self._office.mirror
        known_at = _time(mirror.mark("names_at"))
        if known_at and abs(now - known_at) < NAMES_EVERY:
            return
        agents = await freshdesk.agents() or []
        mirror.put_names("agent", {agent["id"]: _name(agent.get("contact")) for agent in agents})
        companies = await freshdesk.companies()
        mirror.put_names("company", {company["id"]: _name(company) for company in companies})
        mirror.set_mark("names_at", instant(now))
        self.names_changed = True

    async def _conversations(self) -> None:
        """Read the conversations that changed, a few at a time, newest change first.

        What was read in the second in which it changed is read again until that second is over: another word
        that came in it shows in no list.
        """
        wanted, fresh = self._office.mirror.wanted(), self._fresh
        self._fresh = set()
        wanted += [(ticket_id, True) for ticket_id in fresh.difference(one for one, _ in wanted)]
        for first in range(0, len(wanted), TOGETHER):
            batch = wanted[first : first + TOGETHER]
            answers = await asyncio.gather(
                *(self._conversation(*one) for one in batch), return_exceptions=True
            )
            for answer in answers:
                if isinstance(answer, BaseException):
                    raise answer

    async def _conversation(self, ticket_id: int, opening_known: bool) -> None:
        if not opening_known:
            with suppress(ServiceMissing):
                await self.ticket(ticket_id)
            return
        try:
            rows = await self._office.freshdesk.conversations(ticket_id)
        except ServiceMissing:
            self.hide([ticket_id], "gone")
            return
        self._office.mirror.put_conversation(ticket_id, rows)
        self._note_fresh(ticket_id, *(one.row for one in self._office.mirror.get([ticket_id])))
        self.changed |= {ticket_id} | self._office.elsewhere.put_merged(ticket_id, rows)

    def _note_fresh(self, ticket_id: int, *rows: Row) -> None:
        now = self._office.clock.now()
        if any((at := _time(row.get("updated_at"))) and now - at < SAME_SECOND for row in rows):
            self._fresh.add(ticket_id)

    def _store_row(self, view: Row) -> None:
        """Store a view as the row that the list would serve, so that the next list finds it unchanged.

        So when it did change, what was said is to be read too: no list will tell of it again.
        """
        known = self._office.mirror.get([view["id"]])
        row = {name: view.get(name, old) for name, old in known[0].row.items()} if known else view
        for name in OPENING:
            row.pop(name, None)
        self.changed |= self._office.mirror.put_page([row], {view["id"]}, {})

    # -- small things ----------------------------------------------------------------------------------

    def store(self, view: Row) -> None:
        """Store a ticket that was asked for, or take it out of the queue when FreshDesk's list hides it."""
        if why := _hidden(view):
            self.hide([view["id"]], why)
        else:
            self._store_row(view)

    def hide(self, ids: Iterable[int], why: str) -> None:
        """Take tickets out of the queue."""
        if ids := set(ids):
            self._office.mirror.hide(ids, why)
            self.changed |= ids

    def _note(self, problem: SupportHubError) -> None:
        if self.problem is None or self.problem.message != problem.message:
            self._office.log.warning("Refresh: %s %s", problem.message, problem.what_to_do)
        self.problem = problem


def _hidden(view: Row) -> str | None:
    """Answer why FreshDesk's list no longer serves a ticket, or None."""
    return "deleted" if view.get("deleted") else "spam" if view.get("spam") else None


def _name(record: Row | None) -> str:
    return str((record or {}).get("name") or "")


def _time(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
