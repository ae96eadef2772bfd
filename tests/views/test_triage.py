"""The parts of the desk together."""

from __future__ import annotations

import asyncio
from typing import Any

from supporthub_ext.client import Client
from supporthub_ext.views.mainloop import MainLoop
from supporthub_ext.views.triage import Triage
from supporthub_ext.views.watch import Watch
from tests.views.room import OurServer, queue, row, ticket


def test_opening_a_row_shows_the_ticket_and_marks_the_row(
    server: OurServer, client: Client, told: list[dict[str, Any]]
) -> None:
    """A row that is opened in the queue shows in the panel, and the queue knows which one it is."""
    server.answers |= {"GET queue": queue(row(4101)), "GET tickets/4101": ticket(4101)}

    async def scene() -> None:
        main = MainLoop()
        triage = Triage(main, client, Watch(main, client))
        await triage._queue.hear({"type": "open", "ticket_id": 4101})
        for _ in range(200):
            if told and told[-1]["type"] == "ticket":
                break
            await asyncio.sleep(0.01)

    asyncio.run(scene())
    kinds = [message["type"] for message in told]
    assert kinds.index("mark") < kinds.index("ticket")


def test_the_last_good_queue_stays_when_the_server_is_silent(
    server: OurServer, client: Client, told: list[dict[str, Any]]
) -> None:
    """An error is said in the header; nothing is taken from the queue."""

    async def scene() -> None:
        main = MainLoop()
        triage = Triage(main, client, Watch(main, client))
        triage.show(queue(row(4101)))
        told.clear()
        triage.report(RuntimeError("gone"))

    asyncio.run(scene())
    assert [message["type"] for message in told] == ["problem"]


def test_several_tickets_take_the_place_of_one(
    server: OurServer, client: Client, told: list[dict[str, Any]]
) -> None:
    """Chosen tickets show where the panel stood; going back shows it again, and what is done is unchosen."""
    server.answers |= {"GET tickets/7": ticket(7), "GET tickets/8": ticket(8)}

    async def scene() -> list[tuple[str | None, str | None]]:
        main = MainLoop()
        triage = Triage(main, client, Watch(main, client))
        shown = []
        for hear in (
            triage._queue.hear({"type": "together", "ticket_ids": [7, 8]}),
            triage._batch.hear({"type": "leave", "done": True}),
        ):
            await hear
            shown.append((triage._panel.layout.display, triage._batch.layout.display))
            await asyncio.sleep(0.2)
        return shown

    assert asyncio.run(scene()) == [("none", None), (None, "none")]
    kinds = [message["type"] for message in told]
    assert kinds.index("tickets") < kinds.index("choose_none") < kinds.index("focus")
