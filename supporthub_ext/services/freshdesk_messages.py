"""One entry of a FreshDesk conversation as a message: who said it, to whom, when, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from supporthub_ext.models import Audience, Message
from supporthub_ext.services.freshdesk_text import instant, number, record, records, text, text_of_html

Row = Mapping[str, Any]
Sender = Literal["requester", "agent", "system"]

TWEET = 5  # as the source of a ticket and of an entry
SURVEY = 6
OUTBOUND = 10  # a ticket that began with a mail of ours


@dataclass(slots=True)
class Reader:
    """Reads one ticket's messages, and collects in ``problems`` what could not be read.

    Parameters
    ----------
    ticket
        The ticket's row.
    agents
        Names of agents by id.
    """

    ticket: Row
    agents: Mapping[int, str]
    problems: list[str] = field(default_factory=list)

    def opening(self, at: datetime, *, complete: bool) -> Message:
        """Answer the ticket's own first message: what it says is known once the view was read."""
        row, name = self.ticket, "The first message"
        html, said = self._body(name, row.get("description"), row.get("description_text"), expected=complete)
        ours = row.get("source") == OUTBOUND
        author_id = number(row.get("responder_id" if ours else "requester_id"))
        if row.get("source") == TWEET:
            self._tweet(name)
        return Message(
            id=number(row.get("id")) or 0,
            at=at,
            sender="agent" if ours else "requester",
            audience="requester",
            author=self._name(author_id, None),
            author_id=author_id,
            html=html,
            text=said,
            source=f"ticket {row.get('id')}",
            attachments=tuple(records(row.get("attachments"))),
        )

    def entry(self, row: Row, fallback: datetime) -> Message:
        """Answer one entry of the conversation.

        ``fallback`` is its time when it has none that can be read: that of the entry before it, since
        FreshDesk serves them in order of time.
        """
        id_ = number(row.get("id"))
        name = f"Message {id_}" if id_ is not None else "A message without a number"
        if id_ is None:
            self.problems.append("A message has no number of its own.")
        html, said = self._body(name, row.get("body"), row.get("body_text"), expected=True)
        if row.get("source") == TWEET:
            self._tweet(name)
        sender = self._sender(name, row)
        author_id = number(row.get("user_id"))
        return Message(
            id=id_ or 0,
            at=self._at(name, row, fallback),
            sender=sender,
            audience=self._audience(name, row, sender),
            author=self._name(author_id, row.get("from_email")),
            author_id=author_id,
            html=html,
            text=said,
            source=f"conversation {id_}",
            attachments=tuple(records(row.get("attachments"))),
            automatic=_automatic(row),
        )

    # -- parts -----------------------------------------------------------------------------------------

    def _body(self, name: str, html: Any, plain: Any, *, expected: bool) -> tuple[str, str]:
        """Answer an entry's HTML and its text; the text is taken from the HTML where it does not come."""
        html, plain = text(html), text(plain).strip()
        if html and not plain and (plain := text_of_html(html)):
            self.problems.append(f"{name} came as HTML alone; its text was taken from that.")
        elif expected and not plain:
            self.problems.append(f"{name} holds no text.")
        return html, plain

    def _tweet(self, name: str) -> None:
        self.problems.append(f"{name} is a tweet, whose words FreshDesk does not pass on: read it there.")

    def _at(self, name: str, row: Row, fallback: datetime) -> datetime:
        if at := instant(row.get("created_at")):
            return at
        self.problems.append(f"{name} has no readable time.")
        return instant(row.get("updated_at")) or fallback

    def _sender(self, name: str, row: Row) -> Sender:
        incoming = row.get("incoming")
        if row.get("source") == SURVEY or (_automatic(row) and incoming is not True):
            return "system"
        if incoming is True:
            # A private one came from somebody to whom we had forwarded the ticket: not the requester, not us.
            return "system" if row.get("private") is True else "requester"
        if incoming is False:
            return "agent"
        if number(row.get("user_id")) in self.agents:
            return "agent"
        if number(row.get("user_id")) != number(self.ticket.get("requester_id")):
            self.problems.append(f"{name} does not say who wrote it; it is taken for the requester's.")
        return "requester"

    def _audience(self, name: str, row: Row, sender: Sender) -> Audience:
        private = row.get("private")
        if isinstance(private, bool):
            return "team" if private else "requester"
        if sender == "requester":
            return "requester"
        self.problems.append(f"{name} does not say if it is private; it is taken to be.")
        return "team"

    def _name(self, author_id: int | None, mail: Any) -> str | None:
        if author_id is not None and author_id in self.agents:
            return self.agents[author_id]
        requester = record(self.ticket.get("requester"))
        if author_id is not None and author_id == number(requester.get("id")):
            return text(requester.get("name")) or text(requester.get("email")) or None
        return text(mail) or None


def _automatic(row: Row) -> bool:
    """Answer whether a machine wrote it: an automation of FreshDesk, an out-of-office reply, a survey."""
    marks = (row.get("automation_id"), row.get("automation_type_id"))
    return (
        row.get("auto_response") is True
        or row.get("source") == SURVEY
        or any(mark is not None for mark in marks)
    )
