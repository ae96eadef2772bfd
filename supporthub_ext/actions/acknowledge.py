"""Acknowledge: say that the ticket arrived, and what happens next.

"When you receive a ticket, communicate that you have received it and note the next steps you'll follow to
resolve it (even if this just means investigating because you're not sure what is wrong)."
"""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions.draft import Draft, Looked
from supporthub_ext.actions.fields import Field, text
from supporthub_ext.actions.reply import letter_checks, reply_step
from supporthub_ext.models import Check

TICKETS = "one"
FIELDS = (Field("next_steps", text, required=True),)


async def build(looked: Looked, fields: dict[str, Any]) -> Draft:
    """Answer one public reply, made from the process's template and the next steps that the steward wrote."""
    letter = looked.process.texts.acknowledge.fill(looked.values() | {"next_steps": fields["next_steps"]})
    return Draft((reply_step(looked, letter),), (*letter_checks(looked, letter), *_checks(looked)))


def _checks(looked: Looked) -> tuple[Check, ...]:
    before = looked.our_first_message()
    if before is None:
        return ()
    who, when = before.author or "One of us", f"{before.at:%a %d %b, %H:%M} UTC"
    return (
        Check(
            rule="already_acknowledged",
            level="warn",
            step_id="reply",
            caught=f"{who} already wrote to them on {when}.",
            what_to_do="If this is news, send a reply or an update instead.",
        ),
    )
