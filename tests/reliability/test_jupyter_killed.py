"""The whole Jupyter server is killed in the middle of an escalation; the next one ends it by itself."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import httpx
import pytest

from tests.reliability.deeds import DEEDS
from tests.reliability.jupyter import Jupyter
from tests.reliability.server import Orders, Server
from tests.reliability.world import World
from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow
KILLS = 5
PATIENCE_S = 60.0


def test_the_whole_server_is_killed(tmp_path: Path) -> None:
    """At five points of a plan: started again it ends the plan without being asked, each effect once."""
    config, home = tmp_path / "config", tmp_path / "home"
    home.mkdir()
    sandbox = Sandbox(tickets=5, open=2, write_config=config)
    world = World(sandbox, config)
    deed = next(one for one in DEEDS if one.action == "escalate")
    try:
        ticket_id = world.new_ticket()
        with Server(Orders(world.settings(tmp_path / "calm"))) as calm:
            assert calm.ask("act", deed.request(ticket_id))["state"] == "done"
            points, _ = calm.ask("seen")
        wanted = world.effects(ticket_id)
        jupyter = Jupyter(config, home)
        for number in range(KILLS):
            # Not the first points: until a plan has begun nobody can know that it is wanted.
            at = 10 + number * (len(points) - 14) // KILLS
            ticket_id = world.new_ticket()
            jupyter.die_at(at)
            plan = jupyter.call("POST", "/plans", deed.request(ticket_id))
            with pytest.raises(httpx.TransportError):
                jupyter.call("POST", f"/plans/{plan['id']}/run", {"wait_s": PATIENCE_S})
            assert jupyter.wait_for_death() == -signal.SIGKILL
            jupyter = Jupyter(config, home)
            assert ended(jupyter, plan["id"]) == "done"
            assert world.effects(ticket_id) == wanted, points[at]
    finally:
        jupyter.kill()
        world.close()
        sandbox.stop()


def ended(jupyter: Jupyter, plan_id: str) -> str:
    """Wait until a plan is no longer under way; answer its state. Nobody asks for it to be run."""
    until = time.monotonic() + PATIENCE_S
    while True:
        state = str(jupyter.call("GET", f"/plans/{plan_id}")["state"])
        if state not in {"shown", "held", "running"} or time.monotonic() > until:
            return state
        time.sleep(0.1)
