"""A seat changes hands, over real HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.routes.conftest import Call, refused
from tests.routes.test_life import Steward
from tests.routes.test_openapi import fits
from tests.sandbox.room import Sandbox


@pytest.fixture
def world(sandbox: Any, config_dir: Any, profile: str) -> Sandbox:
    """A world on the day of a handover."""
    found: Sandbox = sandbox(tickets=24, open=10, profile=profile, write_config=config_dir)
    return found


async def test_a_seat_changes_hands(settled: Call, world: Sandbox) -> None:
    """One plan: a note on each open ticket, new owners, the new pair in Slack, a welcome; twice is warned."""
    pack = await settled("handover")
    fits("Handover", pack)
    assert pack["welcome"].startswith(f"Welcome to support duty, {pack['joins']['name'].split()[0]}!")
    assert all(one["link"].endswith(f"/tickets/{one['ticket_id']}") for one in pack["tickets"])
    day, leaves, joins = pack["date"], pack["leaves"]["person_id"], pack["joins"]["person_id"]
    people = {one["id"]: one for one in world.people()["people"]}
    world.set_clock(pack["at"])
    world.advance(600)
    client = world.freshdesk()
    ids = [one["ticket_id"] for one in pack["tickets"]]
    for ticket_id in ids[:2]:
        client.put(f"/tickets/{ticket_id}", json={"responder_id": people[leaves]["freshdesk_agent_id"]})
    me = Steward(settled)
    done = await me.do("handover", date=day)
    kinds = [step["kind"] for step in done["steps"]]
    assert kinds.count("note") == len(ids)
    assert kinds[-4:] == ["set_members", "set_topic", "post_message", "record"]
    for ticket_id in ids[:2]:
        owner = client.get(f"/tickets/{ticket_id}").json()["responder_id"]
        assert owner == people[joins]["freshdesk_agent_id"]
    notes = client.get(f"/tickets/{ids[0]}/conversations").json()
    client.close()
    assert any(one["private"] and "Next step:" in one["body_text"] for one in notes)

    pair = {joins, *(seat["person_id"] for seat in pack["stays"])}
    rota = await settled("rota")
    assert {seat["person_id"] for seat in rota["on_now"]["seats"]} == pair
    group = next(step for step in done["steps"] if step["kind"] == "set_members")
    for person in pair:
        assert people[person]["name"] in group["text"]
    assert (await settled("handover", date=day))["done_at"]
    again = await settled("plans", body={"action": "handover", "fields": {"date": day}})
    assert "handed_over" in {check["rule"] for check in again["checks"]}
    status, error = await refused(
        settled("plans", body={"action": "handover", "fields": {"date": "2026-03-05"}})
    )
    assert (status, error["field"]) == (400, "date")
