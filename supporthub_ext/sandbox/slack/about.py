"""``api.test``, ``auth.test``, ``team.info`` and ``bots.info``: what this workspace and this token are."""

from __future__ import annotations

from supporthub_ext.sandbox.slack.call import Call, method
from supporthub_ext.sandbox.slack.records import Json
from supporthub_ext.sandbox.slack.refusal import Refusal


@method("api.test", tier=4)
def api_test(call: Call) -> Json:
    """Answer the arguments, or the error that was asked for."""
    if wanted := call.arguments.text("error"):
        raise Refusal(wanted, args=call.arguments.all())
    return {"args": call.arguments.all()}


@method("auth.test", tier=5)
def auth_test(call: Call) -> Json:
    """Answer whose token it is, and the address of the workspace."""
    team = call.workspace.team
    shape: Json = {
        "url": team.url,
        "team": team.name,
        "user": call.workspace.users[call.caller.user_id].name,
        "team_id": team.id,
        "user_id": call.caller.user_id,
        "is_enterprise_install": False,
    }
    return shape | ({"bot_id": team.bot_id} if call.caller.is_bot else {})


@method("team.info", tier=3)
def team_info(call: Call) -> Json:
    """Answer the workspace."""
    call.need("team:read")
    team = call.workspace.team
    return {
        "team": {
            "id": team.id,
            "name": team.name,
            "url": team.url,
            "domain": team.domain,
            "email_domain": "",
            "icon": {"image_default": True},
        }
    }


@method("bots.info", tier=3)
def bots_info(call: Call) -> Json:
    """Answer our bot; without an argument, the caller's."""
    call.need("users:read")
    team = call.workspace.team
    if call.arguments.text("bot", team.bot_id) != team.bot_id:
        raise Refusal("bot_not_found")
    bot = call.workspace.users[team.bot_user]
    return {
        "bot": {
            "id": team.bot_id,
            "app_id": team.app_id,
            "user_id": bot.id,
            "name": bot.name,
            "deleted": False,
            "updated": bot.updated,
            "icons": {},
        }
    }
