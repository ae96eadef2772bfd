"""What was made already is adopted: by a server without a journal, or with a database of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.reliability.deeds import DEEDS, Deed
from tests.reliability.server import Server
from tests.reliability.world import World

pytestmark = pytest.mark.slow

ADOPTED = [deed for deed in DEEDS if deed.action != "reply"]  # a reply says the same again when asked to


@pytest.fixture(params=ADOPTED, ids=lambda deed: deed.action)
def deed(request: pytest.FixtureRequest) -> Deed:
    found: Deed = request.param
    return found


def test_a_second_database_makes_nothing(
    world: World, tmp_path: Path, servers: Callable[..., Server], deed: Deed
) -> None:
    """The same action from a server that knows of no plan adopts everything, and shows it in the preview."""
    ticket_id = world.new_ticket()
    first = servers(world.settings(tmp_path / "one"))
    assert first.ask("act", deed.request(ticket_id))["state"] == "done"
    made = world.effects(ticket_id)
    second = servers(world.settings(tmp_path / "two"))
    plan = second.ask("plan", second.ask("preview", deed.request(ticket_id)))
    assert plan["steps"][0]["state"] == "adopted"
    assert plan["steps"][0]["receipt"]["link"]
    assert second.ask("run_plan", plan["id"])["state"] == "done"
    assert world.effects(ticket_id) == made


def test_what_was_half_done_is_ended_from_a_second_database(
    world: World, tmp_path: Path, servers: Callable[..., Server], deed: Deed
) -> None:
    """A server dies in the middle and its journal is lost: another makes what is missing, and no more."""
    whole = world.new_ticket()
    first = servers(world.settings(tmp_path / "one"))
    first.ask("act", deed.request(whole))
    points, _ = first.ask("seen")
    for number, point in enumerate(points):
        if not point.startswith("after P"):  # POST, PUT, PATCH
            continue
        ticket_id = world.new_ticket()
        with servers(world.settings(tmp_path / f"dies-{number}")) as dies:
            dies.ask("arm", number)
            dies.tell("act", deed.request(ticket_id))
            assert dies.died()
        with servers(world.settings(tmp_path / f"ends-{number}")) as ends:
            assert ends.ask("act", deed.request(ticket_id))["state"] == "done"
        assert world.effects(ticket_id) == world.effects(whole), point


def test_another_note_is_another_note(world: World, tmp_path: Path, servers: Callable[..., Server]) -> None:
    """Adopting is for the very same: a different note, or the same one wished for again here, is made."""
    ticket_id = world.new_ticket()
    deed = Deed("note", {"text": "Their node pool is full."})
    other = replace(deed, fields={"text": "Their disk is full."})
    one, two = (servers(world.settings(tmp_path / name)) for name in ("one", "two"))
    one.ask("act", deed.request(ticket_id))
    two.ask("act", other.request(ticket_id))
    assert notes(world, ticket_id) == 2
    two.ask("act", other.request(ticket_id))
    assert notes(world, ticket_id) == 3
    one.ask("act", other.request(ticket_id))
    assert notes(world, ticket_id) == 3


def notes(world: World, ticket_id: int) -> int:
    return sum(line.startswith("note: ") for line in world.effects(ticket_id))
