"""The calendars as a service of the sandbox: public addresses, ETags, and a switch to change an event."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from supporthub_ext.sandbox.calendar.hub_events import hub_events
from supporthub_ext.sandbox.calendar.ics import Entry, calendar
from supporthub_ext.sandbox.calendar.team_roles import team_roles
from supporthub_ext.sandbox.web import Answer, Handler, Refusal, Service
from supporthub_ext.sandbox.world import World

TEAM_ROLES, HUB_EVENTS = "team-roles", "hub-events"


@dataclass(slots=True)
class Feed:
    """One calendar. Whoever writes into it gives an event a higher number."""

    name: str
    entries: list[Entry]

    def put(self, wish: dict[str, Any], now: datetime) -> Entry:
        """Add an event, or replace all that stands under its ``uid``."""
        start, end = (_moment(wish[name], wish.get("zone")) for name in ("start", "end"))
        old = [entry for entry in self.entries if entry.uid == wish["uid"]]
        status = wish.get("status", "CONFIRMED")
        number = max((entry.sequence + 1 for entry in old), default=0)
        new = Entry(wish["uid"], wish["summary"], start, end, now, number, status)
        self.entries = [entry for entry in self.entries if entry.uid != new.uid] + [new]
        return new

    def remove(self, uid: str) -> None:
        """Take an event out without a trace."""
        self.entries = [entry for entry in self.entries if entry.uid != uid]


class FeedHandler(Handler):
    """``GET /calendar/ical/{name}@lagoon.example/public/basic.ics``."""

    def on_get(self, name: str) -> Answer:
        """Answer the calendar, or 304 to who has it."""
        feed: Feed = self.world.services["calendar"][name]
        body = calendar(feed.name, feed.entries)
        tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        headers = {"ETag": tag, "Content-Type": "text/calendar; charset=UTF-8", "Cache-Control": "no-cache"}
        if self.request.headers.get("If-None-Match") == tag:
            return Answer(None, 304, headers)
        return Answer(body, 200, headers)


class Missing(Handler):
    """Any other address: there is no such calendar, or it is not public."""

    def begin(self) -> None:
        """Answer 404."""
        raise Refusal(404, b"Not Found", {"Content-Type": "text/html; charset=UTF-8"})


class FeedSwitch(Handler):
    """``POST|DELETE /calendar/{team-roles or hub-events}``: what people do in the calendar's page."""

    def on_post(self, name: str) -> dict[str, Any]:
        """Put an event: ``{"uid", "summary", "start", "end", "zone", "status"}``; days or local times."""
        feed: Feed = self.world.services["calendar"][name]
        try:
            entry = feed.put(self.json(), self.world.clock.now())
        except (KeyError, ValueError) as problem:
            raise Refusal(400, {"message": f"An event needs uid, summary, start, end: {problem}"}) from None
        return {"uid": entry.uid, "sequence": entry.sequence}

    def on_delete(self, name: str) -> Answer:
        """Take an event out: ``{"uid"}``."""
        feed: Feed = self.world.services["calendar"][name]
        feed.remove(self.json().get("uid", ""))
        return Answer(status=204)


SWITCHES: list[tuple[str, type[Handler]]] = [(rf"/calendar/({TEAM_ROLES}|{HUB_EVENTS})", FeedSwitch)]


def make(world: World) -> Service:
    """Answer the calendars of a world; they are ``world.services["calendar"]``, by name."""
    now = world.clock.now()
    world.services["calendar"] = {
        TEAM_ROLES: Feed("Team Roles", team_roles(now, world.profile)),
        HUB_EVENTS: Feed("Hub Events", hub_events(now)),
    }
    pattern = rf"/calendar/ical/({TEAM_ROLES}|{HUB_EVENTS})(?:@|%40)lagoon\.example/public/basic\.ics"

    def ready(url: str) -> dict[str, Any]:
        place = f"{url}/calendar/ical/{{}}{quote('@lagoon.example')}/public/basic.ics"
        return {"url": place.format(TEAM_ROLES), "events_url": place.format(HUB_EVENTS)}

    return Service("calendar", [(pattern, FeedHandler)], Missing, ready)


def _moment(text: str, zone: str | None) -> date:
    if "T" not in text:
        return date.fromisoformat(text)
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=ZoneInfo(zone)) if zone else at
