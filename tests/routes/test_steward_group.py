"""A Slack user group says who the stewards are, over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.routes.conftest import Call, refused
from tests.sandbox.room import Sandbox

GROUP, HANDLE = "S0ENGINEER", "engineers"
GUEST, MEI, NOAH = "U0GUEST001", "U0MEI00000", "U0NOAH0000"
EVERYBODY = ("AMARA", "BRUNO", "CHIARA", "DEVIKA", "ELIF", "JONAS", "MEI", "NOAH")


@pytest.fixture
def local_steward() -> str:
    return "mei"  # the roster file says that she is none


@pytest.fixture
def settings(settings: dict[str, Any], config_dir: Path) -> dict[str, Any]:
    """The same, with a group named in the process file."""
    path = config_dir / "process.toml"
    text = path.read_text()
    named = f'[rota]\nsteward_group = "{HANDLE}"'
    path.write_text(text.replace('steward_group = ""', "#").replace("[rota]", named, 1))
    return settings


def fill(world: Sandbox, people: list[str]) -> None:
    admin = world.people()["people"][0]["slack_token"]
    answer = world.control.post(
        f"{world.ready['slack']['url']}usergroups.users.update",
        data={"usergroup": GROUP, "users": ",".join(people)},
        headers={"Authorization": f"Bearer {admin}"},
    )
    assert answer.json()["ok"], answer.json()


async def until(call: Call, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Ask for health until its roster is as wanted."""
    roster: dict[str, Any] = {}
    for _ in range(200):
        roster = (await call("health"))["roster"]
        if wanted(roster):
            return roster
        await asyncio.sleep(0.1)
    raise AssertionError(roster)


async def test_the_group_feeds_the_roster(settled: Call, world: Sandbox) -> None:
    """Its people are stewards; a stranger and somebody who left Slack are named, and never seated."""
    roster = await until(settled, lambda roster: bool(roster["as_of"]))
    assert (roster["steward_group"], roster["problems"]) == (HANDLE, [])
    assert (await settled("queue"))["you"] == {"person_id": "mei", "name": "Mei Tanaka", "steward": True}
    before = await settled("rota")
    assert not any(HANDLE in one for one in before["problems"])
    everybody = {seat["person_id"] for row in before["rows"] for seat in row["seats"] if seat}
    assert {"mei", "noah"} <= everybody

    ids = [f"U0{name:0<8.8}" for name in EVERYBODY]
    fill(world, [*(one for one in ids if one != MEI), GUEST])
    world.control.post(f"/slack/people/{NOAH}", json={"deleted": True})
    world.advance(3600)
    roster = await until(settled, lambda roster: len(roster["problems"]) == 2)
    assert any(GUEST in one and "not once in the roster" in one for one in roster["problems"])
    assert any(NOAH in one and "left Slack" in one for one in roster["problems"])
    after = await settled("rota")
    assert set(roster["problems"]) <= set(after["problems"])
    seats = [seat for row in after["rows"] for seat in row["seats"] if seat]
    assert all(seat["name"] and seat["person_id"] not in {"mei", "noah"} for seat in seats)
    assert after["on_now"]["seats"] == before["on_now"]["seats"]
    body = {
        "action": "busy",
        "fields": {"hub": "https://hub.mangrove.example", "until": "2026-03-06T10:00:00Z"},
    }
    status, error = await refused(settled("plans", body=body))
    assert (status, error["code"]) == (403, "not_a_steward")
