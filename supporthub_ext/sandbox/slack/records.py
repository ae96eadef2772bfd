"""What a workspace holds. These records are the sandbox's memory, so methods change them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from supporthub_ext.sandbox.slack.stamps import following, stamp

Json = dict[str, Any]
Kind = Literal["channel", "im", "mpim"]


@dataclass(slots=True)
class User:
    """Somebody of the workspace: a person, or our bot."""

    id: str
    name: str
    real_name: str
    email: str | None = None
    zone: str = "UTC"
    deleted: bool = False
    is_admin: bool = False
    is_bot: bool = False
    is_guest: bool = False
    updated: int = 0


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose token a call carries, and what that token may do."""

    token: str
    user_id: str
    is_bot: bool
    scopes: frozenset[str]


@dataclass(slots=True)
class Message:
    """One message. ``stored_at`` is the clock's second at which it was stored, for histories that lag."""

    micros: int
    user: str
    text: str
    stored_at: float
    by_bot: bool = False
    parent: int | None = None  # the id of the thread's first message, in a reply
    broadcast: bool = False
    subtype: str | None = None
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json = field(default_factory=dict)
    edited: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    pinned_by: str | None = None
    extra: Json = field(default_factory=dict)

    @property
    def ts(self) -> str:
        """Its id, as Slack writes it."""
        return stamp(self.micros)


@dataclass(slots=True)
class Line:
    """A topic or a purpose: the text, who set it and when."""

    value: str = ""
    creator: str = ""
    last_set: int = 0

    def to_json(self) -> Json:
        """Answer it as Slack shows it."""
        return {"value": self.value, "creator": self.creator, "last_set": self.last_set}


@dataclass(slots=True)
class Channel:
    """A channel, a direct message or a group of them, with all that was said in it."""

    id: str
    name: str
    kind: Kind = "channel"
    is_private: bool = False
    is_archived: bool = False
    is_general: bool = False
    shared: set[str] = field(default_factory=set)  # is_ext_shared, is_org_shared, is_pending_ext_shared, ...
    members: list[str] = field(default_factory=list)
    created: int = 0
    creator: str = ""
    topic: Line = field(default_factory=Line)
    purpose: Line = field(default_factory=Line)
    messages: dict[int, Message] = field(default_factory=dict)  # in order of their ids
    threads: dict[int, list[int]] = field(default_factory=dict)  # first message -> its replies
    last: int = 0

    def add(self, message_at: float, micros: int | None = None, **known: Any) -> Message:
        """Store a message under the next id, or under one that was agreed upon, and answer it."""
        self.last = following(self.last, message_at) if micros is None else max(micros, self.last + 1)
        message = Message(micros=self.last, stored_at=message_at, **known)
        self.messages[message.micros] = message
        if message.parent is not None:
            self.threads.setdefault(message.parent, []).append(message.micros)
        return message

    def remove(self, message: Message) -> None:
        """Forget a message, and its place in a thread."""
        del self.messages[message.micros]
        self.threads.pop(message.micros, None)
        if message.parent is not None:
            self.threads[message.parent].remove(message.micros)

    def replies(self, root: int) -> Iterator[Message]:
        """Answer a thread's replies, oldest first."""
        return (self.messages[each] for each in self.threads.get(root, ()))


@dataclass(slots=True)
class Group:
    """A user group. ``deleted_at`` is not 0 while it is disabled."""

    id: str
    handle: str
    name: str
    users: list[str]
    creator: str
    description: str = ""
    created: int = 0
    updated: int = 0
    updated_by: str = ""
    deleted_at: int = 0
