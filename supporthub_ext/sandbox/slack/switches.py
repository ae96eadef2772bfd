"""What the control room can turn in Slack: limits, lag, who may see a channel, people who leave."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from supporthub_ext.sandbox.slack.endpoint import SlackHandler
from supporthub_ext.sandbox.slack.records import Caller, Channel, Json
from supporthub_ext.sandbox.slack.shapes import SHARED, channel_json
from supporthub_ext.sandbox.slack.workspace import Workspace
from supporthub_ext.sandbox.web import Refusal

Thing = TypeVar("Thing")
FLAGS = ("is_private", "is_archived")


def turn(workspace: Workspace, wish: Json) -> None:
    """Turn switches of the workspace: ``lag_s, limits, groups_by_admins, revoked, bot_scopes``.

    Raises
    ------
    ValueError
        When a switch is unknown, or can't stand so.
    """
    for name, value in wish.items():
        if name == "lag_s":
            workspace.switches.lag_s = float(value)
        elif name == "limits" and value in ("off", "on", "restricted"):
            workspace.limits.mode = value
        elif name == "groups_by_admins":
            workspace.switches.groups_by_admins = bool(value)
        elif name == "revoked":
            workspace.switches.revoked = set(value)
        elif name == "bot_scopes":
            _rescope(workspace, frozenset(value))
        else:
            raise ValueError(f"{name} can't be {value!r}")


def _rescope(workspace: Workspace, scopes: frozenset[str]) -> None:
    for token, caller in workspace.callers.items():
        if caller.is_bot:
            workspace.callers[token] = Caller(token, caller.user_id, is_bot=True, scopes=scopes)


def turn_channel(channel: Channel, wish: Json) -> None:
    """Make a channel private or public, archived, shared with others, or give it other members.

    Raises
    ------
    ValueError
        When there is no such switch.
    """
    for name, value in wish.items():
        if name in FLAGS:
            setattr(channel, name, bool(value))
        elif name in SHARED:
            (channel.shared.add if value else channel.shared.discard)(name)
        elif name == "members":
            channel.members = list(value)
        else:
            raise ValueError(f"a channel has no switch {name}")


class WorkspaceSwitches(SlackHandler):
    """``GET|POST /slack``."""

    def on_get(self) -> Json:
        """Answer how the switches stand."""
        return self.workspace.to_json()

    def on_post(self) -> Json:
        """Turn some."""
        _attempt(turn, self.workspace, self.json())
        return self.on_get()


class ChannelSwitches(SlackHandler):
    """``POST /slack/channels/<id or name>``."""

    def on_post(self, wanted: str) -> Json:
        """Turn some of one channel."""
        found = [one for one in self.workspace.channels.values() if wanted in (one.id, one.name)]
        if not found:
            raise Refusal(404, {"message": f"No channel {wanted}."})
        _attempt(turn_channel, found[0], self.json())
        return {"channel": channel_json(self.workspace, found[0], self.workspace.team.bot_user)}


class PersonSwitches(SlackHandler):
    """``POST /slack/people/<slack id> {"deleted": true}``: somebody leaves, or comes back."""

    def on_post(self, user_id: str) -> Json:
        """Let somebody leave or come back."""
        user = self.workspace.users.get(user_id)
        if user is None:
            raise Refusal(404, {"message": f"Nobody is {user_id}."})
        user.deleted = bool(self.json().get("deleted"))
        return {"id": user.id, "deleted": user.deleted}


def _attempt(change: Callable[[Thing, Json], None], thing: Thing, wish: Json) -> None:
    try:
        change(thing, wish)
    except (TypeError, ValueError) as problem:
        raise Refusal(400, {"message": str(problem)}) from None


ROUTES: list[tuple[str, type[SlackHandler]]] = [
    (r"/slack", WorkspaceSwitches),
    (r"/slack/channels/([\w-]+)", ChannelSwitches),
    (r"/slack/people/(\w+)", PersonSwitches),
]
