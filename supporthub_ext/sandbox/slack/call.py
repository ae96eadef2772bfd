"""One call of a method, and the list of methods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from supporthub_ext.sandbox.slack.arguments import Arguments
from supporthub_ext.sandbox.slack.records import Caller, Channel, Json
from supporthub_ext.sandbox.slack.refusal import Refusal
from supporthub_ext.sandbox.slack.workspace import Workspace

# Slack names the scopes of a conversation by its kind.
PREFIX = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}


@dataclass(frozen=True, slots=True)
class Call:
    """Who calls, with which arguments, at which second of the sandbox's clock.

    ``told`` is where a method says what was done, as (kind, facts), for whoever reacts to it.
    """

    workspace: Workspace
    caller: Caller
    arguments: Arguments
    now: float
    told: list[tuple[str, Json]] = field(default_factory=list)

    def tell(self, kind: str, **facts: Any) -> None:
        """Say what was done."""
        self.told.append((kind, {"user": self.caller.user_id, **facts}))

    def need(self, *scopes: str) -> None:
        """Refuse with ``missing_scope`` when the token has none of these scopes."""
        if not self.caller.scopes.intersection(scopes):
            provided = ",".join(sorted(self.caller.scopes))
            raise Refusal("missing_scope", needed=",".join(scopes), provided=provided)

    def need_for(self, channel: Channel, *rights: str) -> None:
        """Refuse without the right, such as ``history``, in the scopes for a channel of this kind."""
        prefix = PREFIX[kind_of(channel)]
        self.need(*(f"{prefix}:{right}" for right in rights))

    def required(self, name: str, error: str = "invalid_arguments") -> str:
        """Answer an argument, or refuse with ``error`` when it is missing or empty."""
        value = self.arguments.text(name)
        if not value:
            raise Refusal(error)
        return value

    def channel(self) -> Channel:
        """Answer the channel that the call names and the caller may know of."""
        return self.workspace.seen(self.required("channel", "channel_not_found"), self.caller)

    def joined(self) -> Channel:
        """Answer the channel that the call names and the caller is in."""
        return self.workspace.joined(self.required("channel", "channel_not_found"), self.caller)


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the API: its rate-limit tier (5 means hundreds a minute) and what it does."""

    name: str
    tier: int
    answer: Callable[[Call], Json]


METHODS: dict[str, Method] = {}


def method(name: str, tier: int) -> Callable[[Callable[[Call], Json]], Callable[[Call], Json]]:
    """Put a function into the list of methods."""

    def keep(answer: Callable[[Call], Json]) -> Callable[[Call], Json]:
        METHODS[name] = Method(name, tier, answer)
        return answer

    return keep


def kind_of(channel: Channel) -> str:
    """Answer ``public``, ``private``, ``im`` or ``mpim``."""
    if channel.kind != "channel":
        return channel.kind
    return "private" if channel.is_private else "public"
