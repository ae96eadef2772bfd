"""Calendar, issues and tickets -> the events of hubs, read again every few minutes."""

from __future__ import annotations

from datetime import datetime, timedelta

from supporthub_ext.actions.event_sightings import from_calendar, from_issues, from_tickets
from supporthub_ext.actions.office import Office
from supporthub_ext.errors import SupportHubError
from supporthub_ext.models import HubEvent
from supporthub_ext.process.hub_events import KnownEvent, Place, gather, on_or_next


class CalendarReader:
    """Knows the hubs' events.

    Parameters
    ----------
    office
        The calendar, GitHub, the mirror and the process.

    Attributes
    ----------
    events
        Every event around now, in order of time.
    problem, as_of
        The error that stopped the last look, or None; when the last complete look began, UTC.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self.events: tuple[KnownEvent, ...] = ()
        self.problem: SupportHubError | None = None
        self.as_of: datetime | None = None
        self._tried_at: datetime | None = None

    async def run(self, now: datetime) -> dict[str, HubEvent]:
        """Look if it is time to; answer the event of each hub that is on or next."""
        pace = timedelta(minutes=self._office.process.events.watch_minutes)
        if self._tried_at is None or abs(now - self._tried_at) >= pace:
            self._tried_at = now
            await self._look(now)
        return on_or_next(self.events, now)

    def running(self, now: datetime) -> tuple[KnownEvent, ...]:
        """Answer the events that are on."""
        return tuple(event for event in self.events if event.runs(now))

    def soon(self, now: datetime) -> tuple[KnownEvent, ...]:
        """Answer the events that begin within the days that the process calls soon."""
        days = self._office.process.events.soon_days
        return tuple(event for event in self.events if event.within(now, days))

    async def _look(self, now: datetime) -> None:
        try:
            sightings = [
                *await from_calendar(self._office, now),
                *await from_issues(self._office, now),
                *await from_tickets(self._office, now),
            ]
        except SupportHubError as problem:
            self.problem = problem
            return
        self.events, self.problem, self.as_of = gather(sightings, self._places()), None, now

    def _places(self) -> list[Place]:
        office, places = self._office, ["ticket"]
        places += ["issue"] if office.has_github else []
        places += ["calendar"] if office.hub_calendar else []
        return places  # type: ignore[return-value]
