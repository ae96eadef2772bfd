"""Tells an invented ticket from its few numbers: its row for lists, and all of it for a view."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.chance import Chance
from supporthub_ext.sandbox.escalations import Escalation, moment
from supporthub_ext.sandbox.freshdesk.files import invented_attachment
from supporthub_ext.sandbox.freshdesk.first_rows import first_row, first_stats, turn_times
from supporthub_ext.sandbox.freshdesk.history import Beginning, History
from supporthub_ext.sandbox.freshdesk.links import issue_link, thread_link
from supporthub_ext.sandbox.freshdesk.markup import to_html, to_text
from supporthub_ext.sandbox.freshdesk.numbers import DONE
from supporthub_ext.sandbox.freshdesk.records import Ticket
from supporthub_ext.sandbox.freshdesk.stamps import stamp
from supporthub_ext.sandbox.freshdesk.subject import Subject, draw
from supporthub_ext.sandbox.freshdesk.talk import Talk
from supporthub_ext.sandbox.world import World


class Teller:
    """Tells the tickets of one history. The same id is told the same way each time."""

    def __init__(self, world: World, history: History) -> None:
        self._world = world
        self._seats = world.profile.seats
        self.history = history

    def row(self, ticket_id: int) -> dict[str, Any]:
        """Answer the row of a list."""
        one, chance, subject, _ = self._recall(ticket_id)
        return first_row(chance, ticket_id, one, subject)

    def stats(self, ticket_id: int) -> dict[str, Any]:
        """Answer FreshDesk's own figures."""
        one, _, _, times = self._recall(ticket_id)
        return first_stats(one, times)

    def ticket(self, ticket_id: int) -> Ticket:
        """Answer the whole ticket: what a view shows, and the conversation."""
        one, chance, subject, times = self._recall(ticket_id)
        row = first_row(chance, ticket_id, one, subject)
        body = to_html(subject.first_message)
        row |= {"description": body, "description_text": to_text(body)}
        row["attachments"] = self._attached(ticket_id, subject, one)
        thread_at = dict(zip(one.plot.turns, times, strict=True)).get("thread", one.created)
        links = {
            "thread": thread_link(self._world, ticket_id, thread_at),
            "issue": issue_link(self._world, ticket_id),
        }
        talk = Talk(ticket_id, Chance(self.history.seed, "talk", ticket_id), subject, links)
        turns = zip(one.plot.turns, times, strict=True)
        entries = [talk.entry(place, turn, at) for place, (turn, at) in enumerate(turns, start=1)]
        return Ticket(row, first_stats(one, times), entries, one.state, one.created, one.updated)

    def escalation(self, ticket_id: int) -> Escalation | None:
        """Answer what was done about a ticket elsewhere; None where nothing was."""
        one, _, subject, at = self._recall(ticket_id)
        if "thread" not in one.plot.turns:
            return None
        times = dict(zip(one.plot.turns, at, strict=True))
        issue_at, closed_at = times.get("issue"), times.get("done") or times.get("told")
        return Escalation(
            ticket_id=ticket_id,
            subject=subject.title,
            community=subject.home.name,
            hub=subject.place,
            steward_id=subject.steward.id,
            engineer_id=subject.engineer.id,
            thread_at=moment(times["thread"]),
            thread_says=subject.topic["internal"],
            issue_at=moment(issue_at) if issue_at else None,
            change=subject.topic["change"],
            at_work="update" in times or one.plot.status in DONE,
            closed_at=moment(closed_at) if closed_at and issue_at else None,
            done=subject.topic["done"],
        )

    def subject(self, ticket_id: int) -> Subject:
        """Answer what an invented ticket is about."""
        return self._recall(ticket_id)[2]

    @staticmethod
    def _attached(ticket_id: int, subject: Subject, one: Beginning) -> list[dict[str, Any]]:
        attached = "attached" in subject.said.text
        return [invented_attachment(ticket_id, stamp(one.created))] if attached else []

    def _recall(self, ticket_id: int) -> tuple[Beginning, Chance, Subject, list[int]]:
        """Answer the same draws for the same id."""
        one = self.history.beginning(ticket_id)
        chance = Chance(self.history.seed, "ticket", ticket_id)
        subject = draw(chance, one, self._seats)
        return one, chance, subject, turn_times(chance, one)
