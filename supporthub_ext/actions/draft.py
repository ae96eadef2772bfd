"""What an action sees, and what it answers: steps and checks that are not a plan yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from supporthub_ext.models import Check, Message, Person, Step, StepKind, TicketFacts
from supporthub_ext.process.definition import Process
from supporthub_ext.store.mirror import Mirrored


@dataclass(frozen=True, slots=True)
class Looked:
    """A ticket that was read this moment, and who wants to do something with it.

    ``count`` numbers the runs of this action on this ticket, from 1; keys are made of it.
    """

    ticket: Mirrored
    facts: TicketFacts
    actor: Person
    process: Process
    action: str
    count: int

    @property
    def ticket_id(self) -> int:
        """The ticket's id."""
        return self.facts.ticket_id

    def key(self, part: str) -> str:
        """Answer the key of a step, such as ``sh-4101-escalate-1-issue``: two databases agree on it."""
        return f"sh-{self.ticket_id}-{self.action}-{self.count}-{part}"

    @property
    def recipients(self) -> str:
        """Who gets a public reply, as the button says it: ``Ana Demo at Lagoon Lab``."""
        name = self.facts.requester or self.facts.requester_mail or "the requester"
        return f"{name} at {self.facts.community}" if self.facts.community else name

    @property
    def greeted(self) -> str:
        """How a letter greets the requester: by the whole name, or "there" when nobody knows it."""
        name = self.facts.requester or ""
        known = name and "@" not in name and not any(sign.isdigit() for sign in name)
        return name if known else "there"

    def values(self) -> dict[str, str]:
        """Answer what fills the placeholders that every letter may have."""
        days = self.process.targets.update.working_days
        return {
            "requester": self.greeted,
            "ticket_id": str(self.ticket_id),
            "subject": self.facts.subject or "your request",
            "steward": self.actor.name,
            "update_days": f"{days:g}",
        }

    @property
    def copied(self) -> tuple[str, ...]:
        """Mail addresses that are on copy of this ticket's replies."""
        found = self.ticket.row.get("reply_cc_emails") or self.ticket.row.get("cc_emails") or ()
        return tuple(str(mail) for mail in found)

    def our_first_message(self) -> Message | None:
        """Answer the first thing that we said to the requester, or None."""
        said = (message for message in self.facts.messages if message.sender == "agent")
        return next((one for one in said if one.audience == "requester" and not one.automatic), None)


@dataclass(frozen=True, slots=True)
class Draft:
    """What an action wants to do."""

    steps: tuple[Step, ...]
    checks: tuple[Check, ...] = ()


def step(
    looked: Looked,
    part: str,
    kind: StepKind,
    **more: Any,
) -> Step:
    """Answer a step of a ticket's plan; its id is the part, its key is made from the ticket and the count."""
    return Step(id=part, kind=kind, key=looked.key(part), **more)
