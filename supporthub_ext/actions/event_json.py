"""Events of hubs as the endpoints show them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from supporthub_ext.models import Person
from supporthub_ext.process.event_hours import active_windows
from supporthub_ext.process.hub_events import KnownEvent
from supporthub_ext.store.documents import instant


def event_json(event: KnownEvent, now: datetime, asked_days: int, people: Iterable[Person]) -> dict[str, Any]:
    """Answer one event of ``GET events``.

    Parameters
    ----------
    event, now
        The event, and the present moment, UTC.
    asked_days
        How many days' notice the process asks for.
    people
        Those on duty: the hours are shown as their clocks show them.
    """
    given = event.notice_days()
    windows = active_windows(event)
    return brief_json(event) | {
        "zone": event.zone,
        "known_in": list(event.known_in),
        "missing_in": list(event.missing_in),
        "noticed_at": instant(event.noticed_at) if event.noticed_at else None,
        "state": _state(event, now),
        "notice": {
            "given_days": given,
            "asked_days": asked_days,
            "short": given is not None and given < asked_days,
        },
        "hours": [
            {
                "person_id": person.id,
                "name": person.name,
                "zone": person.zone,
                "windows": [window.local(person.zone) for window in windows],
            }
            for person in people
        ],
        "links": dict(event.links),
    }


def brief_json(event: KnownEvent) -> dict[str, Any]:
    """Answer what a header shows of an event."""
    return {
        "id": event.id,
        "title": event.title,
        "hubs": list(event.hubs),
        "starts_at": instant(event.starts_at) if event.starts_at else None,
        "ends_at": instant(event.ends_at) if event.ends_at else None,
    }


def _state(event: KnownEvent, now: datetime) -> str:
    if event.starts_at is None:
        return "undated"
    if event.runs(now):
        return "on"
    return "to_come" if event.starts_at > now else "over"
