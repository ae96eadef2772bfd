"""Events of hubs from three places, over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from supporthub_ext.process.hub_events import hub_key
from tests.routes.conftest import Call
from tests.routes.test_openapi import fits
from tests.sandbox.room import Sandbox


async def events_read(call: Call) -> dict[str, Any]:
    for _ in range(200):
        found: dict[str, Any] = await call("events")
        if found["as_of"]:
            return found
        await asyncio.sleep(0.1)
    raise AssertionError(found["problem"])


async def test_events_are_seen_from_every_place(
    settled: Call, world: Sandbox, process: Mapping[str, Any]
) -> None:
    """The workshop stands in calendar and issue; the ticket about an event is the next to show it."""
    found = await events_read(settled)
    fits("Events", found)
    events = {event["title"]: event for event in found["events"]}
    workshop = events["Workshop, 200 people: Delta College"]
    assert (workshop["known_in"], workshop["missing_in"]) == (["calendar", "issue"], ["ticket"])
    assert workshop["zone"] == "America/Chicago"
    assert len(workshop["hours"]) == process["rota"]["seats"]
    assert {len(one["windows"]) for one in workshop["hours"]} == {2}
    assert workshop["notice"]["given_days"] >= 21
    today = events["Data day: Riverbank Hydrology"]
    assert today["state"] == "on"  # nine to five in Amsterdam, and it is ten in UTC
    assert "Sprint: Fusion Data Club" not in events  # it was called off

    queue = await settled("queue")
    assert [one["id"] for one in queue["events_now"]] == [today["id"]]
    assert {one["title"] for one in queue["events_soon"]} >= {"Webinar: Open Seismology"}
    health = (await settled("health"))["services"]["calendar"]
    assert (health["state"], health["as_of"]) == ("ok", found["as_of"])

    hub = workshop["hubs"][0]
    row = world.writes_in(
        "marisol.vega@deltacollege.example", "Our workshop", "Is all ready?", type="Event",
        custom_fields={"cf_hub_url": hub, "cf_event_date": workshop["starts_at"][:10]},
    )  # fmt: skip
    for turn in range(300):
        if turn % 30 == 0:
            world.advance(400)  # the next look at events; one may come before the ticket was read
        found = {event["id"]: event for event in (await settled("events"))["events"]}[workshop["id"]]
        tickets = {one["ticket_id"]: one for one in (await settled("queue"))["tickets"]}
        if not found["missing_in"] and tickets.get(row["id"], {}).get("event_id"):
            break
        await asyncio.sleep(0.1)
    assert found["known_in"] == ["calendar", "issue", "ticket"]
    assert tickets[row["id"]]["event_id"] == workshop["id"]
    for one in tickets.values():
        if one["event_id"]:
            assert hub_key(one["hub"]) in {
                hub_key(hub) for event in events.values() for hub in event["hubs"]
            } | {hub_key(hub)}
