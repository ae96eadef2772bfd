"""A repository: what it holds, who may see it, and how a change is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from supporthub_ext.sandbox.github.accounts import Account, Accounts
from supporthub_ext.sandbox.github.history import History
from supporthub_ext.sandbox.github.nodes import Ids, node_id
from supporthub_ext.sandbox.github.records import Comment, Happening, Issue, Label
from supporthub_ext.sandbox.github.refusal import Refused, forbidden, not_found


@dataclass(slots=True, eq=False)
class Repository:
    """One repository. ``tell`` hears of every event, for whoever reacts to what was done."""

    id: int
    owner: Account
    name: str
    accounts: Accounts
    now: Callable[[], datetime]
    ids: Ids
    tell: Callable[..., None]
    created_at: datetime
    private: bool = False
    description: str | None = None
    has_issues: bool = True
    issues: dict[int, Issue] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)  # by name in lower case
    moved: dict[int, tuple[Repository, int]] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    history: History = field(default_factory=History)
    last_number: int = 0

    @property
    def full_name(self) -> str:
        """``owner/name``."""
        return f"{self.owner.login}/{self.name}"

    @property
    def node_id(self) -> str:
        """The repository's global id."""
        return node_id("R", self.id)

    def seen_by(self, account: Account | None) -> bool:
        """Answer whether an account (None: nobody) can see the repository at all."""
        return not self.private or (account is not None and account.sees_private)

    def open_for_issues(self) -> None:
        """Refuse with 410 when issues are switched off."""
        if not self.has_issues:
            raise Refused(410, "Issues has been disabled in this repository.")

    def issue(self, number: int) -> Issue:
        """Answer an issue.

        Raises
        ------
        Refused
            404 when there never was one, 410 when it was deleted or issues are off. Whether it moved away is
            for the caller to look at, in ``moved``.
        """
        self.open_for_issues()
        if number in self.deleted:
            raise Refused(410, "This issue was deleted", kind="NOT_FOUND")
        if number not in self.issues:
            raise not_found()
        return self.issues[number]

    def issue_for_push(self, by: Account, number: int) -> Issue:
        """Answer an issue to somebody who may label and assign it, or refuse with 403."""
        issue = self.issue(number)
        if not by.push:
            raise forbidden()
        return issue

    def comments(self) -> list[Comment]:
        """Answer every comment of the repository, oldest first."""
        every = [comment for issue in self.issues.values() for comment in issue.comments]
        return sorted(every, key=lambda one: one.id)

    def next_number(self, wanted: int = 0) -> int:
        """Take the next issue number, or the wanted one: later ones are higher than all before."""
        number = wanted or self.last_number + 1
        self.last_number = max(self.last_number, number)
        return number

    def store(self, issue: Issue) -> Issue:
        """Keep a changed issue. ``updated_at`` never goes back, even when somebody turns the clock back."""
        old = self.issues.get(issue.number)
        if old == issue:
            return issue
        issue = replace(issue, updated_at=max(self.now(), issue.updated_at))
        self.issues[issue.number] = issue
        self.history.keep(issue, issue.updated_at)
        return issue

    def drop(self, number: int) -> None:
        """Let an issue go: deleted, or moved away."""
        del self.issues[number]
        self.history.forget(number)

    def note(self, issue: Issue, event: str, by: Account, **more: Any) -> Issue:
        """Answer the issue with an entry more among its events, and tell of it."""
        new_id = self.ids.take()
        entry = Happening(new_id, node_id("LE", self.id, new_id), event, by, self.now(), more)
        self.tell(event, repository=self, number=issue.number, by=by, **more)
        return replace(issue, events=(*issue.events, entry))
