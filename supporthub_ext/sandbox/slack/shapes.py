"""How channels, people and user groups look on the wire."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from supporthub_ext.sandbox.slack.records import Channel, Group, Json, User
from supporthub_ext.sandbox.slack.workspace import Workspace

SHARED = ("is_shared", "is_ext_shared", "is_org_shared", "is_pending_ext_shared")


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
    count = {"num_members": len(channel.members)} if members else {}
    return shape | _named(channel, caller, workspace.team.id) | count


def _named(channel: Channel, caller: str, team_id: str) -> Json:
    """Answer what a direct message between two lacks."""
    shape: Json = {
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
        "shared_team_ids": [team_id],
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "previous_names": [],
        "topic": channel.topic.to_json(),
        "purpose": channel.purpose.to_json(),
    }
    shape |= {name: name in channel.shared for name in SHARED}
    shape["is_shared"] = bool(channel.shared & {"is_shared", "is_ext_shared", "is_org_shared"})
    return shape


def user_json(workspace: Workspace, user: User, now: float, mail: bool) -> Json:
    """Answer somebody; the mail address only to tokens that may see it."""
    shape: Json = {
        "id": user.id,
        "team_id": workspace.team.id,
        "name": user.name,
        "deleted": user.deleted,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": user.updated,
        "profile": _profile(workspace, user, mail),
    }
    return shape if user.deleted else shape | _present(user, now)  # Slack shows little of who left


def _profile(workspace: Workspace, user: User, mail: bool) -> Json:
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
    return profile


def _present(user: User, now: float) -> Json:
    local = datetime.fromtimestamp(now, ZoneInfo(user.zone))
    offset = local.utcoffset()
    return {
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
