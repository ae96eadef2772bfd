"""The workspace: who and what there is, and who may see which channel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from supporthub_ext.sandbox.slack.limits import Limits
from supporthub_ext.sandbox.slack.records import Caller, Channel, Group, Json, Message, User
from supporthub_ext.sandbox.slack.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Team:
    """What the workspace is called, and our app in it."""

    id: str
    name: str
    domain: str
    url: str
    app_id: str
    bot_id: str
    bot_user: str


@dataclass(slots=True)
class Switches:
    """What a test can turn: see ``POST /slack`` in the control room.

    ``lag_s``: how long, on the sandbox's clock, a stored message stays out of histories and threads.
    ``groups_by_admins``: only administrators may change user groups, as many workspaces have it.
    ``revoked``: tokens that were withdrawn.
    """

    lag_s: float = 0
    groups_by_admins: bool = False
    revoked: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Workspace:
    """Everything that Slack remembers, by id."""

    team: Team
    users: dict[str, User] = field(default_factory=dict)
    callers: dict[str, Caller] = field(default_factory=dict)  # by token
    channels: dict[str, Channel] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    switches: Switches = field(default_factory=Switches)

    def caller(self, token: str) -> Caller:
        """Answer whose token it is.

        Raises
        ------
        Refusal
            ``not_authed``, ``invalid_auth``, ``token_revoked`` or ``account_inactive``.
        """
        if not token:
            raise Refusal("not_authed")
        caller = self.callers.get(token)
        if caller is None:
            raise Refusal("invalid_auth")
        if token in self.switches.revoked:
            raise Refusal("token_revoked")
        if self.users[caller.user_id].deleted:
            raise Refusal("account_inactive")
        return caller

    def user(self, user_id: str) -> User:
        """Answer somebody by id, or refuse with ``user_not_found``."""
        if user_id not in self.users:
            raise Refusal("user_not_found")
        return self.users[user_id]

    def group(self, group_id: str) -> Group:
        """Answer a user group by id, or refuse with ``no_such_subteam``."""
        if group_id not in self.groups:
            raise Refusal("no_such_subteam")
        return self.groups[group_id]

    def seen(self, channel_id: str, caller: Caller) -> Channel:
        """Answer a channel that the caller may know of.

        Raises
        ------
        Refusal
            ``channel_not_found``: there is none, or it is private and the caller is not in it.
        """
        channel = self.channels.get(channel_id)
        if channel is None or (channel.is_private and caller.user_id not in channel.members):
            raise Refusal("channel_not_found")
        return channel

    def joined(self, channel_id: str, caller: Caller) -> Channel:
        """Answer a channel that the caller is in; otherwise refuse, also with ``not_in_channel``."""
        channel = self.seen(channel_id, caller)
        if caller.user_id not in channel.members:
            raise Refusal("not_in_channel")
        return channel

    def readable(self, channel_id: str, caller: Caller) -> Channel:
        """Answer a channel whose messages the caller may read: people read public ones without joining."""
        return (self.joined if caller.is_bot else self.seen)(channel_id, caller)

    def is_shown(self, message: Message, now: float) -> bool:
        """Answer whether histories show a message yet."""
        return message.stored_at <= now - self.switches.lag_s or message.stored_at > now

    def say(self, channel: Channel, user_id: str, text: str, now: float, **more: Any) -> Message:
        """Store a message of somebody and answer it. Also for the story and for system messages."""
        by_bot = self.users[user_id].is_bot
        return channel.add(now, user=user_id, text=text, by_bot=by_bot, **more)

    def direct(self, user_ids: list[str], now: float) -> tuple[Channel, bool]:
        """Answer the direct message between some people, and whether it stood already."""
        together = sorted(set(user_ids))
        for channel in self.channels.values():
            if channel.kind != "channel" and sorted(channel.members) == together:
                return channel, True
        kind = "im" if len(together) <= 2 else "mpim"
        number = 1 + sum(channel.kind != "channel" for channel in self.channels.values())
        name = "" if kind == "im" else "mpdm-" + "--".join(self.users[one].name for one in together) + "-1"
        channel = Channel(
            id=f"{'D' if kind == 'im' else 'C'}0DIRECT{number:03d}",
            name=name,
            kind=kind,  # type: ignore[arg-type]  # one of the two above
            is_private=True,
            members=together,
            created=int(now),
            creator=user_ids[0],
        )
        self.channels[channel.id] = channel
        return channel, False

    def to_json(self) -> Json:
        """Answer the switches, for the control room."""
        return {
            "lag_s": self.switches.lag_s,
            "limits": self.limits.mode,
            "groups_by_admins": self.switches.groups_by_admins,
            "revoked": sorted(self.switches.revoked),
        }
