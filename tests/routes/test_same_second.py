"""FreshDesk tells times by the second: what happens twice within one is not lost."""

from __future__ import annotations

import asyncio

from tests.routes.conftest import Call
from tests.sandbox.room import Sandbox


async def test_a_word_in_the_second_in_which_we_looked_is_read(settled: Call, world: Sandbox) -> None:
    """A requester who answers in the very second in which a ticket was read is heard, each time."""
    row = next(
        one for one in (await settled("queue"))["tickets"] if one["requester"] and one["status"] == "open"
    )
    world.stand_still()
    body = {"action": "note", "ticket_ids": [row["ticket_id"]], "fields": {"text": "Same second."}}
    shown = await settled("plans", body=body)
    assert (await settled("plans", shown["id"], "run", body={}))["state"] == "done"
    for word in ("Any news?", "Or shall I ask again?"):
        world.answers(row["ticket_id"], word)
        assert await _is_heard(settled, row["ticket_id"], word)


async def _is_heard(call: Call, ticket_id: int, word: str) -> bool:
    for _ in range(100):
        if word in str((await call("tickets", str(ticket_id)))["conversation"]):
            return True
        await asyncio.sleep(0.1)
    return False
