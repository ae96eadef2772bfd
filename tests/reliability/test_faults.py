"""An answer that fails, is lost or comes late: each write stands at its service once all the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.deeds import Deed
from tests.reliability.server import Server
from tests.reliability.world import World

pytestmark = pytest.mark.slow

TIMEOUT_S = 1.0
LAG_S = 0.5  # a model of every service's lag
RESTS = {
    "freshdesk": {"status": 429, "headers": {"Retry-After": "1"}},
    "slack": {"status": 429, "headers": {"Retry-After": "1"}, "body": {"ok": False, "error": "ratelimited"}},
    "github": {
        "status": 403,
        "headers": {"Retry-After": "1"},
        "body": {"message": "You have exceeded a secondary rate limit. Please wait a few minutes."},
    },
}

# The write is stored, and then ...
LOST: dict[str, dict[str, Any]] = {
    "500": {"when": "after", "status": 500},
    "502": {"when": "after", "status": 502, "body": "<html>Bad Gateway</html>"},
    "dropped": {"when": "after", "drop": True},
    "late": {"when": "after", "delay_s": TIMEOUT_S * 1.5},
}
# The write is not stored, or only after we gave up on it and looked for the first time.
NOT_YET: dict[str, dict[str, Any]] = {
    "never stored": {"when": "before", "status": 500},
    "stored after our first look": {"when": "before", "delay_s": TIMEOUT_S + LAG_S * 0.8},
}


@dataclass(frozen=True, slots=True)
class Write:
    """One write of a plan: where it goes, and how many calls with the same address come before it."""

    service: str
    method: str
    path: str
    before: int

    def strikes(self, world: World, ticket_id: int, **fault: Any) -> None:
        """Let a fault strike this write of a ticket's plan, and no other call."""
        where = {"service": self.service, "method": self.method}
        path = self.path.replace("TICKET", str(ticket_id))
        if self.before:
            world.sandbox.fault(**where, path=path, count=self.before)
        world.sandbox.fault(**where, path=path, count=1, **fault)


@pytest.mark.parametrize("fault", (LOST | NOT_YET).values(), ids=(LOST | NOT_YET).keys())
def test_no_answer(
    world: World, tmp_path: Path, servers: Callable[..., Server], deed: Deed, fault: dict[str, Any]
) -> None:
    """A write whose answer is lost is found, and one that was not stored is sent: by itself, once."""
    server = servers(world.settings(tmp_path), timeout_s=TIMEOUT_S, lag_s=LAG_S)
    wanted, writes = undisturbed(world, server, deed)
    for write in writes:
        ticket_id = world.new_ticket()
        write.strikes(world, ticket_id, **fault)
        plan = server.ask("act", deed.request(ticket_id))
        world.sandbox.clear_faults()
        assert plan["state"] == "done", (write, plan)
        assert world.effects(ticket_id) == wanted, write


def test_a_service_that_wants_rest(
    world: World, tmp_path: Path, servers: Callable[..., Server], deed: Deed
) -> None:
    """Where a limit holds a write back, the plan stops and says so; run again it ends, each effect once."""
    server = servers(world.settings(tmp_path), timeout_s=TIMEOUT_S)
    wanted, writes = undisturbed(world, server, deed)
    for write in writes:
        ticket_id = world.new_ticket()
        write.strikes(world, ticket_id, **RESTS[write.service])
        plan = server.ask("act", deed.request(ticket_id))
        world.sandbox.clear_faults()
        assert plan["state"] == "stopped", (write, plan)
        [failed] = [step for step in plan["steps"] if step["state"] == "failed"]
        assert failed["receipt"]["error"]["what_to_do"]
        plan = server.ask("run_plan", plan["id"])
        assert plan["state"] == "done", (write, plan)
        assert world.effects(ticket_id) == wanted, write


def undisturbed(world: World, server: Server, deed: Deed) -> tuple[list[str], list[Write]]:
    """Answer what a deed makes when nothing happens, and the writes by which it does.

    The first run learns what a server reads once, such as the board's fields.
    """
    server.ask("act", deed.request(world.new_ticket()))
    ticket_id = world.new_ticket()
    server.ask("arm", None)
    plan = server.ask("act", deed.request(ticket_id))
    assert plan["state"] == "done", plan
    _, calls = server.ask("seen")
    writes: list[Write] = []
    met: Counter[tuple[str, str, str]] = Counter()
    for port, method, path, is_write in calls:
        where = (world.service_at(port), method, path.replace(str(ticket_id), "TICKET"))
        if is_write:
            writes.append(Write(*where, met[where]))
        met[where] += 1
    assert writes
    return world.effects(ticket_id), writes
