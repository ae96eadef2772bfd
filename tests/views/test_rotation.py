"""The rotation and the engineers."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from supporthub_ext.client import Client
from supporthub_ext.views import rotation
from supporthub_ext.views.engineers import EngineersView
from supporthub_ext.views.forms import rota_forms
from supporthub_ext.views.mainloop import MainLoop
from supporthub_ext.views.rotation import RotationView
from tests.views.room import NOW, Json, OurServer, plan, refusal

Told = list[dict[str, Any]]


def seat(name: str) -> Json:
    return {"person_id": name.lower(), "name": name, "source": "rule"}


def rota(first: str = "2026-03-04") -> Json:
    row = {"from": first, "to": "2026-03-11", "seats": [seat("Elif"), None], "handover": False}
    on_now = row | {"seats": [seat("Jonas"), seat("Elif")]}
    return {"on_now": on_now, "rows": [row], "gaps": [], "next_handover": {"date": "2026-03-11"}}


def pack(**more: Any) -> Json:
    return {"date": "2026-03-11", "state": "ready", "tickets": [], **more}


def events(**more: Any) -> Json:
    return {"now": NOW, "as_of": NOW, "problem": None, "events": [], **more}


def of(told: Told, kind: str) -> Told:
    return [message for message in told if message["type"] == kind]


def hear(view: Any, *messages: Json) -> None:
    for message in messages:
        asyncio.run(view.hear(message))


def test_half_a_year_is_shown_from_a_month_ago(server: OurServer, client: Client, told: Told) -> None:
    """The timeline begins four weeks before today, so that the tour under way is whole."""
    server.answers["GET rota"] = rota()
    hear(RotationView(MainLoop(), client), {"type": "hello"})
    (shown,) = of(told, "rota")
    assert (shown["today"], shown["first"], shown["end"]) == ("2026-03-04", "2026-02-04", "2026-08-05")


def test_the_timeline_turns_and_comes_back(server: OurServer, client: Client, told: Told) -> None:
    """Earlier and later move by a quarter; today brings the present back."""
    server.answers["GET rota"] = rota()
    turns = [{"type": "turn", "weeks": weeks} for weeks in (13, 13, 0)]
    hear(RotationView(MainLoop(), client), {"type": "hello"}, *turns)
    firsts = [message["first"] for message in of(told, "rota")]
    assert firsts == ["2026-02-04", "2026-05-06", "2026-08-05", "2026-02-04"]


def test_a_swap_is_about_no_ticket(server: OurServer, client: Client, told: Told) -> None:
    """A swap is previewed by the same parts as a reply, without a ticket."""
    server.answers["POST plans"] = plan()
    message = {"type": "preview", "ticket_id": None, "action": "override", "fields": {"kind": "swap"}}
    hear(RotationView(MainLoop(), client), message)
    (body,) = server.calls("POST plans")
    assert (body["ticket_ids"], body["expected"]) == ([], {})
    assert told[-1]["type"] == "plan"


def test_everybody_on_the_rota_can_swap() -> None:
    """A person is chosen by name, from all who sit in the rota now or later, each once."""
    entries = {entry["name"]: entry for entry in rota_forms(rota())[0]["entries"]}
    assert entries["by_id"]["options"] == (("elif", "Elif"), ("jonas", "Jonas"))


def test_the_next_handover_is_filled_in() -> None:
    """A handover is prepared for the next one, unless somebody says another day."""
    year = rota() | {"next_handover": {"date": "2026-03-11"}}
    form = next(one for one in rota_forms(year) if one["action"] == "handover")
    assert form["entries"][0]["value"] == "2026-03-11"


def test_trouble_is_told_in_place(server: OurServer, client: Client, told: Told) -> None:
    """A rota or a list of engineers that can't be read says why, where it would stand."""
    server.answers |= {
        "GET rota": (500, refusal("roster_file")),
        "GET engineers": (500, refusal("roster_file")),
    }
    hear(RotationView(MainLoop(), client), {"type": "hello"})
    hear(EngineersView(MainLoop(), client), {"type": "hello"})
    codes = [message["problem"]["code"] for message in of(told, "problem")]
    assert codes == ["roster_file", "roster_file"]


def test_the_handover_that_is_meant_is_read(server: OurServer, client: Client, told: Told) -> None:
    """The pack is that of the next handover, until somebody asks for another; then it stays that one."""
    server.answers |= {"GET rota": rota(), "GET handover": pack(), "GET events": events()}
    view = RotationView(MainLoop(), client)
    hear(view, {"type": "hello"}, {"type": "handover", "date": "2026-02-25"}, {"type": "again"})
    asked = [parse_qs(urlsplit(one).query) for one in server.addresses if "/handover?" in one]
    assert [one["date"] for one in asked] == [["2026-03-11"], ["2026-02-25"], ["2026-02-25"]]
    assert [message["answer"] for message in of(told, "pack")] == [pack()] * 3


def test_what_the_server_still_reads_is_asked_for_again(
    server: OurServer, client: Client, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the server has not seen all tickets, or not looked for events, both come again by themselves."""
    monkeypatch.setattr(rotation, "LOOK_AGAIN_S", 0)
    server.answers |= {
        "GET rota": rota(),
        "GET handover": [pack(state="loading"), pack()],
        "GET events": [events(as_of=None), events()],
    }
    hear(RotationView(MainLoop(), client), {"type": "hello"})
    assert [message["answer"]["state"] for message in of(told, "pack")] == ["loading", "ready"]
    assert [message["answer"]["as_of"] for message in of(told, "events")] == [None, NOW]


def test_a_section_fails_alone(server: OurServer, client: Client, told: Told) -> None:
    """A pack that can't be read says why in its own place; the rota and the events stand."""
    server.answers |= {
        "GET rota": rota(),
        "GET handover": (500, refusal("no_tickets")),
        "GET events": events(),
    }
    hear(RotationView(MainLoop(), client), {"type": "hello"}, {"type": "events"})
    assert [message["problem"]["code"] for message in of(told, "pack")] == ["no_tickets"]
    assert len(of(told, "rota")) == 1
    assert [message["problem"] for message in of(told, "events")] == [None, None]


def test_no_ticket_text_is_kept_in_a_trait(server: OurServer, client: Client, told: Told) -> None:
    """What the pack says of tickets goes by message alone: a saved notebook holds none of it."""
    server.answers |= {
        "GET rota": rota(),
        "GET handover": pack(tickets=[{"subject": "A private matter"}], agenda="A private matter"),
        "GET events": events(events=[{"title": "A private matter"}]),
    }
    view = RotationView(MainLoop(), client)
    hear(view, {"type": "hello"})
    assert "A private matter" in str(told)
    assert "A private matter" not in str(view.get_state())


def test_engineers_are_told(server: OurServer, client: Client, told: Told) -> None:
    """The engineers come as the server lists them: no order of our own makes a ranking."""
    server.answers["GET engineers"] = {"engineers": [{"person_id": "b"}, {"person_id": "a"}]}
    hear(EngineersView(MainLoop(), client, 4101), {"type": "hello"})
    assert [one["person_id"] for one in told[-1]["engineers"]] == ["b", "a"]
