"""``conversations.*``: channels, who is in them, what they are about."""

from __future__ import annotations

from supporthub_ext.sandbox.slack.call import Call, kind_of, method
from supporthub_ext.sandbox.slack.paging import page
from supporthub_ext.sandbox.slack.records import Channel, Json, Line
from supporthub_ext.sandbox.slack.refusal import Refusal
from supporthub_ext.sandbox.slack.shapes import channel_json

TYPES = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
SCOPES = {"public": "channels:read", "private": "groups:read", "im": "im:read", "mpim": "mpim:read"}
TOPIC_CHARACTERS = 250
ALREADY_IN = {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
MOST_TOGETHER = 8  # people in a direct message


@method("conversations.list", tier=2)
def list_channels(call: Call) -> Json:
    """Answer channels of the wanted types; private ones only when the caller is in them."""
    wanted = call.arguments.names("types") or ["public_channel"]
    if set(wanted) - TYPES.keys():
        raise Refusal("invalid_types")
    kinds = {TYPES[one] for one in wanted}
    for kind in sorted(kinds):
        call.need(SCOPES[kind])
    rows = [one for one in call.workspace.channels.values() if _is_listed(call, one, kinds)]
    limit = call.arguments.number("limit", 100, 1000)
    here, cursor = page("channel", rows, lambda one: one.id, call.arguments.text("cursor"), limit)
    return {
        "channels": [channel_json(call.workspace, one, call.caller.user_id, members=True) for one in here],
        "response_metadata": {"next_cursor": cursor},
    }


def _is_listed(call: Call, channel: Channel, kinds: set[str]) -> bool:
    if kind_of(channel) not in kinds or (channel.is_archived and call.arguments.flag("exclude_archived")):
        return False
    return not channel.is_private or call.caller.user_id in channel.members


@method("conversations.info", tier=3)
def info(call: Call) -> Json:
    """Answer one channel."""
    channel = call.channel()
    call.need(SCOPES[kind_of(channel)])
    return {"channel": _shape(call, channel, call.arguments.flag("include_num_members"))}


def _shape(call: Call, channel: Channel, members: bool = False) -> Json:
    return channel_json(call.workspace, channel, call.caller.user_id, members)


@method("conversations.members", tier=4)
def members(call: Call) -> Json:
    """Answer the ids of the people in a channel."""
    channel = call.channel()
    call.need(SCOPES[kind_of(channel)])
    limit = call.arguments.number("limit", 100, 1000)
    here, cursor = page("member", channel.members, str, call.arguments.text("cursor"), limit)
    return {"members": here, "response_metadata": {"next_cursor": cursor}}


@method("conversations.join", tier=3)
def join(call: Call) -> Json:
    """Go into a public channel; a warning says that one was in it already."""
    call.need("channels:join", "channels:write")
    channel = call.channel()
    if kind_of(channel) != "public":
        raise Refusal("method_not_supported_for_channel_type")
    _refuse_archived(channel)
    if call.caller.user_id in channel.members:
        return {"channel": _shape(call, channel), **ALREADY_IN}
    _enter(call, channel, call.caller.user_id)
    return {"channel": _shape(call, channel)}


@method("conversations.invite", tier=3)
def invite(call: Call) -> Json:
    """Bring people into a channel that the caller is in."""
    channel = call.joined()
    call.need_for(channel, "write.invites", "write", "manage")
    _refuse_archived(channel)
    people = [call.workspace.user(one) for one in call.arguments.names("users")]
    if not people:
        raise Refusal("no_user")
    if any(one.id == call.caller.user_id for one in people):
        raise Refusal("cant_invite_self")
    if any(one.deleted for one in people):
        raise Refusal("user_not_found")
    if any(one.id in channel.members for one in people):
        raise Refusal("already_in_channel")
    for one in people:
        _enter(call, channel, one.id, inviter=call.caller.user_id)
    return {"channel": _shape(call, channel)}


@method("conversations.leave", tier=3)
def leave(call: Call) -> Json:
    """Go out of a channel."""
    channel = call.channel()
    call.need_for(channel, "write", "manage")
    if channel.is_general:
        raise Refusal("cant_leave_general")
    if call.caller.user_id not in channel.members:
        return {"not_in_channel": True}
    channel.members.remove(call.caller.user_id)
    return {}


def _refuse_archived(channel: Channel) -> None:
    if channel.is_archived:
        raise Refusal("is_archived")


def _enter(call: Call, channel: Channel, user_id: str, **extra: str) -> None:
    channel.members.append(user_id)
    text = f"<@{user_id}> has joined the channel"
    call.workspace.say(channel, user_id, text, call.now, subtype="channel_join", extra=extra)


@method("conversations.open", tier=3)
def open_direct(call: Call) -> Json:
    """Open the direct message with some people; the same people, the same conversation."""
    call.need("im:write", "mpim:write")
    people = [call.workspace.user(one) for one in call.arguments.names("users")]
    if not people:
        raise Refusal("users_list_not_supplied")
    if len(people) > MOST_TOGETHER:
        raise Refusal("too_many_users")
    if any(one.deleted for one in people):
        raise Refusal("user_disabled")
    channel, stood = call.workspace.direct([call.caller.user_id, *(one.id for one in people)], call.now)
    shape = _shape(call, channel) if call.arguments.flag("return_im") else {"id": channel.id}
    return {"channel": shape, **({"no_op": True, "already_open": True} if stood else {})}


@method("conversations.setTopic", tier=2)
def set_topic(call: Call) -> Json:
    """Set what a channel is about right now; the channel is told."""
    channel = call.joined()
    if channel.kind == "im":
        raise Refusal("method_not_supported_for_channel_type")
    call.need_for(channel, "write.topic", "write", "manage")
    _refuse_archived(channel)
    topic = call.arguments.text("topic")
    if len(topic) > TOPIC_CHARACTERS:
        raise Refusal("too_long")
    if topic != channel.topic.value:
        channel.topic = Line(topic, call.caller.user_id, int(call.now))
        text = f"set the channel topic: {topic}"
        extra = {"topic": topic}
        call.workspace.say(channel, call.caller.user_id, text, call.now, subtype="channel_topic", extra=extra)
        call.tell("slack.topic", channel=channel.id, topic=topic)
    return {"channel": _shape(call, channel)}
