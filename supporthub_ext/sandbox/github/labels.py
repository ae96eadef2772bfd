"""Labels of a repository, and which an issue carries. Names are compared without case (unverified)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from supporthub_ext.sandbox.github.accounts import Account
from supporthub_ext.sandbox.github.checks import label_name_of
from supporthub_ext.sandbox.github.nodes import node_id
from supporthub_ext.sandbox.github.records import Issue, Label
from supporthub_ext.sandbox.github.refusal import Refused, invalid, not_found
from supporthub_ext.sandbox.github.repository import Repository


def find(repository: Repository, name: str) -> Label:
    """Answer a label by name, or refuse with 404."""
    if name.lower() not in repository.labels:
        raise not_found()
    return repository.labels[name.lower()]


def create(
    repository: Repository, name: object, color: str = "ededed", description: str | None = None
) -> Label:
    """Make a label; a name that exists already is refused with 422."""
    name = label_name_of(name)
    if name.lower() in repository.labels:
        raise invalid("Label", "name", "already_exists")
    new_id = repository.ids.take()
    node = node_id("LA", repository.id, new_id)
    label = Label(new_id, node, name, color.lstrip("#"), description)
    repository.labels[name.lower()] = label
    return label


def edit(repository: Repository, name: str, changes: Mapping[str, Any]) -> Label:
    """Rename or recolour a label, on every issue that carries it."""
    old = find(repository, name)
    new = replace(old, **changes)
    del repository.labels[name.lower()]
    repository.labels[new.name.lower()] = new
    _swap(repository, old, (new,))
    return new


def delete(repository: Repository, name: str) -> None:
    """Delete a label from the repository and from every issue."""
    _swap(repository, find(repository, name), ())
    del repository.labels[name.lower()]


def add(repository: Repository, by: Account, number: int, names: Iterable[Any]) -> Issue:
    """Add labels to an issue; unknown ones are created on the fly."""
    issue = repository.issue_for_push(by, number)
    return repository.store(with_labels(repository, by, issue, names))


def put(repository: Repository, by: Account, number: int, names: Iterable[Any]) -> Issue:
    """Replace an issue's labels."""
    issue = repository.issue_for_push(by, number)
    return repository.store(with_labels(repository, by, issue, names, only=True))


def remove(repository: Repository, by: Account, number: int, name: str) -> Issue:
    """Take a label off an issue; one that it does not carry is refused with 404."""
    issue = repository.issue_for_push(by, number)
    if name.lower() not in {one.name.lower() for one in issue.labels}:
        raise Refused(404, "Label does not exist")
    return repository.store(_without(repository, by, issue, {name.lower()}))


def with_labels(
    repository: Repository, by: Account, issue: Issue, names: Iterable[Any], *, only: bool = False
) -> Issue:
    """Answer the issue with labels added; with ``only``, with no others."""
    wanted = [label_name_of(name) for name in names]
    if only:
        kept = {name.lower() for name in wanted}
        issue = _without(repository, by, issue, {one.name.lower() for one in issue.labels} - kept)
    for name in wanted:
        label = repository.labels.get(name.lower()) or create(repository, name)
        if label not in issue.labels:
            issue = replace(issue, labels=(*issue.labels, label))
            issue = repository.note(issue, "labeled", by, label=label)
    return issue


def _without(repository: Repository, by: Account, issue: Issue, gone: set[str]) -> Issue:
    for label in [one for one in issue.labels if one.name.lower() in gone]:
        kept = tuple(one for one in issue.labels if one != label)
        issue = repository.note(replace(issue, labels=kept), "unlabeled", by, label=label)
    return issue


def _swap(repository: Repository, old: Label, new: tuple[Label, ...]) -> None:
    for issue in [issue for issue in repository.issues.values() if old in issue.labels]:
        kept = tuple(one for one in issue.labels if one != old)
        repository.store(replace(issue, labels=kept + new))
