"""Busy: a hub has a large influx of users without an event, so its tickets come first for a while.

"Events should be prioritized (or in general, moments with a large influx of users)."
"""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions.draft import Draft, Ground, record
from supporthub_ext.actions.fields import Field, moment, text
from supporthub_ext.store.documents import instant

TICKETS = "none"
FIELDS = (Field("hub", text, required=True), Field("until", moment, required=True))


async def build(ground: Ground, fields: dict[str, Any]) -> Draft:
    """Answer the line that remembers it."""
    hub, until = fields["hub"], fields["until"]
    document = {"hub": hub, "until": instant(until)}
    says = f"{hub} counts as busy until {until:%a %d %b, %H:%M} ({until.tzname()})."
    return Draft((record(ground, "busy", says, "busy", document, ledger_key=f"busy-{hub}"),))
