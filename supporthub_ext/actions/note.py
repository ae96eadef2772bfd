"""Note: a private note on the ticket, with links to what was said elsewhere.

"In some cases, it might be useful to also write down a private note in the FreshDesk ticket with a short
summary of the situation and/or add links to relevant discussions from other platforms."
"""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions.draft import Draft, Looked, step
from supporthub_ext.actions.fields import Field, links, text
from supporthub_ext.actions.hands import in_words
from supporthub_ext.models import Step

TICKETS = "one"
FIELDS = (Field("text", text, required=True), Field("links", links))


async def build(looked: Looked, fields: dict[str, Any]) -> Draft:
    """Answer one private note."""
    shown = "\n".join([fields["text"], *(f"- {url}" for url in fields["links"] or ())])
    return Draft((note_step(looked, shown),), looked.checks(shown, "team", "note"))


def note_step(looked: Looked, body: str, needs: tuple[str, ...] = ()) -> Step:
    """Answer the step that adds a private note; its key is its last line."""
    return step(
        looked,
        "note",
        "note",
        service="freshdesk",
        audience="team",
        to=f"the team, on ticket {looked.ticket_id}",
        text=in_words(body),
        side_effects=("Nobody gets a mail.",),
        needs=needs,
        work={"ticket_id": looked.ticket_id, "text": body},
    )
