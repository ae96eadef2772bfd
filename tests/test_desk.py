"""The one object that a notebook needs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from supporthub_ext import Desk
from supporthub_ext.errors import SupportHubError
from supporthub_ext.views.panel import TicketPanel
from tests.views.room import OurServer, queue, row, ticket


@pytest.fixture
def server() -> Iterator[OurServer]:
    """Start our server's stand-in."""
    running = OurServer()
    running.answers |= {"GET queue": queue(row(1), row(2, overdue=True)), "GET tickets/2": ticket(2)}
    yield running
    running.stop()


@pytest.fixture
def desk(server: OurServer) -> Desk:
    """Make a desk that knows the stand-in."""
    return Desk(server.url, "a-token")


def test_the_queue_is_a_frame(desk: Desk) -> None:
    """The queue comes as rows that can be filtered, in the order to work in."""
    frame = desk.queue()
    assert frame["ticket_id"].tolist() == [1, 2]
    assert frame.query("overdue")["ticket_id"].tolist() == [2]


def test_a_part_of_the_queue_can_be_shown(desk: Desk) -> None:
    """Any filter of the queue's frame is a view."""
    box = desk.show(desk.queue().query("overdue"))
    assert "application/vnd.jupyter.widget-view+json" in box._repr_mimebundle_()


def test_the_desk_shows_one_view(desk: Desk) -> None:
    """Shown twice, the desk is the same view: what is written in one place is not lost in the other."""
    key = "application/vnd.jupyter.widget-view+json"
    first, second = desk._repr_mimebundle_(), desk._repr_mimebundle_()
    assert first[key]["model_id"] == second[key]["model_id"]


def test_a_ticket_has_a_panel(server: OurServer) -> None:
    """One ticket can stand by itself."""

    async def scene() -> TicketPanel:
        panel = Desk(server.url).ticket(2)
        for _ in range(200):
            if server.calls("GET tickets/2"):
                break
            await asyncio.sleep(0.01)
        return panel

    assert isinstance(asyncio.run(scene()), TicketPanel)
    assert server.calls("GET tickets/2")


def test_histories_are_frames(desk: Desk, server: OurServer) -> None:
    """Four histories answer as typed frames."""
    server.answers["GET history"] = {"columns": [], "rows": [], "next_cursor": None}
    frames = [desk.tickets(), desk.messages(), desk.steps(), desk.asks()]
    assert all(len(frame.columns) for frame in frames)


def test_a_desk_without_a_server_can_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making a desk asks nobody; the first question says what is missing."""
    monkeypatch.delenv("JPY_PARENT_PID", raising=False)
    monkeypatch.delenv("SUPPORTHUB_URL", raising=False)
    desk = Desk()
    with pytest.raises(SupportHubError):
        desk.queue()


def test_its_repr_holds_no_token() -> None:
    """What a notebook prints is saved with it."""
    assert "a-token" not in repr(Desk("http://127.0.0.1:1", "a-token"))
