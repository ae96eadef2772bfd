"""FreshDesk tells times by the second: what happens twice within one is not lost."""

from __future__ import annotations

import asyncio

from tests.routes.conftest import Call
from tests.sandbox.room import Sandbox


async def test_a_word_in_the_second_in_which_we_looked_is_read(settled: Call, world: Sandbox) -> None:
    """A requester who answers in the very second in which a ticket was read is heard all the same."""
    row = next(
        one for one in (await settled("queue"))["tickets"] if one["requester"] and one["status"] == "open"
    )
    world.stand_still()
    body = {"action": "note", "ticket_ids": [row["ticket_id"]], "fields": {"text": "Same second."}}
    shown = await settled("plans", body=body)
    assert (await settled("plans", shown["id"], "run", body={}))["state"] == "done"
    world.answers(row["ticket_id"], "Any news?")
    found = ""
    for _ in range(100):
        found = str((await settled("tickets", str(row["ticket_id"])))["conversation"])
        if "Any news?" in found:
            break
        await asyncio.sleep(0.1)
    assert "Any news?" in found
