"""Labels: of the repository, and on an issue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from supporthub_ext.sandbox.github import labels
from supporthub_ext.sandbox.github.records import Issue
from supporthub_ext.sandbox.github.refusal import forbidden
from supporthub_ext.sandbox.github.repository import Repository
from supporthub_ext.sandbox.github.rest.repositories import InRepository
from supporthub_ext.sandbox.web import Answer


class InLabels(InRepository):
    """What all addresses of labels share."""

    def at_for_push(self, where: str) -> Repository:
        """Answer the repository to somebody who may change its labels, or refuse with 403."""
        repository = self.at(where)
        if not self.by.push:
            raise forbidden()
        return repository

    def labels_of(self, repository: Repository, issue: Issue) -> list[dict[str, Any]]:
        """Answer an issue's labels as JSON."""
        return [self.shaper(repository).label(one) for one in issue.labels]


class LabelsHandler(InLabels):
    """``GET|POST /repos/{owner}/{repo}/labels``."""

    def on_get(self, where: str) -> Answer:
        """Answer the repository's labels by name."""
        repository = self.at(where)
        found = [repository.labels[name] for name in sorted(repository.labels)]
        return self.page(found, self.by_id(repository, "/labels"), self.shaper(repository).label)

    def on_post(self, where: str) -> Answer:
        """Make a label."""
        repository, fields = self.at_for_push(where), self.fields()
        color, description = fields.get("color") or "ededed", fields.get("description")
        body = self.shaper(repository).label(
            labels.create(repository, fields.get("name"), color, description)
        )
        return Answer(body, 201, {"Location": body["url"]})


class LabelHandler(InLabels):
    """``GET|PATCH|DELETE /repos/{owner}/{repo}/labels/{name}``."""

    def on_get(self, where: str, name: str) -> dict[str, Any]:
        """Answer one label."""
        repository = self.at(where)
        return self.shaper(repository).label(labels.find(repository, name))

    def on_patch(self, where: str, name: str) -> dict[str, Any]:
        """Rename or recolour it."""
        repository, fields = self.at_for_push(where), self.fields()
        if "new_name" in fields:
            fields["name"] = fields.pop("new_name")
        changes: dict[str, Any] = {
            key: fields[key] for key in ("name", "color", "description") if key in fields
        }
        return self.shaper(repository).label(labels.edit(repository, name, changes))

    def on_delete(self, where: str, name: str) -> Answer:
        """Delete it, everywhere."""
        labels.delete(self.at_for_push(where), name)
        return Answer(status=204)


class IssueLabelsHandler(InLabels):
    """``GET|POST|PUT|DELETE /repos/{owner}/{repo}/issues/{number}/labels``."""

    def on_get(self, where: str, number: str) -> Answer:
        """Answer the issue's labels."""
        repository, issue = self.issue_at(where, number)
        return self.page(
            self.labels_of(repository, issue), self.by_id(repository, f"/issues/{number}/labels")
        )

    def on_post(self, where: str, number: str) -> list[dict[str, Any]]:
        """Add labels."""
        return self._change(where, number, labels.add)

    def on_put(self, where: str, number: str) -> list[dict[str, Any]]:
        """Replace the labels."""
        return self._change(where, number, labels.put)

    def on_delete(self, where: str, number: str) -> Answer:
        """Take all labels off."""
        repository, issue = self.issue_at(where, number)
        labels.put(repository, self.by, issue.number, ())
        return Answer(status=204)

    def _change(self, where: str, number: str, change: Callable[..., Issue]) -> list[dict[str, Any]]:
        repository, issue = self.issue_at(where, number)
        body = self.json()  # a bare list of names is as good
        names = body if isinstance(body, list) else body.get("labels") or ()
        return self.labels_of(repository, change(repository, self.by, issue.number, names))


class IssueLabelHandler(InLabels):
    """``DELETE /repos/{owner}/{repo}/issues/{number}/labels/{name}``."""

    def on_delete(self, where: str, number: str, name: str) -> Answer:
        """Take one label off."""
        repository, issue = self.issue_at(where, number)
        return Answer(self.labels_of(repository, labels.remove(repository, self.by, issue.number, name)))
