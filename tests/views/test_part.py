"""What all parts of the desk share."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from supporthub_ext.client import Client
from supporthub_ext.views import part as part_module
from supporthub_ext.views.header import HeaderView
from supporthub_ext.views.mainloop import MainLoop
from supporthub_ext.views.panel import TicketPanel
from supporthub_ext.views.part import Part
from supporthub_ext.views.queue import QueueView
from tests.views.room import OurServer, queue, row, ticket

Told = list[dict[str, Any]]


class Broken(Part):
    """A view whose work fails."""

    _esm = "export default { render() {} }"

    async def hear_break(self, content: dict[str, Any]) -> None:
        raise KeyError(content["secret"])


def nothing(_ticket_id: int, _focus: bool) -> None:
    """Open nothing."""


def test_the_state_of_a_view_holds_no_ticket_text(server: OurServer, client: Client, told: Told) -> None:
    """JupyterLab can save widget state into the notebook, so nothing about tickets is ever a trait."""
    server.answers["GET tickets/4101"] = ticket(4101, conversation=[{"html": "a private word"}])

    async def show() -> list[Part]:
        views = [
            HeaderView(main := MainLoop(), client),
            QueueView(main, nothing),
            TicketPanel(main, client, list),
        ]
        for view in views[:2]:
            view.show(queue(row(4101)))
        await views[2].show_ticket(4101)
        return views

    for view in asyncio.run(show()):
        state = str(view.get_state())
        assert not any(word in state for word in ("Subject", "Lagoon", "Ana Demo", "private word"))
        assert not re.search(r"\b4101\b", state)  # as a word: the random ids of models can hold these digits
    assert any("private word" in str(message) for message in told)


def test_an_error_in_a_callback_shows_in_the_view(told: Told) -> None:
    """What goes wrong is told in place, without the text that it was about."""

    async def hear() -> None:
        broken = Broken(MainLoop())
        broken._on_msg(broken, {"type": "break", "secret": "ticket text"}, None)
        await asyncio.sleep(0.05)

    asyncio.run(hear())
    assert told[-1]["type"] == "problem"
    assert "KeyError" in told[-1]["problem"]["message"]
    assert "ticket text" not in str(told[-1])


def test_a_part_is_watched_while_a_page_speaks(told: Told, monkeypatch: Any) -> None:
    """A page that is silent for long was closed, and nobody asks the server for it any more."""
    view = HeaderView(MainLoop(), Client())
    assert view.watched
    monkeypatch.setattr(part_module, "GONE_AFTER_S", 0)
    assert not view.watched


def test_a_page_that_speaks_wakes_the_desk(told: Told) -> None:
    """A page that comes back after a while starts the looking again."""
    woken: list[bool] = []

    async def hear() -> None:
        view = HeaderView(MainLoop(), Client())
        view.woken = lambda: woken.append(True)
        await view.hear({"type": "here"})

    asyncio.run(hear())
    assert woken
