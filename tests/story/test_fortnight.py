"""A fortnight of support, and the fortnight in which it ends, worked off by a robot."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.amount import often
from tests.reliability.test_reminders import Room
from tests.sandbox.room import Sandbox
from tests.story.desk import Desk
from tests.story.outcome import outcome
from tests.story.robot import Robot

BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)  # a Monday
STEP = timedelta(hours=6)
WHOLE = timedelta(days=28)  # mails arrive in the first fortnight; the second is for what is still open
PART = timedelta(days=often(2, soak=28))
DEEDS_A_DAY = 15
FAULTS: tuple[dict[str, Any], ...] = tuple(
    {"method": method, "share": 0.05 / 3, **fault}
    for method in ("GET", "POST", "PUT")
    for fault in ({"status": 500}, {"status": 502, "when": "after"}, {"drop": True})
)


def begin(sandbox: Callable[..., Sandbox], folder: Path, seed: int = 1) -> Sandbox:
    world = sandbox(tickets=12, open=4, story=True, now=BEGIN.isoformat(), write_config=folder, seed=seed)
    world.stand_still()
    return world


@pytest.mark.slow
def test_a_robot_that_does_what_the_queue_says_keeps_every_promise(
    sandbox: Callable[..., Sandbox], tmp_path: Path
) -> None:
    """No promise missed, every request closed out, seats change hands, nobody reminded or asked twice."""
    world = begin(sandbox, tmp_path)
    desk = Desk(world, tmp_path, BEGIN)
    handovers = asyncio.run(play(desk, WHOLE, in_time))
    left = [row for row in desk.ask("queue")["tickets"] if row["next_step"] != "follow_up"]
    assert left == []
    assert len(handovers) == 2
    nobody_twice(desk, world, tmp_path)
    desk.end()


def nobody_twice(desk: Desk, world: Sandbox, folder: Path) -> None:
    """Nobody was asked twice in a row, and nobody reminded twice."""
    assert all(one != other for one, other in pairwise(desk.ask("asks")))
    sent = Counter(message["metadata"]["event_payload"]["key"] for message in Room(world, folder).messages())
    assert sent
    assert set(sent.values()) == {1}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 1 + often(1, soak=3)))
def test_faults_and_kills_change_nothing(sandbox: Callable[..., Sandbox], tmp_path: Path, seed: int) -> None:
    """With one call of twenty failing and a kill a day, every ticket ends as it does on a calm one."""
    ends = []
    for name, kill_every, faults in (("calm", 0, ()), ("rough", DEEDS_A_DAY, FAULTS)):
        folder = tmp_path / name
        world = begin(sandbox, folder, seed)
        for fault in faults:
            for service in ("freshdesk", "slack", "github"):
                world.fault(service=service, **fault)
        desk = Desk(world, folder, BEGIN, kill_every=kill_every, looks=True, seed=seed)
        asyncio.run(play(desk, PART))
        world.clear_faults()
        nobody_twice(desk, world, folder)
        desk.end()
        ends.append(outcome(world, folder))
        assert bool(desk.kills) == bool(kill_every)
    calm, rough = ends
    assert rough == calm


def in_time(queue: dict[str, Any]) -> None:
    """No promise that the robot could keep was missed."""
    late = [row for row in queue["tickets"] if row["overdue"]]
    assert [row for row in late if datetime.fromisoformat(row["due_at"]) > BEGIN + STEP] == []


async def play(
    desk: Desk, length: timedelta, look: Callable[[dict[str, Any]], None] = lambda _: None
) -> list[str]:
    """Work the queue off every few hours, and hand over when it is time; answer the days of handovers."""
    robot, handovers = Robot(desk, desk.type_of), []
    while desk.now < BEGIN + length:
        desk.go_to(max(desk.now, BEGIN + ((desk.now - BEGIN) // STEP + 1) * STEP))
        look(await desk.queue())
        pack = desk.ask("handover")
        at = datetime.fromisoformat(pack["at"])
        if at < desk.now + STEP and not pack["done_at"]:
            desk.go_to(at + timedelta(minutes=5))
            await desk.act("handover", [], {"date": pack["date"]})
            handovers.append(pack["date"])
        await robot.work()
    return handovers
