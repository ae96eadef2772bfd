"""What the morning's digest holds: due, overdue, unowned, mismatches, events, questions in public, stuck."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from textwrap import shorten
from zoneinfo import ZoneInfo

from supporthub_ext.actions.entries import Entry
from supporthub_ext.actions.looker import Looker
from supporthub_ext.actions.mismatch import MISMATCHES
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.queue import Queue
from supporthub_ext.models import STEP_WORDS, Person
from supporthub_ext.process.definition_time import WEEKDAYS
from supporthub_ext.process.digest_text import MOST_LINES, Section, digest_text
from supporthub_ext.process.hub_events import KnownEvent
from supporthub_ext.process.reminders import Digest, Owed, in_words
from supporthub_ext.process.roster import find_person
from supporthub_ext.process.rota import next_handover
from supporthub_ext.process.stuck import stuck

SUBJECT = 60  # characters
TEXT = 80


class DigestWriter:
    """Writes digests from what the queue and the looker know.

    Parameters
    ----------
    office, queue, looker
        The process, the live tickets, and what is seen beside them.
    """

    def __init__(self, office: Office, queue: Queue, looker: Looker) -> None:
        self._office = office
        self._queue = queue
        self._looker = looker

    def write(self, day: date, now: datetime) -> Digest | None:
        """Answer the digest of a day, or None when nothing is due."""
        entries = [entry for entry in self._queue.in_order(now) if entry.step.noise is None]
        zone = ZoneInfo(self._office.process.working_time.zone)
        midnight = datetime.combine(day + timedelta(days=1), time(), zone)
        overdue = [one for one in entries if one.step.due_at and one.step.due_at <= now]
        today = [one for one in entries if one.step.due_at and now < one.step.due_at < midnight]
        sections = [
            Section("Overdue", [self._due(one) for one in overdue]),
            Section("Due today", [self._due(one) for one in today]),
            Section("Nobody owns", [self._label(one) for one in entries if self.owner(one) is None]),
            Section("Places that contradict each other", list(self._mismatches(entries))),
            Section("Events", list(self._events(now))),
            Section("Waiting in the public channel", list(self._public(midnight))),
            Section("Handover", list(self._handover(day, now))),
            Section("Stuck, our look of the week", list(self._stuck(day, entries, now))),
        ]
        text = digest_text(day, sections)
        named = (*overdue[:MOST_LINES], *today[:MOST_LINES])  # what is only counted is not told
        return Digest(text, tuple(one.facts.ticket_id for one in named)) if text else None

    def owed(self, now: datetime) -> list[Owed]:
        """Answer every ticket with a promise, as a nudge sees it."""
        found = []
        for entry in self._queue.in_order(now):
            if entry.step.due_at and entry.step.noise is None:
                person = self.owner(entry)
                found.append(
                    Owed(
                        entry.facts.ticket_id,
                        self._label(entry),
                        entry.step.step,
                        person.id if person else None,
                        entry.step.due_at,
                        entry.step.due_soon_at,
                    )
                )
        return found

    def owner(self, entry: Entry) -> Person | None:
        """Answer who of the roster has a ticket, or None."""
        agent = entry.facts.assignee_id
        return find_person(self._office.roster, freshdesk_agent_id=agent) if agent else None

    # -- lines -----------------------------------------------------------------------------------------

    def _label(self, entry: Entry) -> str:
        facts = entry.facts
        about = shorten(facts.subject, SUBJECT, placeholder=" …")
        whose = f", {facts.community}" if facts.community else ""
        return f"{self._office.ticket_link(facts.ticket_id)} {about}{whose}"

    def _due(self, entry: Entry) -> str:
        assert entry.step.due_at is not None  # noqa: S101 - only those with a promise are asked for
        what = STEP_WORDS[entry.step.step]
        return f"{self._label(entry)}: {what}, {in_words(entry.step.due_at)}"

    def _mismatches(self, entries: list[Entry]) -> Iterator[str]:
        for entry in entries:
            if entry.mismatches:
                yield f"{self._label(entry)}: {' '.join(MISMATCHES[code].text for code in entry.mismatches)}"

    def _events(self, now: datetime) -> Iterator[str]:
        calendar = self._looker.calendar
        for event in calendar.running(now):
            yield f"{event.title} is on, until {in_words(event.ends_at or now)}"
        asked = self._office.process.events.notice_days
        for event in calendar.soon(now):
            yield f"{event.title}, {in_words(event.starts_at or now)}{_doubts(event, asked)}"

    def _public(self, midnight: datetime) -> Iterator[str]:
        for one in self._looker.public.waiting():
            if one.due_at and one.due_at < midnight:
                text = shorten(one.message.text, TEXT, placeholder=" …")
                yield f"{one.message.link} {text}: {in_words(one.due_at)}"

    def _handover(self, day: date, now: datetime) -> Iterator[str]:
        found = next_handover(self._office.rota(), now)
        if found.day == day:
            leaves, joins = (seat.name if seat else "nobody" for seat in (found.leaves, found.joins))
            yield f"{leaves} hands over to {joins}, {in_words(found.at)}"

    def _stuck(self, day: date, entries: list[Entry], now: datetime) -> Iterator[str]:
        if WEEKDAYS[day.weekday()] != self._office.process.stuck.look_on:
            return
        for entry in entries:
            if reasons := stuck(entry.facts, entry.step, self._office.process, now):
                yield f"{self._label(entry)}: {' '.join(reasons)}"


def _doubts(event: KnownEvent, asked_days: int) -> str:
    doubts = [f"not in: {', '.join(event.missing_in)}"] if event.missing_in else []
    given = event.notice_days()
    if given is not None and given < asked_days:
        doubts.append(f"{given} days' notice of {asked_days}")
    return f" ({'; '.join(doubts)})" if doubts else ""
