"""The control room, for tests and demos: move the clock, set faults, read the log, act as a requester."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from supporthub_ext.sandbox.calendar import service as calendar
from supporthub_ext.sandbox.clock import read_moment, stamp
from supporthub_ext.sandbox.control_tickets import (
    FieldRule,
    IndexDelay,
    Mails,
    Rate,
    Story,
    WriteBack,
    WriteIn,
)
from supporthub_ext.sandbox.github import switches as github
from supporthub_ext.sandbox.people import BOT, COMMUNITIES, TEAM
from supporthub_ext.sandbox.slack import switches as slack
from supporthub_ext.sandbox.web import Answer, Handler, Refusal, Service
from supporthub_ext.sandbox.world import World


class ClockHandler(Handler):
    """``GET /clock``; ``POST /clock {"now": ISO}`` or ``{"advance_s": N}``; ``{"still": true}`` stops it."""

    def on_get(self) -> dict[str, Any]:
        """Answer what the time is."""
        return {"now": stamp(self.world.clock.now())}

    def on_post(self) -> dict[str, Any]:
        """Move the clock, and let everything happen that is due by then."""
        wish = self.json()
        try:
            if "still" in wish:
                self.world.clock.stand(still=bool(wish["still"]))
            if "now" in wish:
                self.world.clock.set(read_moment(wish["now"]))
            elif "advance_s" in wish or "still" not in wish:
                self.world.clock.advance(float(wish["advance_s"]))
        except (KeyError, TypeError, ValueError):
            raise Refusal(400, {"message": 'Say {"now": ISO 8601} or {"advance_s": seconds}.'}) from None
        self.world.agenda.catch_up(self.world.clock.now())
        return self.on_get()


class FaultsHandler(Handler):
    """``GET|POST|DELETE /faults``."""

    def on_get(self) -> dict[str, Any]:
        """Answer the faults that are set."""
        return {"faults": [asdict(fault) for fault in self.world.faults.waiting]}

    def on_post(self) -> Answer:
        """Set a fault."""
        try:
            return Answer(asdict(self.world.faults.add(self.json())), 201)
        except (TypeError, ValueError) as problem:
            raise Refusal(400, {"message": str(problem)}) from None

    def on_delete(self) -> Answer:
        """Take all faults away."""
        self.world.faults.clear()
        return Answer(status=204)


class LogHandler(Handler):
    """``GET|DELETE /log``; ``GET /log?service=freshdesk`` for one service."""

    def on_get(self) -> dict[str, Any]:
        """Answer every request but those to the control room, oldest first."""
        wanted = self.get_query_argument("service", "")
        return {"requests": [one for one in self.world.log if one["service"] == (wanted or one["service"])]}

    def on_delete(self) -> Answer:
        """Forget the requests so far."""
        self.world.log.clear()
        return Answer(status=204)


class PeopleHandler(Handler):
    """``GET /people``: who there is, with ids and tokens, so that a test can act as them."""

    def on_get(self) -> dict[str, Any]:
        """Answer the team, the product's own account, who is on duty, and the communities."""
        return {
            "people": [asdict(one) for one in TEAM],
            "bot": asdict(BOT),
            "on_duty": [one.id for one in self.world.on_duty()],
            "communities": [asdict(one) for one in COMMUNITIES],
        }


class ProblemsHandler(Handler):
    """``GET /problems``: rows of ``--load`` that could not be used."""

    def on_get(self) -> dict[str, Any]:
        """Answer each such row's line number and why."""
        return {"problems": self.world.problems}


class MissingHandler(Handler):
    """Any other path."""

    def begin(self) -> None:
        """Say what there is."""
        known = (
            "/calendar /clock /faults /github /log /people /problems /slack /tickets /tickets/{id}/replies"
        )
        raise Refusal(404, {"message": f"The control room has {known}."})


def make(world: World) -> Service:
    """Answer the control room of a world."""
    del world
    routes: list[tuple[str, type[Handler]]] = [
        (r"/clock", ClockHandler),
        (r"/faults", FaultsHandler),
        (r"/log", LogHandler),
        (r"/people", PeopleHandler),
        (r"/problems", ProblemsHandler),
        (r"/tickets", WriteIn),
        (r"/tickets/(\d+)/replies", WriteBack),
        (r"/tickets/(\d+)/ratings", Rate),
        (r"/freshdesk", IndexDelay),
        (r"/mails", Mails),
        (r"/story", Story),
        (r"/ticket_fields/(\w+)", FieldRule),
        *slack.ROUTES,
        *github.ROUTES,
        *calendar.SWITCHES,
    ]
    return Service("control", routes, MissingHandler, lambda url: {"url": url})
