"""The handover pack: every open ticket with what the next steward needs, and the meeting's agenda."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from supporthub_ext.actions.entries import Entry
from supporthub_ext.actions.fields import day
from supporthub_ext.actions.handover_slack import welcome_text
from supporthub_ext.actions.looker import Looker
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.queue import Queue
from supporthub_ext.process.handover_agenda import Agenda, Item, agenda_text
from supporthub_ext.process.handover_note import note_values
from supporthub_ext.process.hub_events import KnownEvent
from supporthub_ext.process.news import day_in_words
from supporthub_ext.process.rota import next_handover
from supporthub_ext.process.rota_cover import gaps_between
from supporthub_ext.process.rota_days import Rota
from supporthub_ext.process.rota_meeting import Meeting, meeting_on
from supporthub_ext.process.rota_shapes import handover_json, seat_json
from supporthub_ext.store.documents import instant

Json = dict[str, Any]
STANDING = ("now", "as_of", "stale", "problem")  # how old the tickets are, as the queue says it


class HandoverPack:
    """Answers ``GET handover``.

    Parameters
    ----------
    office, queue, looker
        The rota, the open tickets, and the events that come up.
    """

    def __init__(self, office: Office, queue: Queue, looker: Looker) -> None:
        self._office = office
        self._queue = queue
        self._looker = looker

    def answer(self, now: datetime, date: str | None) -> Json:
        """Answer the pack of a day's handover; of the next one without a day.

        Raises
        ------
        InvalidField
            When no seat changes hands on that day.
        """
        office = self._office
        rota = office.rota()
        meeting = meeting_on(rota, day("date", date) if date else next_handover(rota, now).day)
        entries = [entry for entry in self._queue.in_order(now) if entry.step.noise is None]
        done = office.ledger.get("handover", f"handover-{meeting.handover.day.isoformat()}")
        standing = self._queue.standing(now, None)
        return handover_json(meeting.handover) | {
            **{name: standing[name] for name in STANDING},
            "state": standing["state"] if self._all_read() else "loading",
            "stays": [seat_json(seat) for seat in meeting.stays],
            "done_at": done.written_at if done else None,
            "tickets": [self._ticket(entry) for entry in entries],
            "agenda": self._agenda(rota, meeting, entries, now),
            "welcome": welcome_text(office.process, meeting),
        }

    def _all_read(self) -> bool:
        """Say whether every place was looked at, or can't be: before that nobody knows whose turn it is."""
        slack, github, calendar = self._looker.slack, self._looker.github, self._looker.calendar
        return bool(
            (not self._office.has_slack or slack.as_of or slack.problem)
            and (not self._office.has_github or github.as_of or github.problem)
            and (calendar.as_of or calendar.problem)
        )

    def _ticket(self, entry: Entry) -> Json:
        facts, due_at = entry.facts, entry.step.due_at
        return {
            "ticket_id": facts.ticket_id,
            "subject": facts.subject,
            "link": self._office.ticket_link(facts.ticket_id),
            "due_at": instant(due_at) if due_at else None,
        } | note_values(facts, entry.step, self._office.process)

    def _agenda(self, rota: Rota, meeting: Meeting, entries: list[Entry], now: datetime) -> str:
        office = self._office
        first = meeting.handover.day
        events = [*self._looker.calendar.running(now), *self._looker.calendar.soon(now)]
        gaps = gaps_between(rota, first, first + timedelta(days=rota.rule.stagger_days))
        agenda = Agenda(
            open=len(entries),
            overdue=sum(bool(one.step.due_at and one.step.due_at < now) for one in entries),
            unowned=sum(one.facts.assignee_id is None for one in entries),
            with_engineers=sum(one.step.ball == "engineer" for one in entries),
            tickets=[self._item(one) for one in entries],
            events=[_event(one) for one in events],
            gaps=[f"Nobody sits in a seat from {gap.first} to {gap.end}." for gap in gaps],
        )
        return agenda_text(meeting.handover, meeting.stays, agenda, office.process.roles.steward)

    def _item(self, entry: Entry) -> Item:
        link = self._office.ticket_link(entry.facts.ticket_id) or ""
        return Item(link, entry.facts.subject, entry.step.reason)


def _event(event: KnownEvent) -> str:
    assert event.starts_at is not None  # noqa: S101 - only dated events run or come soon
    missing = f"; not written down in: {', '.join(event.missing_in)}" if event.missing_in else ""
    return f"{day_in_words(event.starts_at)}: {event.title}{missing}"
