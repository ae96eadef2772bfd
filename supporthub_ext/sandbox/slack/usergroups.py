"""``usergroups.*``: groups of people with one name; the list of people is always replaced whole."""

from __future__ import annotations

from supporthub_ext.sandbox.slack.call import Call, method
from supporthub_ext.sandbox.slack.records import Group, Json
from supporthub_ext.sandbox.slack.refusal import Refusal
from supporthub_ext.sandbox.slack.shapes import group_json


def _group(call: Call) -> Group:
    return call.workspace.group(call.required("usergroup", "no_such_subteam"))


def _may_write(call: Call) -> None:
    call.need("usergroups:write")
    user = call.workspace.users[call.caller.user_id]
    if call.workspace.switches.groups_by_admins and (call.caller.is_bot or not user.is_admin):
        raise Refusal("permission_denied")


@method("usergroups.list", tier=2)
def list_groups(call: Call) -> Json:
    """Answer every group at once; there are no pages."""
    call.need("usergroups:read")
    ask = call.arguments
    groups = [
        one for one in call.workspace.groups.values() if not one.deleted_at or ask.flag("include_disabled")
    ]
    users, count = ask.flag("include_users"), ask.flag("include_count")
    return {"usergroups": [group_json(call.workspace, one, users, count) for one in groups]}


@method("usergroups.users.list", tier=2)
def list_people(call: Call) -> Json:
    """Answer the ids of a group's people."""
    call.need("usergroups:read")
    group = _group(call)
    if group.deleted_at and not call.arguments.flag("include_disabled"):
        raise Refusal("no_such_subteam")
    return {"users": list(group.users)}


@method("usergroups.users.update", tier=2)
def update_people(call: Call) -> Json:
    """Replace all people of a group; never by nobody, and all of them must be here."""
    _may_write(call)
    group = _group(call)
    wanted = list(dict.fromkeys(call.arguments.names("users")))
    if not wanted:
        raise Refusal("no_users_provided")
    known = [one for one in wanted if one in call.workspace.users and not call.workspace.users[one].deleted]
    if known != wanted:
        raise Refusal("invalid_users")
    group.users, group.updated, group.updated_by = wanted, int(call.now), call.caller.user_id
    call.tell("slack.group", group=group.id, users=wanted)
    return {"usergroup": group_json(call.workspace, group, users=True, count=True)}


@method("usergroups.disable", tier=2)
def disable(call: Call) -> Json:
    """Put a group to sleep: the way to have nobody in it."""
    _may_write(call)
    group = _group(call)
    group.deleted_at = group.updated = int(call.now)
    return {"usergroup": group_json(call.workspace, group, users=True, count=True)}


@method("usergroups.enable", tier=2)
def enable(call: Call) -> Json:
    """Wake a group up, with the people it had."""
    _may_write(call)
    group = _group(call)
    group.deleted_at, group.updated = 0, int(call.now)
    return {"usergroup": group_json(call.workspace, group, users=True, count=True)}
