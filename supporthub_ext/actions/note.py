"""Note: a private note on the ticket, with links to what was said elsewhere.

"In some cases, it might be useful to also write down a private note in the FreshDesk ticket with a short
summary of the situation and/or add links to relevant discussions from other platforms."
"""

from __future__ import annotations

import html
from typing import Any

from supporthub_ext.actions.draft import Draft, Looked, step
from supporthub_ext.actions.fields import Field, links, text
from supporthub_ext.actions.keys import signed
from supporthub_ext.models import Step
from supporthub_ext.process.escaping import for_freshdesk

FIELDS = (Field("text", text, required=True), Field("links", links))


def build(looked: Looked, fields: dict[str, Any]) -> Draft:
    """Answer one private note."""
    return Draft((note_step(looked, fields["text"], fields["links"] or ()),))


def note_step(looked: Looked, body: str, urls: tuple[str, ...] = (), needs: tuple[str, ...] = ()) -> Step:
    """Answer the step that adds a private note; its key is its last line."""
    shown = "\n".join([body, *(f"- {url}" for url in urls)])
    return step(
        looked,
        "note",
        "note",
        service="freshdesk",
        audience="team",
        to=f"the team, on ticket {looked.ticket_id}",
        text=shown,
        side_effects=("Nobody gets a mail.",),
        needs=needs,
        work={
            "ticket_id": looked.ticket_id,
            "html": signed(for_freshdesk(body) + _list(urls), looked.key("note")),
        },
    )


def _list(urls: tuple[str, ...]) -> str:
    items = "".join(f'<li><a href="{html.escape(url)}">{html.escape(url)}</a></li>' for url in urls)
    return f"<ul>{items}</ul>" if items else ""
