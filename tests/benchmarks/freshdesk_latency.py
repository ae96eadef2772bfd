"""How much sooner 10,000 tickets are here when pages are read together, none of them lost.

FreshDesk is far away: each list call takes a tenth of a second. The pull, which reads ahead where it may,
is compared with its own calls one after another.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime

from supporthub_ext.services.freshdesk import FreshDesk
from tests.benchmarks.figure import Figure
from tests.sandbox.room import Sandbox

TICKETS, AWAY_S = 10_000, 0.1
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def measure() -> list[Figure]:
    """Answer the time of one pull against the sum of its calls' own answer times."""
    room = Sandbox(tickets=TICKETS, open=40)
    try:
        room.fault(service="freshdesk", method="GET", path="*/tickets", delay_s=AWAY_S)
        spent, count = asyncio.run(_pull(room))
        calls = len(room.log("freshdesk"))
    finally:
        room.stop()
    if count != TICKETS:
        raise RuntimeError(f"{count} of {TICKETS} tickets came: nothing is measured by that.")
    return [
        Figure(
            "time of a full pull of 10,000 when each call takes 100 ms",
            spent / (calls * AWAY_S),
            f"its {calls} calls one after another: {calls * AWAY_S:.1f} s",
            detail=f"{spent:.1f} s",
        )
    ]


async def _pull(room: Sandbox) -> tuple[float, int]:
    freshdesk = FreshDesk(room.freshdesk_url, room.api_key)
    began = time.monotonic()
    found = {row["id"] async for page in freshdesk.tickets_since(LONG_AGO) for row in page}
    spent = time.monotonic() - began
    await freshdesk.close()
    return spent, len(found)
