"""The ticket in hand."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from supporthub_ext.client import Client
from supporthub_ext.views.mainloop import MainLoop
from supporthub_ext.views.panel import TicketPanel
from tests.views.room import NOW, OurServer, refusal, row, ticket

Told = list[dict[str, Any]]


def play(client: Client, scene: Callable[[TicketPanel], Awaitable[None]]) -> None:
    async def run() -> None:
        await scene(TicketPanel(MainLoop(), client, list))

    asyncio.run(run())


def kinds(told: Told) -> list[str]:
    return [message["type"] for message in told]


def test_a_ticket_opens_with_its_forms(server: OurServer, client: Client, told: Told) -> None:
    """The page is told at once that a ticket opens, then all about it, and which form does the next step."""
    server.answers["GET tickets/4101"] = ticket(4101)
    play(client, lambda panel: panel.show_ticket(4101, focus=True))
    assert kinds(told) == ["opening", "ticket"]
    assert [form["action"] for form in told[1]["forms"] if not form["more"]] == [
        "acknowledge",
        "reply",
        "note",
    ]


def test_a_ticket_that_can_not_be_read_says_so(server: OurServer, client: Client, told: Told) -> None:
    """An error while a ticket opens is shown where the ticket would be."""
    server.answers["GET tickets/4101"] = (404, refusal("not_found"))
    play(client, lambda panel: panel.show_ticket(4101))
    assert told[-1]["problem"]["code"] == "not_found"


def test_an_answer_that_comes_too_late_is_dropped(server: OurServer, client: Client, told: Told) -> None:
    """When another ticket was opened meanwhile, the first one's answer is not shown in its place."""
    server.answers |= {"GET tickets/4101": ticket(4101), "GET tickets/4102": ticket(4102)}

    async def scene(panel: TicketPanel) -> None:
        await asyncio.gather(panel.show_ticket(4101), panel.show_ticket(4102))

    play(client, scene)
    assert [message["ticket"]["ticket_id"] for message in told if message["type"] == "ticket"] == [4102]


def test_a_ticket_that_moved_in_the_queue_is_read_again(
    server: OurServer, client: Client, told: Told
) -> None:
    """The panel follows the queue: it reads again when its row changed, and not when it did not."""
    server.answers["GET tickets/4101"] = ticket(4101)

    async def scene(panel: TicketPanel) -> None:
        await panel.show_ticket(4101)
        panel.follow({4101: row(4101)}, NOW)
        panel.follow({4101: row(4101, next_step="reply")}, NOW)
        await asyncio.sleep(0.2)

    play(client, scene)
    assert len(server.calls("GET tickets/4101")) == 2


def test_opening_the_open_ticket_again_loses_nothing(server: OurServer, client: Client, told: Told) -> None:
    """A second click on the same row reads the ticket again but does not close what is being written."""
    server.answers["GET tickets/4101"] = ticket(4101)

    async def scene(panel: TicketPanel) -> None:
        await panel.show_ticket(4101)
        await panel.show_ticket(4101, focus=True)

    play(client, scene)
    assert kinds(told) == ["opening", "ticket", "focus", "ticket"]


def test_escape_gives_the_keyboard_back(server: OurServer, client: Client, told: Told) -> None:
    """Escape in the panel brings the keyboard back to the queue."""
    left: list[bool] = []

    async def scene(panel: TicketPanel) -> None:
        panel.left = lambda: left.append(True)
        await panel.hear({"type": "leave"})

    play(client, scene)
    assert left
