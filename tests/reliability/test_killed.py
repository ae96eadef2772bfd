"""A server is killed at every point of every plan; another goes on, and each effect stands there once."""

from __future__ import annotations

import pytest

from supporthub_ext.actions.settings import Settings
from tests.reliability.deeds import Deed
from tests.reliability.server import Orders, Server
from tests.reliability.world import World

pytestmark = pytest.mark.slow
ENDED = {"done", "adopted"}


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
