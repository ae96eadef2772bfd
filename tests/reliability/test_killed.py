"""A server is killed at every point of every plan; another goes on, and each effect stands there once."""

from __future__ import annotations

import pytest

from supporthub_ext.actions.settings import Settings
from tests.reliability.deeds import Deed
from tests.reliability.server import Orders, Server
from tests.reliability.world import World

pytestmark = pytest.mark.slow
ENDED = {"done", "adopted"}
LEASE_S = 0.6


def test_killed_at_every_point(world: World, settings: Settings, deed: Deed) -> None:
    """Before and after each write and each commit: nothing is made twice, and nothing is lost.

    Each server first ends what the one before it left behind, and is then killed at the next point.
    """
    wanted, points = undisturbed(world, settings, deed)
    assert len(points) > 10
    left = 0
    for number, point in enumerate([*points, ""]):
        with Server(Orders(settings)) as server:
            if left:
                end_well(server, deed, left)
                assert world.effects(left) == wanted, f"killed {points[number - 1]}, point {number - 1}"
            if point:
                left = world.new_ticket()
                server.ask("arm", number)
                server.tell("act", deed.request(left))
                assert server.died(), f"nothing happened {point}"


@pytest.mark.parametrize("host", ["", "lighthouse"])
def test_killed_before_it_began(world: World, settings: Settings, deed: Deed, host: str) -> None:
    """Killed when the ticket is taken but nothing has begun: a plan that was only shown keeps nobody away.

    On the same machine another plan goes through at once; on another one as soon as the lease has run out,
    and nothing is asked of anybody meanwhile.
    """
    wanted, points = undisturbed(world, settings, deed)
    for number in before_it_began(points):
        ticket_id = world.new_ticket()
        with Server(Orders(settings)) as server:
            server.ask("arm", number)
            server.tell("act", deed.request(ticket_id))
            assert server.died()
        with Server(Orders(settings, host=host, lease_s=LEASE_S)) as heir:
            if host:
                heir.ask("wait_for", deed.action, ticket_id)
            plan = heir.ask("act_anew", deed.request(ticket_id))
            assert plan.get("state") == "done", (points[number], plan)
            assert heir.ask("holder", deed.action, ticket_id) is None
        assert world.effects(ticket_id) == wanted, points[number]


def before_it_began(points: list[str]) -> list[int]:
    """Answer the points between the commit that takes the ticket, and the one that begins the plan."""
    commits = [number for number, point in enumerate(points) if point.endswith("a commit")]
    taking, beginning = 3, 4  # in order, each before and after: written down, taken, begun
    return list(range(commits[taking], commits[beginning] + 1))


def undisturbed(world: World, settings: Settings, deed: Deed) -> tuple[list[str], list[str]]:
    """Answer what a deed makes when nothing happens, and the points that it passes."""
    ticket_id = world.new_ticket()
    with Server(Orders(settings)) as server:
        plan = server.ask("act", deed.request(ticket_id))
        assert plan["state"] == "done", plan
        points, _ = server.ask("seen")
    return world.effects(ticket_id), points


def end_well(server: Server, deed: Deed, ticket_id: int) -> None:
    """Let a server end what was left; what no server had begun yet is asked for again, as a person does."""
    plans = server.ask("settle", deed.action, ticket_id)
    if not plans:
        plans = [server.ask("act", deed.request(ticket_id))]
    assert [plan["state"] for plan in plans] == ["done"], plans
    assert {step["state"] for step in plans[0]["steps"]} <= ENDED
    assert server.ask("holder", deed.action, ticket_id) is None, "nobody can do this again on the ticket"
