"""``reactions.*`` and ``pins.*``: small marks on messages."""

from __future__ import annotations

import re

from supporthub_ext.sandbox.slack.call import Call, method
from supporthub_ext.sandbox.slack.chat import find_message
from supporthub_ext.sandbox.slack.message_shapes import message_json, permalink
from supporthub_ext.sandbox.slack.records import Channel, Json, Message
from supporthub_ext.sandbox.slack.refusal import Refusal

NAME = re.compile(r"[a-z0-9_'+-]+(::skin-tone-[2-6])?")
MOST_KINDS = 23  # different reactions on one message


def _marked(call: Call) -> tuple[Channel, Message, str]:
    call.need("reactions:write")
    channel = call.joined()
    name = call.required("name", "invalid_name")
    if not NAME.fullmatch(name):
        raise Refusal("invalid_name")
    return channel, find_message(call, channel, "timestamp"), name


@method("reactions.add", tier=3)
def add(call: Call) -> Json:
    """React to a message, once a person and name."""
    channel, message, name = _marked(call)
    people = message.reactions.get(name, [])
    if call.caller.user_id in people:
        raise Refusal("already_reacted")
    if not people and len(message.reactions) >= MOST_KINDS:
        raise Refusal("too_many_emoji")
    message.reactions[name] = [*people, call.caller.user_id]
    call.tell("slack.reaction", channel=channel.id, ts=message.ts, name=name)
    return {}


@method("reactions.remove", tier=2)
def remove(call: Call) -> Json:
    """Take one's own reaction back."""
    _, message, name = _marked(call)
    people = [one for one in message.reactions.get(name, []) if one != call.caller.user_id]
    if people == message.reactions.get(name, []):
        raise Refusal("no_reaction")
    message.reactions[name] = people
    if not people:
        del message.reactions[name]
    return {}


@method("reactions.get", tier=3)
def get(call: Call) -> Json:
    """Answer a message with its reactions."""
    call.need("reactions:read")
    channel = call.workspace.readable(call.required("channel", "channel_not_found"), call.caller)
    message = find_message(call, channel, "timestamp")
    shape = message_json(call.workspace, channel, message)
    shape["permalink"] = permalink(call.workspace, channel, message)
    return {"type": "message", "channel": channel.id, "message": shape}


@method("pins.add", tier=2)
def pin(call: Call) -> Json:
    """Pin a message to its channel."""
    call.need("pins:write")
    message = find_message(call, call.joined(), "timestamp")
    if message.pinned_by:
        raise Refusal("already_pinned")
    message.pinned_by = call.caller.user_id
    return {}


@method("pins.remove", tier=2)
def unpin(call: Call) -> Json:
    """Take a pin away."""
    call.need("pins:write")
    message = find_message(call, call.joined(), "timestamp")
    if not message.pinned_by:
        raise Refusal("no_pin")
    message.pinned_by = None
    return {}


@method("pins.list", tier=2)
def pins(call: Call) -> Json:
    """Answer what is pinned to a channel."""
    call.need("pins:read")
    channel = call.joined()
    items = [
        {
            "type": "message",
            "channel": channel.id,
            "created_by": one.pinned_by,
            "message": message_json(call.workspace, channel, one),
        }
        for one in channel.messages.values()
        if one.pinned_by
    ]
    return {"items": items}
