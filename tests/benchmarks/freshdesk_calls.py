"""What the mirror costs in calls to FreshDesk and in its credits: a full pull, a refresh with 20 changed.

The refresher itself is measured, by the sandbox's log of requests.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs

from supporthub_ext.actions.refresh import Refresher
from tests.benchmarks.figure import Figure
from tests.benchmarks.office import office_at
from tests.sandbox.room import Sandbox

TICKETS, CHANGED = 10_000, 20
LIST = "/api/v2/tickets"

Request = dict[str, Any]


def measure() -> list[Figure]:
    """Answer calls against the fewest that would do, with their credits beside them."""
    room = Sandbox(tickets=TICKETS, open=40)
    try:
        with TemporaryDirectory() as folder:
            pull, refresh = asyncio.run(_watch(room, Path(folder)))
    finally:
        room.stop()
    lists, fewest = _lists(pull), TICKETS // 100
    again, others = _lists(refresh), [one for one in refresh if one not in _lists(refresh)]
    return [
        Figure(
            "ticket list calls of a full pull of 10,000",
            len(lists) / fewest,
            f"{fewest} pages of 100",
            bar=1.03,
            detail=f"{len(lists)} calls, {_credits(lists)} credits",
        ),
        Figure(
            "ticket list calls of a refresh with 20 changed",
            len(again),
            "1 page",
            bar=1,
            detail=f"{len(again)} call, {_credits(again)} credit",
        ),
        Figure(
            "other calls of that refresh",
            len(others) / CHANGED,
            f"{CHANGED} conversations that changed",
            bar=1,
            detail=f"{len(others)} calls, {_credits(others)} credits",
        ),
    ]


async def _watch(room: Sandbox, folder: Path) -> tuple[list[Request], list[Request]]:
    """Answer the requests of a first refresh, and of one after 20 requesters answered."""
    async with office_at(room, folder) as (office, refresher):
        pull = await _refresh(room, refresher)
        if (count := office.mirror.count()) < TICKETS:
            raise RuntimeError(f"{count} of {TICKETS} tickets came: nothing is measured by that.")
        for ticket_id in office.mirror.live(office.done_statuses)[:CHANGED]:
            room.answers(ticket_id, "Is there any news?")
        return pull, await _refresh(room, refresher)


async def _refresh(room: Sandbox, refresher: Refresher) -> list[Request]:
    room.clear_log()
    await refresher.run()
    if refresher.problem is not None:
        raise refresher.problem
    return room.log("freshdesk")


def _lists(requests: Iterable[Request]) -> list[Request]:
    """Answer the calls that list what changed; the slower look for hidden tickets is none of them."""
    return [one for one in requests if one["path"] == LIST and "filter=" not in one["query"]]


def _credits(requests: Iterable[Request]) -> int:
    """Answer what calls cost: one, and for each include two in a list and one in a view."""
    return sum(1 + _includes(one) * (2 if one["path"] == LIST else 1) for one in requests)


def _includes(request: Request) -> int:
    found = parse_qs(request["query"]).get("include", [])
    return len(found[0].split(",")) if found else 0
