"""The line above the queue: who you are, what is due, how old the data is, what is wrong."""

from __future__ import annotations

from typing import Any

from supporthub_ext.client import Client
from supporthub_ext.views.bundle import css, esm
from supporthub_ext.views.doing import DoingPart
from supporthub_ext.views.forms import desk_forms
from supporthub_ext.views.mainloop import MainLoop
from supporthub_ext.views.servertime import ServerClock

Json = dict[str, Any]


class HeaderView(DoingPart):
    """Shows how things stand, and does what needs no ticket.

    Parameters
    ----------
    main
        The loop on which messages are heard.
    client
        The way to the server.
    """

    _esm = esm("header.js")
    _css = css("base.css", "panel.css", "forms.css", "header.css")

    def __init__(self, main: MainLoop, client: Client) -> None:
        super().__init__(main, client)
        self._standing: Json | None = None
        self._duty: Json | None = None
        self._clock = ServerClock()

    def show(self, answer: Json) -> None:
        """Show what ``GET queue`` says about itself."""
        standing = {name: answer[name] for name in ("as_of", "stale", "problem", "state", "you")}
        news = {name: answer.get(name, []) for name in ("events_now", "events_soon", "hub_support")}
        self._standing = standing | news | {"counts": counts(answer["tickets"])}
        self._clock.set(answer["now"])
        self._give()

    def show_duty(self, rota: Json) -> None:
        """Show who is on support, and the next handover, as ``GET rota`` says."""
        self._duty = {"now": rota["on_now"], "next": rota["next_handover"]}
        self.tell("duty", **self._duty)

    async def hear_hello(self, _content: Json) -> None:
        """Tell a view that was just made how things stand."""
        self.tell("forms", forms=desk_forms())
        if self._standing:
            self._give()
        if self._duty:
            self.tell("duty", **self._duty)

    async def hear_here(self, _content: Json) -> None:
        """Answer a page that asks whether anybody still listens."""
        self.tell("heard")

    def _give(self) -> None:
        self.tell("standing", now=self._clock.now(), **(self._standing or {}))


def counts(rows: list[Json]) -> dict[str, int]:
    """Answer how many tickets there are, and how many are late, due soon, or critical and ours."""
    late = sum(bool(row["overdue"]) for row in rows)
    soon = sum(bool(row["due_soon"]) and not row["overdue"] for row in rows)
    critical = sum(row["impact"] == "critical" and row["ball"] == "ours" for row in rows)
    return {"all": len(rows), "late": late, "soon": soon, "critical": critical}
