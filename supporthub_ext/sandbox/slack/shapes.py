"""How records look on the wire. Keys without a value are left out, as Slack does."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from supporthub_ext.sandbox.slack.records import Channel, Group, Json, Message, User
from supporthub_ext.sandbox.slack.stamps import stamp
from supporthub_ext.sandbox.slack.workspace import Workspace

NAMESPACE = uuid.UUID("5b1c0de0-0000-4000-8000-00005ac4b0c5")
SHARED = ("is_shared", "is_ext_shared", "is_org_shared", "is_pending_ext_shared")


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


def channel_json(workspace: Workspace, channel: Channel, caller: str, members: bool = False) -> Json:
    """Answer a channel as one caller sees it; ``members`` adds how many there are."""
    shape: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.is_archived,
        "is_im": channel.kind == "im",
        "is_org_shared": "is_org_shared" in channel.shared,
        "context_team_id": workspace.team.id,
        "updated": max(channel.created, channel.topic.last_set) * 1000,
    }
    if channel.kind == "im":
        other = next((one for one in channel.members if one != caller), caller)
        return shape | {"user": other, "is_user_deleted": workspace.users[other].deleted, "is_open": True}
    shape |= {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.is_private,
        "is_general": channel.is_general,
        "is_member": caller in channel.members,
        "creator": channel.creator,
        "unlinked": 0,
        "shared_team_ids": [workspace.team.id],
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "previous_names": [],
        "topic": channel.topic.to_json(),
        "purpose": channel.purpose.to_json(),
    }
    shape |= {name: name in channel.shared for name in SHARED}
    shape["is_shared"] = bool(channel.shared & {"is_shared", "is_ext_shared", "is_org_shared"})
    return shape | ({"num_members": len(channel.members)} if members else {})


def user_json(workspace: Workspace, user: User, now: float, mail: bool) -> Json:
    """Answer somebody; the mail address only to tokens that may see it."""
    local = datetime.fromtimestamp(now, ZoneInfo(user.zone))
    offset = local.utcoffset()
    profile: Json = {
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        "status_text": "",
        "status_emoji": "",
        "team": workspace.team.id,
    }
    if mail and user.email:
        profile["email"] = user.email
    if user.is_bot:
        profile |= {"api_app_id": workspace.team.app_id, "bot_id": workspace.team.bot_id}
    shape: Json = {
        "id": user.id,
        "team_id": workspace.team.id,
        "name": user.name,
        "deleted": user.deleted,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": user.updated,
        "profile": profile,
    }
    if user.deleted:  # Slack shows little of people who left
        return shape
    return shape | {
        "real_name": user.real_name,
        "tz": user.zone,
        "tz_label": local.tzname() or user.zone,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_guest,
        "is_ultra_restricted": False,
        "is_email_confirmed": not user.is_bot,
    }


def group_json(workspace: Workspace, group: Group, users: bool, count: bool) -> Json:
    """Answer a user group, with its people or their number when asked."""
    shape: Json = {
        "id": group.id,
        "team_id": workspace.team.id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": group.description,
        "handle": group.handle,
        "is_external": False,
        "date_create": group.created,
        "date_update": group.updated,
        "date_delete": group.deleted_at,
        "auto_type": None,
        "auto_provision": False,
        "enterprise_subteam_id": "",
        "created_by": group.creator,
        "updated_by": group.updated_by or group.creator,
        "deleted_by": group.creator if group.deleted_at else None,
        "prefs": {"channels": [], "groups": []},
    }
    if users:
        shape["users"] = list(group.users)
    return shape | ({"user_count": len(group.users)} if users or count else {})


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
