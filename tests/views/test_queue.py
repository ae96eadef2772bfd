"""Which rows travel to the browser."""

from __future__ import annotations

import asyncio
from typing import Any

from supporthub_ext.views.mainloop import MainLoop
from supporthub_ext.views.queue import QueueView
from tests.views.room import queue, row

Told = list[dict[str, Any]]
HELLO = {"type": "hello", "heard": []}


def nothing(_ticket_id: int, _focus: bool) -> None:
    """Open nothing."""


def test_only_what_moved_travels(told: Told) -> None:
    """A refresh sends changed rows alone, and the order only when it changed."""
    view = QueueView(MainLoop(), nothing)
    asyncio.run(view.hear(HELLO))
    view.show(queue(row(1), row(2)))
    view.show(queue(row(1), row(2, next_step="wait")))
    view.show(queue(row(2, next_step="wait")))
    assert [[one["ticket_id"] for one in message["changed"]] for message in told] == [[1, 2], [2], []]
    assert [message["order"] for message in told] == [[1, 2], None, [2]]


def test_a_page_that_was_reloaded_gets_everything(told: Told) -> None:
    """A view that is made again shows all rows, and which ticket is open."""
    view = QueueView(MainLoop(), nothing)
    view.show(queue(row(1), row(2)))
    view.mark(2)
    told.clear()
    asyncio.run(view.hear(HELLO))
    assert told[0]["whole"]
    assert told[0]["order"] == [1, 2]
    assert told[1] == {"type": "mark", "ticket_id": 2}


def test_a_page_that_missed_the_first_rows_gets_them_again(told: Told) -> None:
    """A page that was not there yet when the first rows were sent begins with all of them."""
    view = QueueView(MainLoop(), nothing)
    view.show(queue(row(1), row(2)))
    asyncio.run(view.hear(HELLO))
    assert [message["order"] for message in told] == [[1, 2], [1, 2]]
    assert [len(message["changed"]) for message in told] == [2, 2]


def test_what_changed_before_a_page_spoke_is_told_when_it_does(told: Told) -> None:
    """Before a page has spoken nothing but the first rows is sent; then it gets what moved since."""
    view = QueueView(MainLoop(), nothing)
    view.show(queue(row(1), row(2)))
    view.show(queue(row(1, subject="changed"), row(2)))
    assert len(told) == 1
    asyncio.run(view.hear(HELLO | {"heard": ["rows"]}))
    assert [one["subject"] for one in told[-1]["changed"]] == ["changed"]


def test_a_view_made_before_the_first_answer_waits(told: Told) -> None:
    """There is nothing to tell before the server has answered."""
    asyncio.run(QueueView(MainLoop(), nothing).hear(HELLO))
    assert told == []


def test_some_tickets_alone(told: Told) -> None:
    """A view of a part of the queue shows that part, and says so."""
    view = QueueView(MainLoop(), nothing, only=[2, 9])
    view.show(queue(row(1), row(2)))
    asyncio.run(view.hear(HELLO))
    assert told[-1]["order"] == [2]
    assert told[-1]["limited"]


def test_opening_a_row_hands_its_id_over(told: Told) -> None:
    """A row is opened by its ticket's id, and the keyboard goes along when Enter opened it."""
    opened: list[tuple[int, bool]] = []

    def note(ticket_id: int, focus: bool) -> None:
        opened.append((ticket_id, focus))

    asyncio.run(QueueView(MainLoop(), note).hear({"type": "open", "ticket_id": 2, "focus": True}))
    assert opened == [(2, True)]


def test_the_first_rows_do_not_wait_for_the_last(told: Told) -> None:
    """A long queue comes in parts: what fits on a screen first, and in the end every row once."""
    view = QueueView(MainLoop(), nothing)
    view.show(queue(*(row(ticket_id) for ticket_id in range(2500))))
    assert len(told) == 1  # a screenful, before a page has asked
    asyncio.run(view.hear(HELLO | {"heard": ["rows"]}))
    sizes = [len(message["changed"]) for message in told]
    assert sizes[0] < 100
    assert sum(sizes) == 2500
    assert told[-1]["order"] == list(range(2500))
    assert [message["whole"] for message in told] == [True, False, False, False]


def test_a_queue_that_moves_while_it_is_given_ends_up_right(told: Told) -> None:
    """Rows that change, come or go between two parts of a long queue are as they are in the end."""

    async def scene() -> None:
        view = QueueView(MainLoop(), nothing)
        view.show(queue(*(row(ticket_id) for ticket_id in range(1500))))
        giving = asyncio.ensure_future(view.hear(HELLO))
        await asyncio.sleep(0)
        view.show(queue(row(1, subject="changed"), *(row(ticket_id) for ticket_id in range(700, 1600))))
        await giving

    asyncio.run(scene())
    shown: dict[int, Any] = {}
    order: list[int] = []
    for message in told:
        shown |= {one["ticket_id"]: one for one in message["changed"]}
        order = message["order"] or order
    assert order == [1, *range(700, 1600)]
    assert shown[1]["subject"] == "changed"
    assert set(order) <= set(shown)
