"""How messages look on the wire. Keys without a value are left out, as Slack does."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from supporthub_ext.sandbox.slack.records import Channel, Json, Message
from supporthub_ext.sandbox.slack.stamps import stamp
from supporthub_ext.sandbox.slack.workspace import Workspace

NAMESPACE = uuid.UUID("5b1c0de0-0000-4000-8000-00005ac4b0c5")


def message_json(workspace: Workspace, channel: Channel, message: Message, metadata: bool = False) -> Json:
    """Answer a message; its metadata only when asked for."""
    shape: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts}
    if message.subtype:
        shape["subtype"] = message.subtype
    elif message.by_bot:
        shape |= _bot_keys(workspace)
    else:
        shape |= {
            "client_msg_id": str(uuid.uuid5(NAMESPACE, channel.id + message.ts)),
            "team": workspace.team.id,
        }
    shape |= _thread_keys(channel, message)
    if message.reactions:
        shape["reactions"] = reactions_json(message)
    parts = ((name, getattr(message, name)) for name in ("blocks", "attachments", "edited"))
    shape |= {name: value for name, value in parts if value}
    if message.pinned_by:
        shape["pinned_to"] = [channel.id]
    if metadata and message.metadata:
        shape["metadata"] = message.metadata
    return shape | message.extra


def _bot_keys(workspace: Workspace) -> Json:
    team = workspace.team
    bot = workspace.users[team.bot_user]
    profile = {
        "id": team.bot_id,
        "app_id": team.app_id,
        "user_id": bot.id,
        "name": bot.name,
        "icons": {},
        "deleted": False,
        "updated": bot.updated,
        "team_id": team.id,
    }
    return {"bot_id": team.bot_id, "app_id": team.app_id, "team": team.id, "bot_profile": profile}


def _thread_keys(channel: Channel, message: Message) -> Json:
    if message.parent is not None:
        root = channel.messages[message.parent]
        return {"thread_ts": root.ts, "parent_user_id": root.user}
    replies = list(channel.replies(message.micros))
    if not replies:
        return {}
    people = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(people),
        "reply_users": people,
        "latest_reply": replies[-1].ts,
        "subscribed": False,
        "is_locked": False,
    }


def reactions_json(message: Message) -> list[Json]:
    """Answer who reacted with what."""
    return [{"name": name, "users": users, "count": len(users)} for name, users in message.reactions.items()]


def messages_json(
    workspace: Workspace, channel: Channel, messages: Iterable[Message], metadata: bool
) -> list[Json]:
    """Answer many messages."""
    return [message_json(workspace, channel, message, metadata) for message in messages]


def permalink(workspace: Workspace, channel: Channel, message: Message) -> str:
    """Answer the address of a message, in the workspace's own site."""
    link = f"{workspace.team.url}archives/{channel.id}/p{message.micros}"
    if message.parent is None:
        return link
    return f"{link}?thread_ts={stamp(message.parent)}&cid={channel.id}"
