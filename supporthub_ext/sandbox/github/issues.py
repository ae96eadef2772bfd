"""Opening, editing, moving and deleting issues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from supporthub_ext.sandbox.github.accounts import Account
from supporthub_ext.sandbox.github.assignees import with_assignees
from supporthub_ext.sandbox.github.checks import body_of, title_of
from supporthub_ext.sandbox.github.labels import with_labels
from supporthub_ext.sandbox.github.nodes import node_id
from supporthub_ext.sandbox.github.records import Issue
from supporthub_ext.sandbox.github.refusal import forbidden, invalid
from supporthub_ext.sandbox.github.repository import Repository

REASONS = {None, "completed", "not_planned", "duplicate", "reopened"}


def create(
    repository: Repository,
    by: Account,
    title: object,
    body: object = None,
    *,
    labels: Iterable[Any] = (),
    assignees: Iterable[Any] = (),
    pull: bool = False,
    number: int = 0,
) -> Issue:
    """Open an issue. Without push access labels and assignees are dropped without a word, as GitHub does.

    ``number`` is for the invented past alone; otherwise the next one is taken.
    """
    repository.open_for_issues()
    title, body, now = title_of(title), body_of(body), repository.now()
    new_id = repository.ids.take()
    node = node_id("PR" if pull else "I", repository.id, new_id)
    number = repository.next_number(number)
    issue = Issue(new_id, node, repository.id, number, title, body, by, now, now, pull=pull)
    if by.push:
        issue = with_labels(repository, by, issue, labels)
        issue = with_assignees(repository, by, issue, assignees)
    issue = repository.store(issue)
    repository.tell("opened", repository=repository, number=number, by=by)
    return issue


def edit(repository: Repository, by: Account, number: int, changes: Mapping[str, Any]) -> Issue:
    """Change title, body, state, labels or assignees; the author may, and whoever has push access."""
    issue = repository.issue(number)
    if not (by.push or by.id == issue.author.id):
        raise forbidden()
    if "title" in changes:
        issue = _renamed(repository, by, issue, title_of(changes["title"]))
    if "body" in changes:
        issue = replace(issue, body=body_of(changes["body"]))
    if by.push and changes.get("labels") is not None:
        issue = with_labels(repository, by, issue, changes["labels"], only=True)
    if by.push and changes.get("assignees") is not None:
        issue = with_assignees(repository, by, issue, changes["assignees"], only=True)
    if changes.get("state") is not None:
        issue = _with_state(repository, by, issue, changes["state"], changes.get("state_reason"))
    return repository.store(issue)


def delete(repository: Repository, number: int) -> None:
    """Delete an issue for good: from now on its address answers 410."""
    repository.issue(number)
    repository.drop(number)
    repository.deleted.add(number)


def transfer(repository: Repository, number: int, target: Repository) -> Issue:
    """Move an issue to another repository: it keeps text and comments, and the labels that exist there."""
    issue = repository.issue(number)
    number_there = target.next_number()
    names = [one.name.lower() for one in issue.labels]
    there = replace(
        issue,
        repository_id=target.id,
        number=number_there,
        labels=tuple(target.labels[name] for name in names if name in target.labels),
        comments=tuple(replace(one, issue_number=number_there) for one in issue.comments),
    )
    repository.drop(number)
    repository.moved[number] = (target, number_there)
    return target.store(there)


def _renamed(repository: Repository, by: Account, issue: Issue, title: str) -> Issue:
    if title == issue.title:
        return issue
    change = {"from": issue.title, "to": title}
    return repository.note(replace(issue, title=title), "renamed", by, rename=change)


def _with_state(repository: Repository, by: Account, issue: Issue, state: str, reason: str | None) -> Issue:
    if state not in {"open", "closed"}:
        raise invalid("Issue", "state", "invalid")
    if reason not in REASONS:
        raise invalid("Issue", "state_reason", "invalid")
    if state == issue.state:
        return issue  # a reason without a change of state is ignored
    if state == "open":
        issue = replace(issue, state="open", state_reason="reopened", closed_at=None, closed_by=None)
        return repository.note(issue, "reopened", by)
    reason, now = reason or "completed", repository.now()
    issue = replace(issue, state="closed", state_reason=reason, closed_at=now, closed_by=by)
    return repository.note(issue, "closed", by, state_reason=reason)
