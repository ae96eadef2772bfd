"""What we take from GitHub: issues, comments and who can read them; and the key hidden in a text of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

MARK = re.compile(r"<!--\s*supporthub:\s*([a-z0-9_-]+)\s*-->")
ISSUE_PATH = re.compile(r"^/([^/]+/[^/]+)/issues/(\d+)/?$")


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository as it was a moment ago; ``can_push`` says whether our token may label and assign there."""

    full_name: str
    is_private: bool
    has_issues: bool
    can_push: bool


@dataclass(frozen=True, slots=True)
class GitHubIssue:
    """One issue. ``repository`` is where it is now; ``key`` the hidden one, None when it was made by hand."""

    repository: str
    number: int
    node_id: str
    link: str
    title: str
    body: str
    state: str
    state_reason: str | None
    author: str
    labels: tuple[str, ...]
    assignees: tuple[str, ...]
    comments: int
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    key: str | None


@dataclass(frozen=True, slots=True)
class GitHubComment:
    """One comment on an issue."""

    id: int
    link: str
    author: str
    body: str
    created_at: datetime
    updated_at: datetime
    key: str | None


def read_repository(row: Mapping[str, Any]) -> Repository:
    """Answer a repository's facts. What GitHub does not say counts as the less careful case."""
    return Repository(
        full_name=str(row["full_name"]),
        is_private=bool(row.get("private")),
        has_issues=bool(row.get("has_issues", True)),
        can_push=bool((row.get("permissions") or {}).get("push")),
    )


def read_issue(row: Mapping[str, Any]) -> GitHubIssue:
    """Answer an issue's row as a record."""
    body = str(row.get("body") or "")
    return GitHubIssue(
        repository="/".join(urlsplit(row["repository_url"]).path.split("/")[-2:]),
        number=int(row["number"]),
        node_id=str(row["node_id"]),
        link=str(row["html_url"]),
        title=str(row["title"]),
        body=body,
        state=str(row["state"]),
        state_reason=row.get("state_reason"),
        author=_login(row.get("user")),
        labels=tuple(str(label["name"]) for label in row.get("labels") or ()),
        assignees=tuple(_login(one) for one in row.get("assignees") or ()),
        comments=int(row.get("comments") or 0),
        created_at=_time(row["created_at"]),
        updated_at=_time(row["updated_at"]),
        closed_at=_time(row["closed_at"]) if row.get("closed_at") else None,
        key=key_of(body),
    )


def read_comment(row: Mapping[str, Any]) -> GitHubComment:
    """Answer a comment's row as a record."""
    body = str(row.get("body") or "")
    return GitHubComment(
        id=int(row["id"]),
        link=str(row["html_url"]),
        author=_login(row.get("user")),
        body=body,
        created_at=_time(row["created_at"]),
        updated_at=_time(row["updated_at"]),
        key=key_of(body),
    )


def is_pull(row: Mapping[str, Any]) -> bool:
    """Answer whether a row of a list of issues is a pull request: GitHub mixes them."""
    return bool(row.get("pull_request"))


def with_key(text: str, key: str) -> str:
    """Answer a text that carries a step's key where no reader of the page sees it."""
    return f"{text.rstrip()}\n\n<!-- supporthub: {key} -->\n"


def key_of(text: str) -> str | None:
    """Answer the key that a text carries, or None. The last one counts: what is quoted stands before it."""
    found = MARK.findall(text)
    return found[-1] if found else None


def read_link(url: str) -> tuple[str, int] | None:
    """Answer repository and number of an issue's address, or None when it is none."""
    found = ISSUE_PATH.match(urlsplit(url).path)
    return (found.group(1), int(found.group(2))) if found else None


def _login(row: Mapping[str, Any] | None) -> str:
    """Answer a login; GitHub gives none for an account that was deleted."""
    return str(row["login"]) if row else "ghost"


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
