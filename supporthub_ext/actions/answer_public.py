"""Answer in public: a question in the public channel, with a text that everybody may read.

"The #hub-support is for discussing more general support-related issues ... This channel is public, so can be
useful if we wish to invite conversation from non 2i2c team members."
"""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions.draft import Draft, Ground, step
from supporthub_ext.actions.fields import Field, link, refuse, text

TICKETS = "none"
FIELDS = (Field("message_url", link, required=True), Field("text", text, required=True))


async def build(ground: Ground, fields: dict[str, Any]) -> Draft:
    """Answer one reply in the message's thread.

    Raises
    ------
    InvalidField
        When the message stands in another channel than the public one of the process.
    ServiceError
        When nothing stands at the link.
    """
    slack, name = ground.office.slack, ground.process.channels.general.name
    place, _ = await slack.linked(fields["message_url"])
    channel = await slack.channel(place.channel)
    if channel.name != name:
        raise refuse("message_url", f"This message is not in #{name}.", f"Copy a link from #{name}.")
    answer = step(
        ground,
        "answer",
        "post_message",
        service="slack",
        audience="public",
        to=f"the thread in #{name}",
        text=fields["text"],
        side_effects=("Everybody in the workspace can read it.",),
        work={
            "channel": channel.id,
            "text": fields["text"],
            "mention": None,
            "thread": place.thread_ts or place.ts,
            "thread_link": fields["message_url"],
            "thread_of": "",
        },
    )
    return Draft((answer,), ground.checks(fields["text"], "public", "answer"))
