"""Drafts made from what really happened, over real HTTP."""

from __future__ import annotations

from tests.routes.conftest import Call
from tests.routes.test_life import Steward, new_tickets
from tests.sandbox.room import Sandbox


async def test_drafts_say_what_was_done(settled: Call, world: Sandbox) -> None:
    """Drafts follow a request: no news, an issue, an engineer; the summary is made from the receipts."""
    (ticket_id,) = await new_tickets(settled, 1)
    me = Steward(settled, ticket_id)
    await me.do("acknowledge", next_steps="We look into it.")
    drafts = (await me.look())["suggested"]
    assert drafts["update"] == "Nothing is new yet, but it is not forgotten. We are looking into it."
    assert drafts["update_no_news"] == "We are looking into it."
    assert drafts["tell_resolved"] is None

    world.advance(60)
    await me.do("escalate", title="The proxy restarts", change="Give the proxy more memory.")
    engineer = await me.suggested()
    await me.do("ask", engineer_id=engineer)
    (ask,) = (await me.look())["asks"]
    await me.do("answer_ask", ask_id=ask["ask_id"], answer="accepted")
    drafts = (await me.look())["suggested"]
    assert "we opened a work item" in drafts["update"]
    assert "an engineer took it on" in drafts["update"]
    assert engineer not in drafts["update"].lower()
    for said in ("acknowledged (Amara Okafor)", "escalated (Amara Okafor)", "took it on"):
        assert said in drafts["close_out"]

    assert drafts["update_no_news"] is None  # there is news
    sent = await me.do("update", text="An engineer is working on it.", no_news="yes")
    assert "there is nothing new on ticket" in sent["steps"][0]["text"]
    assert "An engineer is working on it." in sent["steps"][0]["text"]
    assert "work item" not in (await me.look())["suggested"]["update"]
    await me.do("close_out", set_status="closed", summary=drafts["close_out"])
    notes = [one["text"] for one in (await me.look())["conversation"] if one["audience"] == "team"]
    assert any("escalated (Amara Okafor)" in one and "/issues/" in one for one in notes)

    world.advance(30 * 24 * 3600)
    stuck = {row["ticket_id"] for row in (await settled("queue", view="stuck"))["tickets"]}
    everything = {row["ticket_id"] for row in (await settled("queue"))["tickets"] if row["noise"] is None}
    assert stuck == everything  # a month later all that is left open is late or old
