"""One ticket as the rules of the next step see it: its facts, what was said, and the promise that runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from supporthub_ext.models import Ball, DerivationLine, Message, NextStep, StepName, TicketFacts
from supporthub_ext.process.definition import Process
from supporthub_ext.process.promise import Promise, Start, promise, target_for
from supporthub_ext.process.talk import Talk, read_talk

DONE = ("resolved", "closed")
"""What a status means when nothing more is to be worked on."""


@dataclass(frozen=True, slots=True)
class Case:
    """A ticket in front of the rules.

    Attributes
    ----------
    talk
        What was said between the requester and us.
    update
        The update that is owed since our last public message; None before the first.
    """

    facts: TicketFacts
    process: Process
    talk: Talk
    update: Promise | None

    @property
    def done(self) -> bool:
        """Whether FreshDesk says that the ticket is Resolved or Closed."""
        return self.facts.status in DONE

    @property
    def who(self) -> str:
        """The requester's name, or what to call somebody without one."""
        return self.facts.requester or "The requester"

    def because(self, step: StepName, text: str, fact: str, value: Any, source: str) -> DerivationLine:
        """Answer the line that says why it is this step, with the sentence of the process behind it."""
        return DerivationLine(text, fact, value, source, step, self.process.sentences.get(step))

    def promised(self, target: str, start: Start) -> Promise:
        """Answer the promise of a target, or of a shorter one that applies at that moment."""
        return promise(target_for(target, start.at, self.facts, self.process), start, self.process)


def open_case(facts: TicketFacts, process: Process) -> Case:
    """Answer a ticket ready for the rules."""
    talk = read_talk(facts, process)
    case = Case(facts, process, talk, None)
    if talk.ours is None:
        return case
    return Case(
        facts, process, talk, case.promised("update", wrote(talk.ours, "We last wrote to the requester"))
    )


def wrote(message: Message, text: str) -> Start:
    """Answer a message as what began a clock."""
    return Start(message.at, text, message.source)


def step(
    name: StepName,
    ball: Ball,
    reason: str,
    owed: Promise | None,
    *lines: DerivationLine,
    noise: str | None = None,
) -> NextStep:
    """Answer a next step with its promise, if there is one; ``lines`` come before the promise's own."""
    if owed is None:
        return NextStep(name, ball, None, None, reason, lines, noise)
    return NextStep(name, ball, owed.due_at, owed.due_soon_at, reason, (*lines, *owed.lines), noise)
