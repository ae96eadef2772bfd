"""What is watched beside the tickets: the hubs' events, and questions in the public channel."""

from __future__ import annotations

from datetime import datetime
from textwrap import shorten
from typing import Any

from supporthub_ext.actions.event_json import brief_json, event_json
from supporthub_ext.actions.looker import Looker
from supporthub_ext.actions.office import Office
from supporthub_ext.models import Person
from supporthub_ext.process.public_questions import Unanswered
from supporthub_ext.process.rota import on_now
from supporthub_ext.store.documents import instant

TEXT_START = 140  # characters

Json = dict[str, Any]


class Watch:
    """Answers what the looker saw beside the tickets.

    Parameters
    ----------
    office, looker
        The process and the roster, and who reads.
    """

    def __init__(self, office: Office, looker: Looker) -> None:
        self._office = office
        self._looker = looker

    def brief(self, now: datetime) -> Json:
        """Answer what the header shows: events on and soon, and what waits in the public channel."""
        calendar = self._looker.calendar
        return {
            "events_now": [brief_json(event) for event in calendar.running(now)],
            "events_soon": [brief_json(event) for event in calendar.soon(now)],
            "hub_support": [_waiting(one, now) for one in self._looker.public.waiting()],
        }

    def events(self, now: datetime) -> Json:
        """Answer ``GET events``."""
        calendar, asked = self._looker.calendar, self._office.process.events.notice_days
        people = on_duty(self._office, now)
        return {
            "now": instant(now),
            "as_of": instant(calendar.as_of) if calendar.as_of else None,
            "problem": calendar.problem.to_json() if calendar.problem else None,
            "events": [event_json(event, now, asked, people) for event in calendar.events],
        }


def _waiting(one: Unanswered, now: datetime) -> Json:
    return {
        "link": one.message.link,
        "text_start": shorten(one.message.text, TEXT_START, placeholder=" …"),
        "asked_at": instant(one.message.at),
        "due_at": instant(one.due_at) if one.due_at else None,
        "due_soon": bool(one.due_soon_at and one.due_soon_at <= now),
        "overdue": one.overdue(now),
    }


def on_duty(office: Office, now: datetime) -> tuple[Person, ...]:
    """Answer who sits in a seat now, the longer-serving first; an empty seat is nobody."""
    ids = [seat.person_id for seat in on_now(office.rota(), now).seats if seat is not None]
    known = {person.id: person for person in office.roster.people}
    return tuple(known[id_] for id_ in ids if id_ in known)
