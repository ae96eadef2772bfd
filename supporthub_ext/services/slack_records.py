"""What we take from Slack: channel facts, where a message stands, and how text must be written for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from supporthub_ext.errors import ServiceUnreadable

EVENT_TYPE = "supporthub_step"
TEXT_CHARACTERS = 4_000  # Slack splits or cuts what is longer
PERMALINK = re.compile(r"^/archives/([A-Z0-9]+)/p(\d{10})(\d{6})$")


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as it was a moment ago.

    ``is_private`` is true for direct messages too; ``is_shared`` when people of another workspace can read
    it; ``is_member`` whether our app is in it.
    """

    id: str
    name: str
    is_private: bool
    is_shared: bool
    is_member: bool
    is_archived: bool
    topic: str

    @property
    def keeps_secrets(self) -> bool:
        """Whether only people of the team can read it.

        "This channel is private because there's an assumption of privacy when we discuss
        community-specific support matters."
        """
        return self.is_private and not self.is_shared


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands. ``thread_ts`` is the thread's first message, in a reply."""

    channel: str
    ts: str
    thread_ts: str | None = None


def part(row: Mapping[str, Any], name: str, *, write: bool = False) -> Any:
    """Answer what an answer must hold.

    Raises
    ------
    ServiceUnreadable
        When it does not. After a write, the change may have been stored.
    """
    if row.get(name) is None:
        message = f"Slack's answer lacks {name}."
        raise ServiceUnreadable(message, service="slack", status=200, stored=write)
    return row[name]


def read_channel(row: Mapping[str, Any]) -> Channel:
    """Answer the facts of a channel's row. What Slack does not say counts as the less private case."""
    shared = ("is_shared", "is_ext_shared", "is_org_shared", "is_pending_ext_shared")
    direct = bool(row.get("is_im") or row.get("is_mpim"))
    return Channel(
        id=str(part(row, "id")),
        name=str(row.get("name") or ""),
        is_private=bool(row.get("is_private")) or direct,
        is_shared=any(bool(row.get(name)) for name in shared),
        is_member=bool(row.get("is_member")) or direct,
        is_archived=bool(row.get("is_archived")),
        topic=str((row.get("topic") or {}).get("value") or ""),
    )


def read_permalink(url: str) -> Place | None:
    """Answer where a message's link leads, or None when it is no such link."""
    parts = urlsplit(url)
    found = PERMALINK.match(parts.path)
    if not found:
        return None
    channel, seconds, micros = found.groups()
    thread = parse_qs(parts.query).get("thread_ts", [None])[0]
    ts = f"{seconds}.{micros}"
    return Place(channel, ts, thread if thread != ts else None)


def place_of(channel_id: str, message: Mapping[str, Any]) -> Place:
    """Answer where a message stands; the first message of a thread is no reply to itself."""
    ts, thread = str(part(message, "ts")), message.get("thread_ts")
    return Place(channel_id, ts, str(thread) if thread and thread != ts else None)


def escaped(text: str) -> str:
    """Answer text in which nothing can ping anybody or look like a link: Slack wants three signs escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def metadata_of(key: str) -> dict[str, Any]:
    """Answer the metadata that carries a step's key; everybody of the workspace may read it."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


def key_of(message: Mapping[str, Any]) -> str | None:
    """Answer the key that a message carries, or None."""
    metadata = message.get("metadata") or {}
    key = (metadata.get("event_payload") or {}).get("key")
    return str(key) if metadata.get("event_type") == EVENT_TYPE and key else None
