"""Update: keep the requester in the loop, every day or two, also when nothing is new.

"Give the user updates every day or two as we work to resolve the issue."
"""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions.draft import Draft, Looked
from supporthub_ext.actions.fields import Field, text
from supporthub_ext.actions.reply import letter_checks, reply_step

TICKETS = "many"
FIELDS = (Field("text", text, required=True),)


async def build(looked: Looked, fields: dict[str, Any]) -> Draft:
    """Answer one public reply made from the process's template and the steward's news."""
    values = looked.values() | {"news": fields["text"], "who_is_on_it": fields["text"]}
    letter = looked.process.texts.update.fill(values)
    return Draft((reply_step(looked, letter),), letter_checks(looked, letter))
