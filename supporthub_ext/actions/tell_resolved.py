"""Tell resolved: say what was done.

"When it is resolved, tell the user what you've done to resolve the issue."
"""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions.draft import Draft, Looked
from supporthub_ext.actions.fields import Field, text
from supporthub_ext.actions.reply import letter_checks, reply_step

TICKETS = "many"
FIELDS = (Field("text", text, required=True),)


async def build(looked: Looked, fields: dict[str, Any]) -> Draft:
    """Answer one public reply; once it has left, we know that they know."""
    letter = looked.process.texts.tell_resolved.fill(looked.values() | {"what_was_done": fields["text"]})
    return Draft((reply_step(looked, letter, {"told": {}}),), letter_checks(looked, letter))
