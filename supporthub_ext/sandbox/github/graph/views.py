"""Accounts, repositories and issues as GraphQL sees them: values, and functions for what hangs off."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from supporthub_ext.sandbox.clock import stamp
from supporthub_ext.sandbox.github.accounts import Account
from supporthub_ext.sandbox.github.graph.pages import connection
from supporthub_ext.sandbox.github.records import Comment, Issue, Label
from supporthub_ext.sandbox.github.refusal import Refused
from supporthub_ext.sandbox.github.repository import Repository
from supporthub_ext.sandbox.github.state import GitHub

if TYPE_CHECKING:
    from supporthub_ext.sandbox.github.graph.boards import Boards

Shape = dict[str, Any]


@dataclass(slots=True)
class Viewer:
    """Who looks, at what, from where. ``boards`` shapes projects and is set by whoever makes a viewer."""

    state: GitHub
    account: Account
    root: str
    boards: Boards = field(init=False)

    # -- accounts --------------------------------------------------------------------------------------

    def actor(self, account: Account) -> Shape:
        """Answer a person, a bot or the organisation."""
        return {
            "__typename": account.kind,
            "id": account.node_id,
            "databaseId": account.id,
            "login": account.login,
            "name": account.name,
            "url": f"{self.root}/{account.login}",
        }

    def organisation(self) -> Shape:
        """Answer the organisation with its boards."""
        found = sorted(self.state.projects.values(), key=lambda one: one.number)

        def projects(_: Any, **wish: Any) -> Shape:
            return connection("projectsV2", found, self.boards.project, lambda one: one.id, **wish)

        def project(_: Any, number: int) -> Shape:
            if number not in self.state.projects:
                raise missing(f"Could not resolve to a ProjectV2 with the number {number}.")
            return self.boards.project(self.state.projects[number])

        return self.actor(self.state.organisation) | {"projectV2": project, "projectsV2": projects}

    # -- repositories ----------------------------------------------------------------------------------

    def repository(self, repository: Repository) -> Shape:
        """Answer a repository."""

        def issue(_: Any, number: int) -> Shape:
            found = repository.issues.get(number)
            if found is None or found.pull:
                raise missing(f"Could not resolve to an Issue with the number of {number}.")
            return self.issue(repository, found)

        return {
            "__typename": "Repository",
            "id": repository.node_id,
            "databaseId": repository.id,
            "name": repository.name,
            "nameWithOwner": repository.full_name,
            "isPrivate": repository.private,
            "url": f"{self.root}/{repository.full_name}",
            "issue": issue,
        }

    # -- issues ----------------------------------------------------------------------------------------

    def issue(self, repository: Repository, issue: Issue) -> Shape:
        """Answer an issue or a pull request."""
        page = f"{self.root}/{repository.full_name}/{'pull' if issue.pull else 'issues'}/{issue.number}"
        return {
            "__typename": "PullRequest" if issue.pull else "Issue",
            "id": issue.node_id,
            "databaseId": issue.id if issue.id < 2**31 else None,  # an Int of GraphQL holds no more
            "fullDatabaseId": str(issue.id),
            "number": issue.number,
            "title": issue.title,
            "body": issue.body or "",
            "state": issue.state.upper(),
            "stateReason": lambda _, **__: issue.state_reason and issue.state_reason.upper(),
            "closed": issue.state == "closed",
            "createdAt": stamp(issue.created_at),
            "updatedAt": stamp(issue.updated_at),
            "closedAt": stamp(issue.closed_at) if issue.closed_at else None,
            "url": page,
            "author": self.actor(issue.author),
            "repository": lambda _: self.repository(repository),
            "assignees": lambda _, **wish: self.users(issue, **wish),
            "labels": lambda _, **wish: self.labels(issue, **wish),
            "comments": lambda _, **wish: self._comments(issue, page, **wish),
            "projectItems": lambda _, **wish: self._items(issue, **wish),
        }

    def users(self, issue: Issue, **wish: Any) -> Shape:
        """Answer a page of an issue's assignees."""
        return connection("assignees", issue.assignees, self.actor, lambda one: one.id, **wish)

    def labels(self, issue: Issue, **wish: Any) -> Shape:
        """Answer a page of an issue's labels."""
        return connection("labels", issue.labels, self._label, lambda one: one.id, **wish)

    def _label(self, label: Label) -> Shape:
        values = {name: getattr(label, name) for name in ("name", "color", "description")}
        return {"__typename": "Label", "id": label.node_id} | values

    def _comments(self, issue: Issue, page: str, **wish: Any) -> Shape:
        def shape(comment: Comment) -> Shape:
            return {
                "__typename": "IssueComment",
                "id": comment.node_id,
                "body": comment.body,
                "createdAt": stamp(comment.created_at),
                "updatedAt": stamp(comment.updated_at),
                "url": f"{page}#issuecomment-{comment.id}",
                "author": self.actor(comment.author),
            }

        return connection("comments", issue.comments, shape, lambda one: one.id, **wish)

    def _items(self, issue: Issue, *, includeArchived: bool = True, **wish: Any) -> Shape:  # noqa: N803
        found = [(project, project.find(issue.id)) for project in self.state.projects.values()]
        rows = [(project, item) for project, item in found if item and (includeArchived or not item.archived)]
        return connection(
            "projectItems", rows, lambda row: self.boards.item(*row), lambda row: row[1].id, **wish
        )


def missing(message: str) -> Refused:
    """Answer the refusal for what can't be resolved."""
    return Refused(404, message, kind="NOT_FOUND")


def no_node(node_id: str) -> Refused:
    """Answer the refusal for a node id that leads nowhere."""
    return missing(f"Could not resolve to a node with the global id of '{node_id}'.")
