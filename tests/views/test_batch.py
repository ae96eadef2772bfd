"""Several tickets in hand at once."""

from __future__ import annotations

import asyncio
from typing import Any

from supporthub_ext.client import Client
from supporthub_ext.views.batch import BatchView
from supporthub_ext.views.mainloop import MainLoop
from tests.views.room import OurServer, ticket

Told = list[dict[str, Any]]


def batch(client: Client, left: list[bool] | None = None) -> BatchView:
    return BatchView(MainLoop(), client, lambda: None, [].append if left is None else left.append)


def test_the_tickets_come_in_the_order_in_which_they_were_chosen(
    server: OurServer, client: Client, told: Told
) -> None:
    """Each is read anew, the steward sees how far that is, and every one brings its forms."""
    for ticket_id in (7, 3):
        server.answers[f"GET tickets/{ticket_id}"] = ticket(ticket_id)
    asyncio.run(batch(client).show_tickets([7, 3]))
    assert [(one["done"], one["all"]) for one in told if one["type"] == "reading"] == [(0, 2), (1, 2)]
    answers = told[-1]["answers"]
    assert [one["ticket"]["ticket_id"] for one in answers] == [7, 3]
    assert all(any(form["together"] for form in one["forms"]) for one in answers)


def test_a_ticket_that_can_not_be_read_is_said_and_read_again(
    server: OurServer, client: Client, told: Told
) -> None:
    """What went wrong shows in place of the tickets, and trying again reads all of them."""
    gone = {"code": "not_found", "message": "There is no ticket 7.", "what_to_do": "Look again."}
    server.answers["GET tickets/7"] = [(404, gone), ticket(7)]
    view = batch(client)

    async def show() -> None:
        main = MainLoop()
        main.start(view.show_tickets([7]), view.report)
        await asyncio.sleep(0.2)
        await view.hear({"type": "again"})

    asyncio.run(show())
    assert [one["problem"]["code"] for one in told if one["type"] == "problem"] == ["not_found"]
    assert told[-1]["type"] == "tickets"


def test_what_was_sent_shows_in_its_own_card(server: OurServer, client: Client, told: Told) -> None:
    """When a plan has ended, its ticket alone is read again; one that is not in hand is not."""
    server.answers["GET tickets/7"] = ticket(7)
    view = batch(client)

    async def show() -> None:
        await view.show_tickets([7])
        await view._after(7)
        await view._after(8)

    asyncio.run(show())
    assert [one["type"] for one in told[-2:]] == ["tickets", "ticket"]
    assert told[-1]["ticket"]["ticket_id"] == 7


def test_going_back_says_whether_all_is_done(client: Client, told: Told) -> None:
    """The queue forgets the choice only when nothing is left to do with it."""
    left: list[bool] = []
    view = batch(client, left)
    for content in ({"type": "leave"}, {"type": "leave", "done": True}):
        asyncio.run(view.hear(content))
    assert left == [False, True]
