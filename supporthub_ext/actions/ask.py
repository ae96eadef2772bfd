"""Ask: whether an engineer is willing to take a support issue.

"The support team is empowered to ask engineering team members to pick up backlog items that are related to
support requests."
"""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions.asks import ask_steps, choose
from supporthub_ext.actions.draft import Draft, Looked
from supporthub_ext.actions.fields import Field, text
from supporthub_ext.actions.thread import opening_text
from supporthub_ext.actions.threads import channel_checks, find_thread, thread_steps

TICKETS = "one"
FIELDS = (
    Field("engineer_id", text, required=True),
    Field("text", text),
    Field("overrule_reason", text),
)


async def build(looked: Looked, fields: dict[str, Any]) -> Draft:
    """Answer a question in the ticket's thread that mentions the engineer; it is opened if need be."""
    office = looked.office
    person = choose(looked, fields["engineer_id"], fields["overrule_reason"], office.clock.now())
    channel = await office.slack.channel_named(looked.process.channels.tickets.name)
    place = await find_thread(looked, channel)
    issue = looked.facts.issue.link if looked.facts.issue else "this ticket"
    said = fields["text"] or ""
    steps = [
        *await thread_steps(looked, channel, place, opening_text(looked, ""), ""),
        *ask_steps(looked, person, channel, said, fields["overrule_reason"], issue=issue),
    ]
    return Draft(tuple(steps), (*channel_checks(channel, "ask"), *looked.checks(said, "team", "ask")))
