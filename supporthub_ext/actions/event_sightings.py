"""What each place says of the hubs' events: the calendar, issues with the event label, and tickets."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from supporthub_ext.actions.office import Office
from supporthub_ext.process.event_text import read_event, whole_days
from supporthub_ext.process.hub_events import Sighting
from supporthub_ext.services.calendar_records import CalendarEvent
from supporthub_ext.services.github_records import GitHubIssue
from supporthub_ext.store.documents import instant
from supporthub_ext.store.mirror import Mirrored, Row

AHEAD = timedelta(days=120)
BEHIND = timedelta(days=1)
TALKED_OF = timedelta(
    days=180
)  # a ticket or an issue that nobody touched for so long is about no event to come
PAGE = 200


async def from_calendar(office: Office, now: datetime) -> list[Sighting]:
    """Answer what the hubs' calendar says of the days around now."""
    if office.hub_calendar is None:
        return []
    return [_entry(one) for one in await office.hub_calendar.events(now - BEHIND, now + AHEAD)]


async def from_issues(office: Office, now: datetime) -> list[Sighting]:
    """Answer what issues with the event label say; a closed one without a date is over."""
    if not office.has_github:
        return []
    label = office.process.labels.event.name
    issues = office.github.issues(since=now - TALKED_OF, labels=[label])
    found = [(issue.state, _issue(issue)) async for issue in issues]
    return [one for state, one in found if _to_come(one, now) or (one.starts_at is None and state == "open")]


async def from_tickets(office: Office, now: datetime) -> list[Sighting]:
    """Answer what tickets with a date of an event say, answered ones too."""
    companies, found, after = office.mirror.names("company"), [], 0
    since = instant(now - TALKED_OF)
    while page := office.mirror.page(after, PAGE, since):
        after = page[-1].id
        rows = (one for one in page if not one.hidden)
        found += [one for ticket in rows if (one := _ticket(office, ticket, companies))]
        await asyncio.sleep(0)  # the worker answers others between two pages
    return [one for one in found if _to_come(one, now)]


def _entry(event: CalendarEvent) -> Sighting:
    """Answer an entry of the calendar; each date of one that repeats is an event of its own."""
    written = read_event(f"{event.location}\n{event.description}")
    return Sighting(
        place="calendar",
        id=f"calendar-{event.uid}-{event.starts_at:%Y%m%d}",
        title=event.title or "(no title)",
        hubs=written.hubs,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=_known(event.zone),
        noticed_at=event.noticed_at,
    )


def _issue(issue: GitHubIssue) -> Sighting:
    written = read_event(f"{issue.title}\n{issue.body}")
    hubs = tuple(hub for hub in written.hubs if "/issues/" not in hub and "/tickets/" not in hub)
    return Sighting(
        place="issue",
        id=f"issue-{issue.number}",
        title=issue.title,
        hubs=hubs,
        starts_at=written.starts_at,
        ends_at=written.ends_at,
        zone=written.zone,
        noticed_at=issue.created_at,
        link=issue.link,
    )


def _ticket(office: Office, ticket: Mirrored, companies: dict[int, str]) -> Sighting | None:
    day = _day(office, ticket.row)
    if day is None:
        return None
    custom = ticket.row.get("custom_fields") or {}
    hub = next((str(custom[name]) for name in office.process.fields.hub if custom.get(name)), None)
    starts_at, ends_at = whole_days(day, day)
    return Sighting(
        place="ticket",
        id=f"ticket-{ticket.id}",
        title=str(ticket.row.get("subject") or f"Ticket {ticket.id}"),
        hubs=(hub,) if hub else (),
        starts_at=starts_at,
        ends_at=ends_at,
        community=companies.get(ticket.row.get("company_id") or 0),
        noticed_at=datetime.fromisoformat(str(ticket.row["created_at"])),
        link=office.ticket_link(ticket.id),
    )


def _day(office: Office, row: Row) -> date | None:
    """Answer the day that a ticket's form names, or None."""
    custom = row.get("custom_fields") or {}
    for name in office.process.fields.event_date:
        try:
            return date.fromisoformat(str(custom.get(name) or "")[:10])
        except ValueError:
            continue
    return None


def _to_come(one: Sighting, now: datetime) -> bool:
    return one.ends_at is not None and now - BEHIND < one.ends_at < now + AHEAD


def _known(zone: str | None) -> str | None:
    """Answer a zone that the clocks here know; another one's hours are told in UTC."""
    try:
        return ZoneInfo(zone).key if zone else None
    except (KeyError, ValueError, OSError):
        return "UTC"
