"""Update: keep the requester in the loop, every day or two, also when nothing is new.

"Give the user updates every day or two as we work to resolve the issue."
"""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions.draft import Draft, Looked
from supporthub_ext.actions.fields import Field, choice, text
from supporthub_ext.actions.reply import letter_checks, reply_step

TICKETS = "many"
FIELDS = (Field("text", text, required=True), Field("no_news", choice("yes")))


async def build(looked: Looked, fields: dict[str, Any]) -> Draft:
    """Answer one public reply made from the process's template and the steward's news.

    With ``no_news`` the text says who is on it, and the letter itself that nothing is new.
    """
    texts = looked.process.texts
    template = texts.update_no_news if fields["no_news"] else texts.update
    letter = template.fill(looked.values() | {"news": fields["text"], "who_is_on_it": fields["text"]})
    return Draft((reply_step(looked, letter),), letter_checks(looked, letter))
