"""Backlog: an issue without a ticket. The process: "Create backlog issues as-needed"."""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions import issues
from supporthub_ext.actions.draft import Draft, Ground
from supporthub_ext.actions.fields import Field, link
from supporthub_ext.actions.on_board import board_steps
from supporthub_ext.services.slack_records import read_permalink

TICKETS = "none"
FIELDS = (*issues.FIELDS, Field("message_url", link))


async def build(ground: Ground, fields: dict[str, Any]) -> Draft:
    """Answer a support issue on the board, from a link to a message or from nothing."""
    if fields["message_url"]:
        fields = fields | {"found": "\n\n".join(filter(None, [fields["found"], fields["message_url"]]))}
    text = await issues.issue_text(ground, fields)
    placing, in_the_way = await board_steps(ground, text.audience)
    steps = (*await issues.label_steps(ground), issues.issue_step(ground, text), *placing)
    public = await _public_channel(ground, fields["message_url"] or "")
    return Draft(steps, (*issues.issue_checks(ground, text, public), *in_the_way))


async def _public_channel(ground: Ground, url: str) -> tuple[str, ...]:
    """Answer the id of the channel that a link leads into, if everybody can read it: then it may be shown."""
    place = read_permalink(url)
    if place is None or not ground.office.has_slack:
        return ()
    channel = await ground.office.slack.channel(place.channel)
    return () if channel.is_private else (channel.id,)
