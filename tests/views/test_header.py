"""The line above the queue."""

from __future__ import annotations

import asyncio
from typing import Any

from supporthub_ext.client import Client
from supporthub_ext.views.header import HeaderView, counts
from supporthub_ext.views.mainloop import MainLoop
from tests.views.room import queue, row


def test_late_tickets_do_not_count_as_due_soon() -> None:
    """A late promise is counted once, as late."""
    rows = [row(1, overdue=True, due_soon=True), row(2, due_soon=True), row(3)]
    assert counts(rows) == {"all": 3, "late": 1, "soon": 1, "critical": 0}


def test_critical_tickets_are_counted_while_they_are_ours() -> None:
    """A critical request that waits for us shows above the queue; one that an engineer has does not."""
    rows = [row(1, impact="critical"), row(2, impact="critical", ball="engineer"), row(3)]
    assert counts(rows)["critical"] == 1


def test_it_says_how_things_stand_again_after_a_reload(told: list[dict[str, Any]]) -> None:
    """A view that is made again learns at once who works, how much is due and how old that is."""
    view = HeaderView(MainLoop(), Client())
    view.show(queue(row(1, overdue=True)))
    asyncio.run(view.hear({"type": "hello"}))
    first, again = [message for message in told if message["type"] == "standing"]
    assert again["counts"] == first["counts"] == {"all": 1, "late": 1, "soon": 0, "critical": 0}
    assert again["you"]["name"] == "Tara Steward"


def test_it_says_who_is_on_duty(told: list[dict[str, Any]]) -> None:
    """Who is on support and who joins next stands above the queue, after a reload too."""
    view = HeaderView(MainLoop(), Client())
    view.show_duty({"on_now": {"seats": [{"name": "Elif"}]}, "next_handover": None, "rows": ["many"]})
    asyncio.run(view.hear({"type": "hello"}))
    duty = [message for message in told if message["type"] == "duty"]
    assert [message["now"]["seats"][0]["name"] for message in duty] == ["Elif", "Elif"]
    assert "rows" not in duty[0]


def test_it_offers_what_needs_no_ticket(told: list[dict[str, Any]]) -> None:
    """A backlog issue, an answer in public and a busy hub are about no ticket, and stand above the queue."""
    asyncio.run(HeaderView(MainLoop(), Client()).hear({"type": "hello"}))
    assert [form["action"] for form in told[0]["forms"]] == ["backlog", "answer_public", "busy"]


def test_it_says_what_is_on_at_the_hubs(told: list[dict[str, Any]]) -> None:
    """An event that is on, and a question that waits in public, stand above the queue."""
    view = HeaderView(MainLoop(), Client())
    event = {"id": "1", "title": "Data day", "hubs": [], "starts_at": None, "ends_at": None}
    view.show(queue(row(1)) | {"events_now": [event], "hub_support": [{"link": "https://x.example"}]})
    standing = next(message for message in told if message["type"] == "standing")
    assert (standing["events_now"], len(standing["hub_support"])) == ([event], 1)
    assert standing["events_soon"] == []


def test_it_answers_a_page_that_asks(told: list[dict[str, Any]]) -> None:
    """A page that heard nothing for a while asks, and a kernel that is alive says so."""
    asyncio.run(HeaderView(MainLoop(), Client()).hear({"type": "here"}))
    assert told == [{"type": "heard"}]
