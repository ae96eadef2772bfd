"""What was asked in the public channel and has no answer yet.

"We should try to respond to all support-related communications within one working day."
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from supporthub_ext.process.definition import Process
from supporthub_ext.process.promise import Start, promise


@dataclass(frozen=True, slots=True)
class PublicMessage:
    """A message of the public channel that begins a thread. ``answered`` when one of the team spoke there."""

    at: datetime
    link: str
    text: str
    by_team: bool
    answered: bool


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A message that waits for the team, and until when we promise an answer, UTC."""

    message: PublicMessage
    due_at: datetime | None
    due_soon_at: datetime | None

    def overdue(self, now: datetime) -> bool:
        """Say whether the promise is broken."""
        return self.due_at is not None and self.due_at < now


def unanswered(messages: Iterable[PublicMessage], process: Process) -> tuple[Unanswered, ...]:
    """Answer what waits for an answer, the longest first; a mere thank you asks for none."""
    waiting = [
        one
        for one in messages
        if not (one.by_team or one.answered or process.thanks.says_only_thanks(one.text))
    ]
    found = []
    for one in sorted(waiting, key=lambda one: one.at):
        owed = promise("hub_support", Start(one.at, "Somebody asked in public", one.link), process)
        found.append(Unanswered(one, owed.due_at, owed.due_soon_at))
    return tuple(found)
