"""Where the services are and with which keys: of a real account, or of a sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

DEFAULT_ROOTS = {"slack": "https://slack.com/api/", "github": "https://api.github.com"}


@dataclass(frozen=True, slots=True)
class Place:
    """One service: its name, its root without a slash at the end, its key, and words for the calls.

    The key never shows in a repr. ``facts`` are ``channel_name``, ``public_name`` for Slack and
    ``repository``, ``org``, ``project`` for GitHub.
    """

    service: str
    root: str
    key: str = field(repr=False)
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Answer whether there is an address and a key."""
        return bool(self.root and self.key)


def of_sandbox(ready: Mapping[str, Any]) -> list[Place]:
    """Answer the services of a sandbox from its ready line."""
    slack = {
        "channel_name": ready["slack"]["private_channel_name"],
        "public_name": ready["slack"]["public_channel_name"],
    }
    return [
        make_place("freshdesk", ready["freshdesk"]["url"], ready["freshdesk"]["api_key"]),
        make_place("slack", ready["slack"]["url"], ready["slack"]["bot_token"], slack),
        make_place("github", ready["github"]["url"], ready["github"]["token"], ready["github"]),
    ]


def make_place(service: str, root: str, key: str, facts: Mapping[str, Any] | None = None) -> Place:
    """Answer a place; Slack and GitHub have an address of their own where none is given."""
    return Place(service, (root or DEFAULT_ROOTS.get(service, "")).rstrip("/"), key, facts or {})
