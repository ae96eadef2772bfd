"""Thread: talk about a ticket with the team, in private.

"Open a Slack thread for each support ticket, to have conversation around it amongst the team. This channel is
private because there's an assumption of privacy when we discuss community-specific support matters."
"""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions.draft import Draft, Looked
from supporthub_ext.actions.fields import Field, text
from supporthub_ext.actions.threads import channel_checks, find_thread, thread_steps

TICKETS = "one"
FIELDS = (Field("text", text),)


async def build(looked: Looked, fields: dict[str, Any]) -> Draft:
    """Answer the message that opens the thread, with the ticket's facts for the team."""
    channel = await looked.office.slack.channel_named(looked.process.channels.tickets.name)
    place = await find_thread(looked, channel)
    said = fields["text"] or ""
    opening = opening_text(looked, said)
    steps = await thread_steps(looked, channel, place, opening, said)
    return Draft(
        tuple(steps), (*channel_checks(channel, "thread"), *looked.checks(opening, "team", "thread"))
    )


def opening_text(looked: Looked, said: str) -> str:
    """Answer the thread's first message; what the steward has not said yet is left out."""
    return looked.process.texts.thread.fill(looked.values() | {"text": said}, optional=("text",))
