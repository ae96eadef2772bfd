"""What a team chooses in its process file reaches the endpoints: who may ask, and a shorter target."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from supporthub_ext.sandbox.profile import AS_WRITTEN
from tests.routes.conftest import Call
from tests.routes.test_events import events_read
from tests.sandbox.room import Sandbox

CHOICES = (
    ('[representatives]\nsource = "freshdesk"\n', '[representatives]\nsource = "file"\nfile = "who.toml"\n'),
    ('in case a change is needed."\non = false\n', 'in case a change is needed."\non = true\n'),
)
LISTED = """
"Delta College" = ["Dean Otis <dean.otis@deltacollege.example>", "Lou Tran <lou.tran@deltacollege.example>"]
"""


@pytest.fixture
def profile() -> str:
    """One process is enough: the choice is what is tested."""
    return AS_WRITTEN


@pytest.fixture
def settings(settings: dict[str, Any], config_dir: Path) -> dict[str, Any]:
    """The process file with the choices in it, and the list beside it."""
    path = config_dir / "process.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in CHOICES:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    (config_dir / "who.toml").write_text(LISTED, encoding="utf-8")
    return settings


async def ticket_of(call: Call, ticket_id: int) -> dict[str, Any]:
    """Wait until a ticket stands in the queue, and answer its panel."""
    for _ in range(200):
        if any(row["ticket_id"] == ticket_id for row in (await call("queue"))["tickets"]):
            found: dict[str, Any] = await call("tickets", str(ticket_id))
            return found
        await asyncio.sleep(0.1)
    raise AssertionError(f"ticket {ticket_id} was not read")


async def test_representatives_stand_in_a_file(settled: Call, world: Sandbox) -> None:
    """Where the process file names a list, it says who may ask, and FreshDesk's own tags do not."""
    asked = {
        mail: world.writes_in(mail, "More memory", "Could we have more memory?")["id"]
        for mail in (
            "lou.tran@deltacollege.example",  # no representative in FreshDesk
            "marisol.vega@deltacollege.example",  # one in FreshDesk, and not in the list
            "ana@lagoon.example",  # of a community of which the list says nothing
        )
    }
    found = [(await ticket_of(settled, id_))["representative"] for id_ in asked.values()]
    assert [one["is_one"] for one in found] == [True, False, None]
    names = [[person["name"] for person in one["representatives"]] for one in found]
    assert names == [["Dean Otis", "Lou Tran"], ["Dean Otis", "Lou Tran"], []]
    letter = (await settled("tickets", str(asked["marisol.vega@deltacollege.example"])))["suggested"]
    assert "Dean Otis and Lou Tran" in letter["who_may_ask"]


async def test_a_list_that_breaks_leaves_what_is_known(
    settled: Call, world: Sandbox, config_dir: Path
) -> None:
    """A list that can't be read changes nothing, and soon after it is mended it counts."""
    mail = "lou.tran@deltacollege.example"
    ticket_id = world.writes_in(mail, "More memory", "Could we have more memory?")["id"]
    path = config_dir / "who.toml"
    path.write_text("no list", encoding="utf-8")
    world.advance(2 * 3600)
    panel = await ticket_of(settled, ticket_id)
    assert panel["representative"]["is_one"] is True
    path.write_text(LISTED.replace("Lou Tran", "Lou T"), encoding="utf-8")
    for _ in range(100):
        world.advance(301)
        panel = await settled("tickets", str(ticket_id))
        if any(one["name"] == "Lou T" for one in panel["representative"]["representatives"]):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(panel["representative"])


async def test_a_hub_with_an_event_is_answered_sooner(
    settled: Call, world: Sandbox, process: Mapping[str, Any]
) -> None:
    """While an event runs the target that the process file switched on counts, for that hub and no other."""
    today = next(one for one in (await events_read(settled))["events"] if one["state"] == "on")
    hubs = (today["hubs"][0], "https://quiet.lagoon.example")
    ids, due = [], []
    for hub in hubs:
        row = world.writes_in(
            "ana@lagoon.example", "Our hub is slow", "Since today.", custom_fields={"cf_hub_url": hub}
        )
        ids.append(row["id"])
        panel = await ticket_of(settled, row["id"])
        began = next(one["value"] for one in panel["derivation"] if one["fact"] == "started_at")
        due.append(moment(panel["ticket"]["due_at"]) - moment(began))
        rules = {line["rule"] for line in panel["derivation"]}
        assert ("during_event" in rules) == (hub == hubs[0])
    targets = process["targets"]
    assert due == [
        timedelta(days=targets[name]["working_days"]) for name in ("during_event", "first_response")
    ]
    rows = (await settled("queue"))["tickets"]
    assert [row["ticket_id"] for row in rows if row["ticket_id"] in ids] == ids, "the event's hub comes first"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
