"""``chat.*``: messages that are posted, changed and taken away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from supporthub_ext.sandbox.slack.call import Call, method
from supporthub_ext.sandbox.slack.content import POST_CHARACTERS, UPDATE_CHARACTERS, Content, read_content
from supporthub_ext.sandbox.slack.message_shapes import message_json, permalink
from supporthub_ext.sandbox.slack.records import Channel, Json, Message
from supporthub_ext.sandbox.slack.refusal import Refusal
from supporthub_ext.sandbox.slack.stamps import following, micros, stamp

CUT = {
    "warning": "message_truncated",
    "response_metadata": {
        "warnings": ["message_truncated"],
        "messages": [f"[WARN] A message with more than {POST_CHARACTERS} characters was cut."],
    },
}


@method("chat.postMessage", tier=5)
def post_message(call: Call) -> Json:
    """Store a message. The thread, when there is one, is named by its first message."""
    call.need("chat:write")
    channel = _channel_to_post_in(call)
    content = read_content(call.arguments)
    if content.metadata and not call.caller.is_bot:
        raise Refusal("metadata_must_be_sent_from_app")  # somebody who types can't send any
    parent = _parent(call, channel)
    message = _store(call, channel, replace(content, text=content.text[:POST_CHARACTERS]), parent)
    shape = message_json(call.workspace, channel, message, metadata=True)
    call.tell("slack.message", channel=channel.id, message=shape)
    warning = CUT if len(content.text) > POST_CHARACTERS else {}
    return {"channel": channel.id, "ts": message.ts, "message": shape, **warning}


def _store(call: Call, channel: Channel, content: Content, parent: int | None) -> Message:
    broadcast = parent is not None and call.arguments.flag("reply_broadcast")
    more: dict[str, Any] = {"subtype": "thread_broadcast"} if broadcast else {}
    return call.workspace.say(
        channel,
        call.caller.user_id,
        content.text,
        call.now,
        parent=parent,
        broadcast=broadcast,
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=content.metadata or {},
        **more,
    )


def _channel_to_post_in(call: Call) -> Channel:
    """Answer where to post: an id, a name (as old apps do), or a person for a direct message."""
    wanted = call.required("channel", "channel_not_found")
    if wanted in call.workspace.users:
        return call.workspace.direct([call.caller.user_id, wanted], call.now)[0]
    named = [one.id for one in call.workspace.channels.values() if one.name == wanted.lstrip("#")]
    channel = call.workspace.joined(named[0] if named else wanted, call.caller)
    if channel.is_archived:
        raise Refusal("is_archived")
    return channel


def _parent(call: Call, channel: Channel) -> int | None:
    if not (wanted := call.arguments.text("thread_ts")):
        return None
    parent = channel.messages.get(micros(wanted) or -1)
    if parent is None:
        raise Refusal("thread_not_found")
    if parent.parent is not None or parent.subtype is not None:
        raise Refusal("cannot_reply_to_message")
    return parent.micros


@method("chat.postEphemeral", tier=4)
def post_ephemeral(call: Call) -> Json:
    """Show a message to one person of the channel; it is stored nowhere."""
    call.need("chat:write")
    channel = _channel_to_post_in(call)
    read_content(call.arguments)
    if call.required("user", "user_not_in_channel") not in channel.members:
        raise Refusal("user_not_in_channel")
    channel.last = following(channel.last, call.now)
    return {"message_ts": stamp(channel.last)}


def find_message(call: Call, channel: Channel, name: str = "ts", error: str = "message_not_found") -> Message:
    """Answer the message that an argument names, or refuse with ``error``."""
    message = channel.messages.get(micros(call.arguments.text(name)) or -1)
    if message is None or message.subtype == "tombstone":
        raise Refusal(error)
    return message


@method("chat.update", tier=3)
def update(call: Call) -> Json:
    """Change one's own message. Metadata that is left out stays; ``{}`` takes it away."""
    call.need("chat:write")
    channel = call.joined()
    message = find_message(call, channel)
    if message.user != call.caller.user_id or message.subtype not in (None, "thread_broadcast"):
        raise Refusal("cant_update_message")
    content = read_content(call.arguments)
    if len(content.text) > UPDATE_CHARACTERS:
        raise Refusal("msg_too_long")
    message.text, message.blocks, message.attachments = content.text, content.blocks, content.attachments
    message.metadata = message.metadata if content.metadata is None else content.metadata
    editor = call.workspace.team.bot_id if message.by_bot else message.user
    message.edited = {"user": editor, "ts": stamp(int(call.now) * 1_000_000)}
    shape = message_json(call.workspace, channel, message, metadata=True)
    call.tell("slack.edit", channel=channel.id, message=shape)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shape}


@method("chat.delete", tier=3)
def delete(call: Call) -> Json:
    """Take one's own message away; with replies under it, a tombstone stays."""
    call.need("chat:write")
    channel = call.joined()
    message = find_message(call, channel)
    if message.user != call.caller.user_id:
        raise Refusal("cant_delete_message")
    if channel.threads.get(message.micros):
        message.subtype, message.text, message.user = "tombstone", "This message was deleted.", "USLACKBOT"
        message.blocks, message.attachments, message.metadata = [], [], {}
    else:
        channel.remove(message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink", tier=5)
def get_permalink(call: Call) -> Json:
    """Answer a message's address."""
    channel = call.channel()
    message = find_message(call, channel, "message_ts")
    return {"channel": channel.id, "permalink": permalink(call.workspace, channel, message)}
