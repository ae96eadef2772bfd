"""What an action sees, and what it answers: steps and checks that are not a plan yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from supporthub_ext.actions.office import Office
from supporthub_ext.models import Audience, Check, Message, Person, Step, StepKind, TicketFacts
from supporthub_ext.process.audience import checks_for, context_of
from supporthub_ext.process.audience.record import Context
from supporthub_ext.process.definition import Process
from supporthub_ext.store.mirror import Mirrored


@dataclass(frozen=True, slots=True)
class Ground:
    """What an action stands on: the desk, who acts, and the stem of the keys of its steps."""

    office: Office
    actor: Person
    action: str
    stem: str

    @property
    def process(self) -> Process:
        """The process as its file says."""
        return self.office.process

    def key(self, part: str) -> str:
        """Answer the key of a step, such as ``sh-4101-escalate-1-issue``: two databases agree on it."""
        return f"sh-{self.stem}-{part}"

    def context(self) -> Context:
        """Answer what must not reach a wider audience."""
        return context_of(
            None,
            self.office.roster,
            self.process,
            private_channels=self.office.elsewhere.channels(),
            ticket_base=self.office.ticket_base,
        )

    def checks(
        self, text: str, audience: Audience, step_id: str, public_channels: tuple[str, ...] = ()
    ) -> tuple[Check, ...]:
        """Answer what is caught in a text on its way to an audience.

        ``public_channels`` are ids of channels that everybody can read, beside those of the process file.
        """
        context = self.context()
        context = replace(context, public_channels=(*context.public_channels, *public_channels))
        return checks_for(text, audience, context, self.process.audience, step_id)


@dataclass(frozen=True, slots=True)
class Looked(Ground):
    """The same with a ticket that was read this moment.

    ``count`` numbers the runs of this action on this ticket, from 1; keys are made of it.
    """

    ticket: Mirrored
    facts: TicketFacts
    count: int

    @property
    def ticket_id(self) -> int:
        """The ticket's id."""
        return self.facts.ticket_id

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

    @property
    def copied(self) -> tuple[str, ...]:
        """Mail addresses that are on copy of this ticket's replies."""
        found = self.ticket.row.get("reply_cc_emails") or self.ticket.row.get("cc_emails") or ()
        return tuple(str(mail) for mail in found)

    def values(self) -> dict[str, str]:
        """Answer what fills the placeholders that texts about a ticket may have."""
        facts = self.facts
        return {
            "requester": self.greeted,
            "ticket_id": str(self.ticket_id),
            "ticket_link": self.office.ticket_link(self.ticket_id) or f"ticket {self.ticket_id}",
            "subject": facts.subject or "your request",
            "community": facts.community or "no community",
            "hub": facts.hub or "no hub named",
            "impact": facts.impact,
            "steward": self.actor.name,
            "update_days": f"{self.process.targets.update.working_days:g}",
        }

    def context(self) -> Context:
        """Answer what must not leave the ticket."""
        thread = self.facts.thread
        return context_of(
            self.facts,
            self.office.roster,
            self.process,
            mails=self.copied,
            private_texts=[message.text for message in thread.messages] if thread else (),
            private_channels=self.office.elsewhere.channels(),
            ticket_base=self.office.ticket_base,
        )

    def our_first_message(self) -> Message | None:
        """Answer the first thing that we said to the requester, or None."""
        said = (message for message in self.facts.messages if message.sender == "agent")
        return next((one for one in said if one.audience == "requester" and not one.automatic), None)


@dataclass(frozen=True, slots=True)
class Draft:
    """What an action wants to do."""

    steps: tuple[Step, ...]
    checks: tuple[Check, ...] = ()


def step(ground: Ground, part: str, kind: StepKind, **more: Any) -> Step:
    """Answer a step of a plan; its id is the part, its key is made from the stem and the part."""
    return Step(id=part, kind=kind, key=ground.key(part), **more)


def record(ground: Ground, part: str, text: str, kind: str, document: dict[str, Any], **more: Any) -> Step:
    """Answer the step that writes a line into our own ledger; ``ledger_key`` may name an older line.

    Parameters
    ----------
    ground, part, text
        As for every step; nobody outside sees it.
    kind, document
        What is written.
    """
    ticket_id = ground.ticket_id if isinstance(ground, Looked) else None
    key = more.pop("ledger_key", ground.key(part))
    entry = {"kind": kind, "key": key, "ticket_id": ticket_id, "document": document}
    return step(
        ground, part, "record", service="supporthub", audience="team", to="our own notes", text=text,
        work={"entry": entry, "ticket_id": ticket_id}, **more,
    )  # fmt: skip
