"""Everything that this GitHub knows: accounts, repositories, boards, limits and lags."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from supporthub_ext.sandbox.github.accounts import Account, Accounts
from supporthub_ext.sandbox.github.board import Project
from supporthub_ext.sandbox.github.limits import Limits
from supporthub_ext.sandbox.github.nodes import Ids
from supporthub_ext.sandbox.github.records import Issue
from supporthub_ext.sandbox.github.refusal import not_found
from supporthub_ext.sandbox.github.repository import Repository


@dataclass(slots=True)
class GitHub:
    """The whole service.

    ``list_lag`` and ``search_lag`` are how far lists of issues and the search index trail behind what was
    stored; a single issue is always served as it stands.
    """

    now: Callable[[], datetime]
    accounts: Accounts
    organisation: Account
    limits: Limits
    ids: Ids = field(default_factory=Ids)
    repositories: dict[int, Repository] = field(default_factory=dict)
    projects: dict[int, Project] = field(default_factory=dict)
    list_lag: timedelta = timedelta(0)
    search_lag: timedelta = timedelta(seconds=10)

    def repository(self, owner: str, name: str, account: Account | None) -> Repository:
        """Answer a repository by name, or refuse with 404 when it is not there or not to be seen."""
        for one in self.repositories.values():
            if one.full_name.lower() == f"{owner}/{name}".lower() and one.seen_by(account):
                return one
        raise not_found()

    def repository_by_id(self, number: int, account: Account | None) -> Repository:
        """Answer a repository by its database id, or refuse with 404."""
        found = self.repositories.get(number)
        if found is None or not found.seen_by(account):
            raise not_found()
        return found

    def listed(self, repository: Repository) -> list[Issue]:
        """Answer a repository's issues as its lists show them now."""
        if not self.list_lag:
            return list(repository.issues.values())
        return repository.history.as_of(self.now() - self.list_lag)

    def indexed(self, account: Account | None) -> Iterator[tuple[Repository, Issue]]:
        """Go through every issue that an account can see, as the search index knows it now."""
        moment = self.now() - self.search_lag
        for repository in self.repositories.values():
            if repository.seen_by(account):
                yield from ((repository, issue) for issue in repository.history.as_of(moment))

    def find_issue(self, issue_id: int) -> tuple[Repository, Issue] | None:
        """Answer an issue by its database id, wherever it is now, or None."""
        for repository in self.repositories.values():
            for issue in repository.issues.values():
                if issue.id == issue_id:
                    return repository, issue
        return None

    def find_node(self, node_id: str) -> tuple[Repository, Issue] | None:
        """Answer an issue by its node id, or None."""
        for repository in self.repositories.values():
            for issue in repository.issues.values():
                if issue.node_id == node_id:
                    return repository, issue
        return None
