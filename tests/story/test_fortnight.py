"""A fortnight of support, and the fortnight in which it ends, worked off by a robot."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.reliability.test_reminders import Room
from tests.sandbox.room import Sandbox
from tests.story.office import Office
from tests.story.robot import Robot

BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)  # a Monday
STEP = timedelta(hours=6)
DAYS = 28  # mails arrive in the first fortnight; the second is for what is still open


@pytest.mark.slow
def test_a_robot_that_does_what_the_queue_says_keeps_every_promise(
    sandbox: Callable[..., Sandbox], tmp_path: Path
) -> None:
    """No promise missed, every request closed out, seats change hands, nobody reminded or asked twice."""
    folder = tmp_path / "desk"
    world = sandbox(tickets=12, open=4, story=True, now=BEGIN.isoformat(), write_config=folder)
    asyncio.run(_play(world, folder))
    sent = Counter(message["metadata"]["event_payload"]["key"] for message in Room(world, folder).messages())
    assert sent
    assert set(sent.values()) == {1}


async def _play(world: Sandbox, folder: Path) -> None:
    async with Office(world, folder) as office:
        robot, handovers = Robot(office, office.type_of), []
        while office.now < BEGIN + timedelta(days=DAYS):
            await office.go_to(max(office.now, _next(office.now)))
            missed = [
                row
                for row in (await office.queue())["tickets"]
                if row["overdue"] and datetime.fromisoformat(row["due_at"]) > BEGIN + STEP
            ]
            assert not missed
            pack = await office.handover()
            if office.now + STEP > datetime.fromisoformat(pack["at"]) and not pack["done_at"]:
                await office.go_to(datetime.fromisoformat(pack["at"]) + timedelta(minutes=5))
                await office.act("handover", [], {"date": pack["date"]})
                handovers.append(pack["date"])
            await robot.work()
        left = (await office.queue())["tickets"]
        assert [row for row in left if row["next_step"] != "follow_up"] == []
        assert len(handovers) == 2
        assert all(one[0] != other[0] for one, other in pairwise(office.asks()))


def _next(now: datetime) -> datetime:
    """The next whole step after a moment."""
    passed = (now - BEGIN) // STEP
    return BEGIN + (passed + 1) * STEP
