"""Who an issue is assigned to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from supporthub_ext.sandbox.github.accounts import Account
from supporthub_ext.sandbox.github.records import Issue
from supporthub_ext.sandbox.github.repository import Repository

MOST_ASSIGNEES = 10


def assign(repository: Repository, by: Account, number: int, logins: Iterable[Any]) -> Issue:
    """Add assignees; people without access are dropped without a word."""
    issue = repository.issue_for_push(by, number)
    return repository.store(with_assignees(repository, by, issue, logins))


def unassign(repository: Repository, by: Account, number: int, logins: Iterable[Any]) -> Issue:
    """Remove assignees."""
    gone = {str(login).casefold() for login in logins}
    issue = repository.issue_for_push(by, number)
    return repository.store(_without(repository, by, issue, gone))


def with_assignees(
    repository: Repository, by: Account, issue: Issue, logins: Iterable[Any], *, only: bool = False
) -> Issue:
    """Answer the issue with assignees added; with ``only``, with no others."""
    wanted = [str(login).casefold() for login in logins]
    if only:
        issue = _without(
            repository, by, issue, {one.login.casefold() for one in issue.assignees} - set(wanted)
        )
    for login in wanted:
        one = repository.accounts.by_login(login)
        if one and one.push and one not in issue.assignees and len(issue.assignees) < MOST_ASSIGNEES:
            issue = replace(issue, assignees=(*issue.assignees, one))
            issue = repository.note(issue, "assigned", by, assignee=one)
    return issue


def _without(repository: Repository, by: Account, issue: Issue, gone: set[str]) -> Issue:
    for one in [one for one in issue.assignees if one.login.casefold() in gone]:
        kept = tuple(other for other in issue.assignees if other.id != one.id)
        issue = repository.note(replace(issue, assignees=kept), "unassigned", by, assignee=one)
    return issue
