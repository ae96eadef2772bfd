"""``users.*``: the people of the workspace, with their zones; also those who left."""

from __future__ import annotations

from supporthub_ext.sandbox.slack.call import Call, method
from supporthub_ext.sandbox.slack.paging import page
from supporthub_ext.sandbox.slack.records import Json, User
from supporthub_ext.sandbox.slack.refusal import Refusal
from supporthub_ext.sandbox.slack.shapes import user_json


def _shape(call: Call, user: User) -> Json:
    return user_json(call.workspace, user, call.now, mail="users:read.email" in call.caller.scopes)


@method("users.list", tier=2)
def list_users(call: Call) -> Json:
    """Answer everybody, page by page."""
    call.need("users:read")
    limit = call.arguments.number("limit", 1000, 1000)
    rows = list(call.workspace.users.values())
    here, cursor = page("user", rows, lambda one: one.id, call.arguments.text("cursor"), limit)
    return {
        "members": [_shape(call, one) for one in here],
        "cache_ts": int(call.now),
        "response_metadata": {"next_cursor": cursor},
    }


@method("users.info", tier=4)
def info(call: Call) -> Json:
    """Answer one person."""
    call.need("users:read")
    return {"user": _shape(call, call.workspace.user(call.required("user", "user_not_found")))}


@method("users.lookupByEmail", tier=3)
def lookup_by_email(call: Call) -> Json:
    """Answer who has a mail address, whatever the case of its letters; not people who left."""
    call.need("users:read.email")
    wanted = call.required("email", "users_not_found").casefold()
    for user in call.workspace.users.values():
        if user.email and user.email.casefold() == wanted and not user.deleted:
            return {"user": _shape(call, user)}
    raise Refusal("users_not_found")
