"""What was said between the requester and us, as far as a promise depends on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from supporthub_ext.models import Message, TicketFacts
from supporthub_ext.process.definition import Process
from supporthub_ext.process.noise import is_automatic


@dataclass(frozen=True, slots=True)
class Talk:
    """The messages that count.

    Attributes
    ----------
    opening
        The requester's first message.
    ours
        Our last public message to the requester.
    unanswered
        The requester's first message since then that asks for more than a thank you.
    asked_at
        When the requester last wrote something that asks for more than a thank you.
    repeated
        How many public messages of ours stand after that.
    """

    opening: Message | None = None
    ours: Message | None = None
    unanswered: Message | None = None
    asked_at: datetime | None = None
    repeated: int = 0


def read_talk(facts: TicketFacts, process: Process) -> Talk:
    """Answer what counts in a ticket's conversation; private notes, machines and thanks do not."""
    opening = ours = unanswered = asked_at = None
    repeated = 0
    for message in facts.messages:
        if message.audience != "requester" or message.sender == "system":
            continue
        if message.sender == "agent" and not message.automatic:
            ours, unanswered, repeated = message, None, repeated + 1
        elif message.sender == "requester" and (opening is None or _asks(message, process)):
            opening, asked_at = opening or message, message.at
            unanswered, repeated = unanswered or message, 0
    return Talk(opening, ours, unanswered, asked_at, repeated)


def _asks(message: Message, process: Process) -> bool:
    return not (is_automatic(message, process) or process.thanks.says_only_thanks(message.text))
