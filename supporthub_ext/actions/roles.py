"""Who is on support and when: the rota, held against the Team Roles calendar, and as a feed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from supporthub_ext.actions.fields import day
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.read_stewards import StewardsReader
from supporthub_ext.errors import SupportHubError
from supporthub_ext.models import CalendarRecord
from supporthub_ext.process.ics import publish, rota_events, to_ical
from supporthub_ext.process.rota_json import rota_body
from supporthub_ext.store.documents import instant
from supporthub_ext.store.ledger import Entry

AHEAD = timedelta(days=365)
FEED = "rota"  # where the ledger keeps what the feed last said


class Roles:
    """Answers the rota.

    Parameters
    ----------
    office
        The process, the roster, the overrides and the calendar.
    stewards
        Who feeds the roster from Slack, and what is doubtful there.
    """

    def __init__(self, office: Office, stewards: StewardsReader) -> None:
        self._office = office
        self._stewards = stewards

    async def rota(self, now: datetime, first: str | None, end: str | None) -> dict[str, Any]:
        """Answer ``GET rota``.

        Raises
        ------
        InvalidField
            When a day can't be read, or the days run backwards or too far.
        """
        start = day("from", first) if first else now.date()
        stop = day("to", end) if end else start + AHEAD
        records = await self._records(start, stop)
        body = rota_body(
            self._office.rota(),
            now=now,
            first=start,
            end=stop,
            records=records,
            records_as_of=now if records is not None else None,
        )
        return body | {"problems": [*self._stewards.problems(), *body["problems"]]}

    def ics(self, now: datetime) -> bytes:
        """Answer ``GET rota.ics``: a year of tours whose numbers grow when they change."""
        before = self._office.ledger.get("feed", FEED)
        published = before.document if before else None
        events = rota_events(self._office.rota(), now.date() - AHEAD, now.date() + AHEAD, published)
        fresh = publish(events, published)
        if fresh != published:
            self._office.ledger.put(Entry("feed", FEED, None, instant(now), "feed", dict(fresh)))
        return to_ical(events, name=self._office.process.roles.stewards, now=now)

    async def _records(self, first: date, end: date) -> tuple[CalendarRecord, ...] | None:
        """Answer the Team Roles calendar's records, or None when it can't be read."""
        if self._office.calendar is None:
            return None
        try:
            return await self._office.calendar.records(first, end)
        except SupportHubError as problem:
            self._office.log.warning("Calendar: %s", problem.message)
            return None
