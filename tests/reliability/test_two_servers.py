"""Two servers on one PostgreSQL: they race, one dies or sleeps, and each effect stands there once."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from supporthub_ext.actions.settings import Settings
from tests.postgres import Postgres
from tests.reliability.amount import often, some
from tests.reliability.deeds import Deed
from tests.reliability.server import Server
from tests.reliability.world import World

pytestmark = pytest.mark.slow

ROUNDS = often(10, soak=200)
LEASE_S = 0.6
SOON_S = 0.05
REFUSED = {"plan_open", "ticket_changed", "conflict", "database_away"}
Pair = tuple[Server, Server]


@pytest.fixture
def shared(world: World, postgres: Postgres, tmp_path: Path) -> Settings:
    """Settings on a new database that two servers share."""
    return world.settings(tmp_path, postgres.new_database())


@pytest.fixture
def pair(shared: Settings, servers: Callable[..., Server]) -> Pair:
    """Two servers on two machines, both open."""
    one, two = (servers(shared, host=name) for name in ("harbour", "lighthouse"))
    for server in (one, two):
        server.ask("arm", None)
    return one, two


def wanted_of(world: World, server: Server, deed: Deed) -> tuple[list[str], list[str]]:
    """Answer what a deed makes when nothing happens, and the points that it passes."""
    ticket_id = world.new_ticket()
    server.ask("arm", None)
    plan = server.ask("act", deed.request(ticket_id))
    assert plan["state"] == "done", plan
    points, _ = server.ask("seen")
    return world.effects(ticket_id), points


# -- at the same moment --------------------------------------------------------------------------------


def act_together(pair: Pair, request: dict[str, Any]) -> None:
    """Both preview and run at the same moment."""
    moment = time.monotonic() + SOON_S
    for server in pair:
        server.tell("act_at", moment, request)


def run_two_previews(pair: Pair, request: dict[str, Any]) -> None:
    """Each has previewed a plan of its own; both run at the same moment."""
    plans = [server.ask("preview", request) for server in pair]
    moment = time.monotonic() + SOON_S
    for server, plan_id in zip(pair, plans, strict=True):
        server.tell("run_at", moment, plan_id)


def run_one_preview(pair: Pair, request: dict[str, Any]) -> None:
    """Both run the very same plan at the same moment, as two browsers do."""
    plan_id = pair[0].ask("preview", request)
    moment = time.monotonic() + SOON_S
    for server in pair:
        server.tell("run_at", moment, plan_id)


WAYS = (act_together, run_two_previews, run_one_preview)


def test_a_race_has_one_set_of_effects(world: World, pair: Pair, deed: Deed) -> None:
    """Two servers do the same on the same ticket at the same moment: it is done once, and both hear of it."""
    wanted, _ = wanted_of(world, pair[0], deed)
    for number in range(ROUNDS):
        ticket_id = world.new_ticket()
        way = WAYS[number % len(WAYS)]
        way(pair, deed.request(ticket_id) | world.as_seen(ticket_id))
        answers = [server.answer() for server in pair]
        done = [one for one in answers if one.get("state") == "done"]
        refused = [one for one in answers if one.get("code") in REFUSED]
        assert done, answers
        assert len(done) + len(refused) == 2, answers
        assert world.effects(ticket_id) == wanted, (way.__name__, number)


# -- one is gone ---------------------------------------------------------------------------------------


def test_a_killed_server_s_plan_is_taken_over(
    world: World, shared: Settings, servers: Callable[..., Server], deed: Deed
) -> None:
    """When its machine is gone, another server ends the plan once the lease has run out."""
    wanted, points = wanted_of(world, servers(shared), deed)
    heir = servers(shared, host="lighthouse", lease_s=LEASE_S)
    for number in some(begun(points), 6):
        ticket_id = world.new_ticket()
        server = servers(shared, host="harbour", lease_s=LEASE_S)
        server.ask("arm", number)
        heir.send_signal(signal.SIGSTOP)  # on a busy machine it might find the living one too slow
        server.tell("act", deed.request(ticket_id))
        assert server.died()
        heir.send_signal(signal.SIGCONT)
        [plan] = heir.ask("settle", deed.action, ticket_id)
        assert plan["state"] == "done", plan
        assert world.effects(ticket_id) == wanted, points[number]


def test_what_another_server_could_not_begin_begins_here(
    world: World, shared: Settings, servers: Callable[..., Server], deed: Deed
) -> None:
    """A server falls asleep with the ticket taken and nothing begun: one that is asked for it runs it."""
    wanted, points = wanted_of(world, servers(shared), deed)
    heir = servers(shared, host="lighthouse", lease_s=LEASE_S)
    sleeper = servers(shared, host="harbour", lease_s=LEASE_S)
    ticket_id = world.new_ticket()
    plan_id = sleeper.ask("preview", deed.request(ticket_id))
    sleeper.ask("arm", points.index("after a commit"), signal.SIGSTOP)  # the one that takes the ticket
    sleeper.tell("run_plan", plan_id)
    sleeper.paused()
    assert heir.ask("plan", plan_id)["state"] == "shown"
    assert heir.ask("run_plan", plan_id)["state"] == "done"
    sleeper.send_signal(signal.SIGCONT)
    answer = sleeper.answer()
    assert answer.get("state") == "done" or answer["code"] in REFUSED, answer
    assert world.effects(ticket_id) == wanted


def test_a_server_that_slept_does_nothing_more(
    world: World, shared: Settings, servers: Callable[..., Server], deed: Deed
) -> None:
    """Paused past its lease and woken again it finds a higher fence: what the other did is not done again.

    Nobody can hold a write back between the last look at the lease and the bytes that make it one: a sleep
    that fell into just that moment says nothing here.
    """
    wanted, points = wanted_of(world, servers(shared), deed)
    heir = servers(shared, host="lighthouse", lease_s=LEASE_S)
    sleeper = servers(shared, host="harbour", lease_s=LEASE_S)
    judged = 0
    for number in some(range(len(points)), 16):
        ticket_id = world.new_ticket()
        sleeper.ask("arm", number, signal.SIGSTOP)
        heir.send_signal(signal.SIGSTOP)
        sleeper.tell("act", deed.request(ticket_id))
        sleeper.paused()
        heir.send_signal(signal.SIGCONT)
        plans = heir.ask("settle", deed.action, ticket_id) or [heir.ask("insist", deed.request(ticket_id))]
        assert [plan["state"] for plan in plans] == ["done"], plans
        sleeper.send_signal(signal.SIGCONT)
        answer = sleeper.answer()
        passed, _ = sleeper.ask("seen")
        assert answer.get("state") == "done" or answer.get("code") in REFUSED, (passed[number], answer)
        if is_beyond_recall(passed, number):
            continue
        assert world.effects(ticket_id) == wanted, f"slept {passed[number]}, point {number}"
        judged += 1
    assert judged >= 8


def is_beyond_recall(passed: list[str], number: int) -> bool:
    """Say whether the lease had been read for the last time, and a write might not have left yet, at a point.

    FreshDesk's client looks when all but the body has left, and the body is in the socket before anything
    else runs: only the end of that look is beyond recall. The others look before a thread connects and sends.
    """
    for begin, point in enumerate(passed):
        if point == "before the last look":
            end = passed.index("after the last look", begin)
            if not passed[begin - 1].startswith("half of P"):
                answers = (at for at in range(end, len(passed)) if passed[at].startswith("after P"))
                end = next(answers, len(passed)) - 1
            if begin + 1 < number <= end:  # its commit, which would fail now, comes right after its beginning
                return True
    return False


def begun(points: list[str]) -> list[int]:
    """Answer the points between the commit that begins a plan and the one that ends it.

    The plan is written down, its ticket and the lease are taken, and then it begins; at its end the plan is
    done and the lease given back.
    """
    commits = [number for number, point in enumerate(points) if point == "after a commit"]
    return list(range(commits[2], commits[-2]))


# -- the database is gone ------------------------------------------------------------------------------


def test_postgresql_restarts_in_the_middle(
    world: World, postgres: Postgres, shared: Settings, servers: Callable[..., Server], deed: Deed
) -> None:
    """While the database is away the plan waits for it, and then goes on by itself."""
    server = servers(shared)
    wanted, points = wanted_of(world, server, deed)
    for number, how in zip(some(begun(points), 2), cycle((signal.SIGINT, signal.SIGQUIT)), strict=False):
        ticket_id = world.new_ticket()
        server.ask("arm", number, signal.SIGSTOP)
        server.tell("act", deed.request(ticket_id))
        server.paused()
        postgres.stop(how)
        server.send_signal(signal.SIGCONT)
        postgres.start()
        server.answer()
        [plan] = server.ask("settle", deed.action, ticket_id)
        assert plan["state"] == "done", plan
        assert world.effects(ticket_id) == wanted, points[number]
