"""What is looked at again before a plan begins, also one that had stopped before anything of it left."""

from __future__ import annotations

from typing import Any

import pytest

from supporthub_ext.errors import ServiceError, TicketChanged
from tests.actions.house import House

pytestmark = pytest.mark.slow


def stopped(house: House, ticket_id: int) -> dict[str, Any]:
    """Answer a plan that stopped because the channel was archived, which it is not any more."""
    channel = f"/slack/channels/{house.channel}"
    plan = house.preview("thread", ticket_id, text="Does anybody know this?")
    house.sandbox.control.post(channel, json={"is_archived": True}).raise_for_status()
    ran = house.run(plan)
    house.sandbox.control.post(channel, json={"is_archived": False}).raise_for_status()
    assert ran["state"] == "stopped"
    return ran


def test_what_came_since_a_plan_stopped_keeps_it_from_leaving(house: House) -> None:
    """Try again, on a plan of which nothing has left, re-reads the ticket: one that moved is shown anew."""
    ticket_id = house.ticket()
    plan = stopped(house, ticket_id)
    house.sandbox.answers(ticket_id, "It works again, thank you.")
    house.sandbox.clear_log()
    with pytest.raises(TicketChanged):
        house.run(plan)
    assert house.writes() == []
    assert house.run(plan)["state"] == "cancelled"
    house.look()
    house.do("thread", ticket_id, text="It came back by itself.")


def test_a_plan_that_stopped_goes_on_when_nothing_came(house: House) -> None:
    """Try again sends what was shown when the ticket stands as it was seen."""
    plan = stopped(house, house.ticket())
    assert house.run(plan)["state"] == "done"


def test_a_ticket_that_can_t_be_read_leaves_a_stopped_plan_as_it_is(house: House) -> None:
    """Only a ticket that moved calls a stopped plan off: one can try again when FreshDesk answers again."""
    plan = stopped(house, house.ticket())
    house.sandbox.fault(service="freshdesk", status=500)
    with pytest.raises(ServiceError):
        house.run(plan)
    house.sandbox.clear_faults()
    assert house.run(plan)["state"] == "done"
