"""What a repository holds. Records are replaced, never changed in place: an old view stays true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from supporthub_ext.sandbox.github.accounts import Account


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a repository."""

    id: int
    node_id: str
    name: str
    color: str = "ededed"
    description: str | None = None
    default: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment on an issue."""

    id: int
    node_id: str
    issue_number: int
    author: Account
    body: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Happening:
    """An entry of an issue's events: labeled, assigned, closed, renamed and the like."""

    id: int
    node_id: str
    event: str
    actor: Account
    at: datetime
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue, or one pull request when ``pull`` is true."""

    id: int
    node_id: str
    repository_id: int
    number: int
    title: str
    body: str | None
    author: Account
    created_at: datetime
    updated_at: datetime
    pull: bool = False
    state: str = "open"
    state_reason: str | None = None
    labels: tuple[Label, ...] = ()
    assignees: tuple[Account, ...] = ()
    comments: tuple[Comment, ...] = ()
    events: tuple[Happening, ...] = ()
    closed_at: datetime | None = None
    closed_by: Account | None = None
