"""The conversation of an invented ticket."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from supporthub_ext.sandbox.chance import Chance
from supporthub_ext.sandbox.freshdesk.markup import to_html
from supporthub_ext.sandbox.freshdesk.numbers import NOTE, REPLY, SURVEY
from supporthub_ext.sandbox.freshdesk.records import conversation_row
from supporthub_ext.sandbox.freshdesk.stamps import stamp
from supporthub_ext.sandbox.freshdesk.subject import Subject
from supporthub_ext.sandbox.freshdesk.turns import COLLEAGUE, ENGINEER, REQUESTER, STEWARD, TURNS, Turn, say
from supporthub_ext.sandbox.people import SUPPORT_MAIL

FIRST_ID = 48_000_000_000  # a hundred ids for each ticket


@dataclass(frozen=True, slots=True)
class Talk:
    """What the entries of one conversation have in common. ``links`` are its ``thread`` and ``issue``."""

    ticket_id: int
    chance: Chance
    subject: Subject
    links: dict[str, str]

    def entry(self, place: int, turn: str, at: int) -> dict[str, Any]:
        """Answer the entry that stands at a place, counted from 1."""
        kind = TURNS[turn]
        incoming = kind.who in (REQUESTER, COLLEAGUE)
        body = to_html(say(turn, self.subject, self.chance, self.links))
        if incoming and self.chance.happens(0.3):
            body += self._quote()
        user_id, mail = self._speaker(kind.who)
        row = conversation_row(
            FIRST_ID + self.ticket_id * 100 + place, self.ticket_id, body, user_id, stamp(at)
        )
        row |= {"incoming": incoming, "private": kind.private, **_sorts(turn, kind, incoming)}
        if not kind.private:
            row["support_email"] = SUPPORT_MAIL
            row["to_emails"] = [SUPPORT_MAIL] if incoming else [self.subject.contact.mail]
            row["from_email"] = mail if incoming else SUPPORT_MAIL
        return row

    def _quote(self) -> str:
        """Answer the first message as mail programs quote it below an answer."""
        first = to_html(self.subject.first_message)
        return f'<div class="freshdesk_quote"><blockquote>{first}</blockquote></div>'

    def _speaker(self, who: str) -> tuple[int, str]:
        """Answer the id and address of whoever speaks."""
        subject = self.subject
        if who in (STEWARD, ENGINEER):
            agent = subject.steward if who == STEWARD else subject.engineer
            return agent.freshdesk_agent_id, agent.mail
        people = subject.community.contacts if subject.community else ()
        others = [one for one in people if one != subject.contact]
        person = self.chance.pick(others) if who == COLLEAGUE and others else subject.contact
        return person.id, person.mail


def _sorts(turn: str, kind: Turn, incoming: bool) -> dict[str, int]:
    """Answer FreshDesk's numbers for where an entry comes from and what it is."""
    if turn == "survey":
        return {"source": SURVEY, "category": 7}
    if kind.private:
        return {"source": NOTE, "category": 2}
    return {"source": REPLY, "category": 1 if incoming else 3}
