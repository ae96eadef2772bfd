"""Whatever happens in whatever order: nothing is made twice, and what was begun and not given up is ended."""

from __future__ import annotations

import itertools
import signal
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.reliability.amount import often
from tests.reliability.deeds import DEEDS, Deed
from tests.reliability.server import Died, Orders, Server
from tests.reliability.world import World
from tests.sandbox.room import Sandbox

FAULTS: dict[str, dict[str, Any]] = {
    "lost": {"when": "after", "status": 502},
    "dropped": {"when": "after", "drop": True},
    "never stored": {"when": "before", "status": 500},
    "refused": {"when": "before", "status": 403},
}
WRITES = ("/api/v2/*", "/api/chat.postMessage", "*/issues")
ONCE = ("note:", "reply:", "private_channel:", "in the thread:", "issue:", "item:", "mail: reply")
KINDS = {deed.action: deed for deed in DEEDS}


class Desk(RuleBasedStateMachine):
    """Two stewards on two servers and one database; a ticket each for whatever they do.

    ``asked`` holds what was run, by ticket: the deed and its plan's id; ``given_up`` the tickets whose plan
    was cancelled.
    """

    world: World

    @initialize()
    def open(self) -> None:
        self.folder = TemporaryDirectory()
        self.settings = self.world.settings(Path(self.folder.name))
        self.servers = [self._server(), self._server()]
        self.asked: dict[int, tuple[Deed, str]] = {}
        self.given_up: set[int] = set()

    @rule(action=st.sampled_from(sorted(KINDS)), who=st.integers(0, 1))
    def act(self, action: str, who: int) -> None:
        self._run(KINDS[action], self.world.new_ticket(), who)

    @rule(action=st.sampled_from(sorted(KINDS)), who=st.integers(0, 1), point=st.integers(8, 60))
    def act_and_die(self, action: str, who: int, point: int) -> None:
        self._ask(who, "arm", point, signal.SIGKILL)  # it may be dead: an earlier point comes late, by itself
        self._run(KINDS[action], self.world.new_ticket(), who)

    @precondition(lambda self: self.asked)
    @rule(who=st.integers(0, 1), data=st.data())
    def run_again(self, who: int, data: st.DataObject) -> None:
        ticket_id = data.draw(st.sampled_from(sorted(self.asked)))
        self._ask(who, "run_plan", self.asked[ticket_id][1])

    @precondition(lambda self: self.asked)
    @rule(who=st.integers(0, 1), data=st.data())
    def cancel(self, who: int, data: st.DataObject) -> None:
        ticket_id = data.draw(st.sampled_from(sorted(self.asked)))
        answer = self._ask(who, "cancel", self.asked[ticket_id][1])
        if answer and answer.get("state") == "cancelled":
            self.given_up.add(ticket_id)

    @rule(fault=st.sampled_from(sorted(FAULTS)), path=st.sampled_from(WRITES), before=st.integers(0, 2))
    def fault(self, fault: str, path: str, before: int) -> None:
        for method in ("POST", "PUT"):
            if before:
                self.world.sandbox.fault(method=method, path=path, count=before)
            self.world.sandbox.fault(method=method, path=path, count=1, **FAULTS[fault])

    @rule(hours=st.sampled_from([1, 30]))
    def clock(self, hours: int) -> None:
        self.world.sandbox.advance(hours * 3600)

    def teardown(self) -> None:
        """All faults end; what was begun is ended by a person who runs what stopped."""
        if not hasattr(self, "folder"):
            return
        self.world.sandbox.clear_faults()
        for who, ticket_id in itertools.product((0, 1), sorted(self.asked.keys() - self.given_up)):
            self._ask(who, "run_plan", self.asked[ticket_id][1])
        for ticket_id, (deed, plan_id) in self.asked.items():
            made = self.world.effects(ticket_id)
            twice = [line for line, count in Counter(made).items() if count > 1 and line.startswith(ONCE)]
            assert not twice, (deed.action, twice)
            if ticket_id not in self.given_up:
                assert self._ask(0, "plan", plan_id)["state"] == "done"
                assert made == self.world.wanted[deed.action]
        for server in self.servers:
            server.kill()
        self.folder.cleanup()

    # -- inside ----------------------------------------------------------------------------------------

    def _server(self) -> Server:
        return Server(Orders(self.settings, lag_s=0.05))

    def _ask(self, who: int, order: str, *arguments: Any) -> Any:
        """Ask a server; when it dies of it another one is started in its place, and None is answered."""
        try:
            return self.servers[who].ask(order, *arguments)
        except Died:
            self.servers[who].kill()
            self.servers[who] = self._server()
            return None

    def _run(self, deed: Deed, ticket_id: int, who: int) -> None:
        plan_id = self._ask(who, "preview", deed.request(ticket_id))
        if isinstance(plan_id, str):
            self.asked[ticket_id] = (deed, plan_id)
            self._ask(who, "run_plan", plan_id)


@pytest.mark.slow
def test_any_order(tmp_path: Path) -> None:
    """Acts, crashes, faults, cancels, a moving clock and a second steward, in any order."""
    sandbox = Sandbox(tickets=5, open=2, write_config=tmp_path / "config")
    world = World(sandbox, tmp_path / "config")
    try:
        with Server(Orders(world.settings(tmp_path / "calm"))) as calm:
            for deed in DEEDS:
                ticket_id = world.new_ticket()
                assert calm.ask("act", deed.request(ticket_id))["state"] == "done"
                world.wanted[deed.action] = world.effects(ticket_id)
        modest = settings(
            max_examples=often(8, soak=60),
            stateful_step_count=12,
            deadline=None,
            phases=[Phase.generate],  # to make it smaller would start thousands of servers
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(type("Desk", (Desk,), {"world": world}), settings=modest)
    finally:
        world.close()
        sandbox.stop()
