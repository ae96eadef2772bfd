"""A ticket's private facts, gathered from its record, the roster and the process."""

from __future__ import annotations

from collections.abc import Iterable

from supporthub_ext.models import Roster, TicketFacts
from supporthub_ext.process.audience.record import Context
from supporthub_ext.process.definition import Process


def context_of(
    facts: TicketFacts | None,
    roster: Roster,
    process: Process,
    *,
    people: Iterable[str] = (),
    mails: Iterable[str] = (),
    hub_users: Iterable[str] = (),
    private_texts: Iterable[str] = (),
    private_channels: Iterable[str] = (),
    public_channels: Iterable[str] = (),
    ticket_base: str = "",
) -> Context:
    """Answer what must not leave a ticket.

    Parameters
    ----------
    facts
        The ticket, with its conversation; None for a text that belongs to no ticket.
    roster, process
        The team, and the names of its channels.
    people, mails, hub_users
        Who else the ticket has: people on copy, users of the hub.
    private_texts
        What the team said elsewhere: messages of the Slack thread.
    private_channels, public_channels
        Ids of channels, beside the names in the process file.
    ticket_base
        The address to which a ticket's number is appended.
    """
    team = tuple(person.name for person in roster.people)
    theirs = _of_ticket(facts) if facts else Context()
    channels = (process.channels.tickets, process.channels.general)
    return Context(
        people=tuple(dict.fromkeys(name for name in (*theirs.people, *people) if name not in team)),
        mails=(*theirs.mails, *mails),
        hub_users=tuple(hub_users),
        team=team,
        community=theirs.community,
        conversation=theirs.conversation,
        private_texts=(*theirs.private_texts, *private_texts),
        private_channels=(*(one.name for one in channels if one.audience == "team"), *private_channels),
        public_channels=(*(one.name for one in channels if one.audience == "public"), *public_channels),
        allowed=(
            process.support_address,
            *(person.github_login for person in roster.people if person.github_login),
        ),
        ticket_base=ticket_base,
    )


def _of_ticket(facts: TicketFacts) -> Context:
    theirs = [message for message in facts.messages if message.audience != "team"]
    authors = [message.author for message in theirs if message.sender == "requester"]
    return Context(
        people=tuple(name for name in (facts.requester, *authors) if name),
        mails=(facts.requester_mail,) if facts.requester_mail else (),
        community=facts.community,
        conversation=(facts.subject, *(message.text for message in theirs)),
        private_texts=tuple(message.text for message in facts.messages if message.audience == "team"),
    )
