"""The public channel and the people who may ask, over real HTTP."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.routes.conftest import Call
from tests.routes.test_life import Steward
from tests.sandbox.room import Sandbox


async def waiting(call: Call, wanted: int) -> list[dict[str, Any]]:
    """Ask until so many messages wait in the public channel."""
    for _ in range(200):
        found: list[dict[str, Any]] = (await call("queue"))["hub_support"]
        if len(found) == wanted:
            return found
        await asyncio.sleep(0.1)
    raise AssertionError(found)


async def test_a_question_in_public_is_seen_and_answered(settled: Call, world: Sandbox) -> None:
    """What nobody answered is overdue after a working day; an answer with public text clears it at once."""
    old, new = await waiting(settled, 2)
    assert old["overdue"]
    assert not new["overdue"]
    assert old["text_start"].startswith("How do we share a read-only data folder")
    assert (await settled("health"))["hub_support"]["overdue"] == 1
    me = Steward(settled)
    done = await me.do("answer_public", message_url=old["link"], text="Use shared_readonly: see the guide.")
    assert done["steps"][0]["audience"] == "public"
    assert await waiting(settled, 1) == [new]


async def test_somebody_who_may_not_ask_is_told_who_may(settled: Call, world: Sandbox) -> None:
    """A requester who is no representative gets a kind letter, with the representatives on copy."""
    row = world.writes_in("lou.tran@deltacollege.example", "More memory", "Could we have more memory?")
    for _ in range(100):
        if any(one["ticket_id"] == row["id"] for one in (await settled("queue"))["tickets"]):
            break
        await asyncio.sleep(0.1)
    me = Steward(settled, row["id"])
    found = await me.look()
    assert found["representative"]["is_one"] is False
    mails = [one["mail"] for one in found["representative"]["representatives"]]
    assert mails == ["dean.otis@deltacollege.example", "marisol.vega@deltacollege.example"]
    letter = found["suggested"]["who_may_ask"]
    assert "Dean Otis and Marisol Vega" in letter
    assert found["representative"]["page"] in letter
    done = await me.do("reply", text=letter, copy=mails)
    assert f"On copy: {', '.join(mails)}." in done["steps"][0]["side_effects"]
    sent = [mail for mail in world.mails() if mail["ticket_id"] == row["id"] and mail["kind"] == "reply"]
    assert any(mails[0] in mail["to"] for mail in sent), sent
