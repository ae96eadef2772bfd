"""What a document can change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from supporthub_ext.sandbox.github import issues
from supporthub_ext.sandbox.github.board import Content, Item, Project
from supporthub_ext.sandbox.github.graph.views import Shape, Viewer, no_node
from supporthub_ext.sandbox.github.nodes import node_id
from supporthub_ext.sandbox.github.records import Issue
from supporthub_ext.sandbox.github.refusal import Refused
from supporthub_ext.sandbox.github.repository import Repository

Wish = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mutations:
    """The mutations of one viewer."""

    viewer: Viewer

    def resolvers(self) -> dict[str, Callable[..., Any]]:
        """Answer what resolves each field of ``Mutation``."""
        changes: dict[str, Callable[[Wish], Shape]] = {
            "addProjectV2ItemById": self._add,
            "addProjectV2DraftIssue": self._add_draft,
            "updateProjectV2ItemFieldValue": self._set,
            "clearProjectV2ItemFieldValue": self._clear,
            "updateProjectV2ItemPosition": self._move,
            "archiveProjectV2Item": lambda wish: self._archive(wish, archived=True),
            "unarchiveProjectV2Item": lambda wish: self._archive(wish, archived=False),
            "deleteProjectV2Item": self._delete,
            "closeIssue": lambda wish: self._set_state(wish, "closed"),
            "reopenIssue": lambda wish: self._set_state(wish, "open"),
        }
        return {name: self._resolver(change) for name, change in changes.items()}

    @staticmethod
    def _resolver(change: Callable[[Wish], Shape]) -> Callable[..., Shape]:
        def resolve(_: Any, **arguments: Wish) -> Shape:
            wish = arguments["input"]
            return change(wish) | {"clientMutationId": wish.get("clientMutationId")}

        return resolve

    # -- items -----------------------------------------------------------------------------------------

    def _add(self, wish: Wish) -> Shape:
        project = self._project(wish)
        _, issue = self._issue(wish["contentId"])
        kind = "PULL_REQUEST" if issue.pull else "ISSUE"
        item = project.add(self.viewer.account, Content(kind, issue.id, issue.node_id))
        return {"item": self._shape(project, item)}

    def _add_draft(self, wish: Wish) -> Shape:
        project = self._project(wish)
        node = node_id("DI", project.id, project.ids.take())
        content = Content("DRAFT_ISSUE", 0, node, wish["title"], wish.get("body") or "")
        return {"projectItem": self._shape(project, project.add(self.viewer.account, content))}

    def _set(self, wish: Wish) -> Shape:
        project = self._project(wish)
        value = {name: given for name, given in wish["value"].items() if given is not None}
        item = project.set_value(wish["itemId"], wish["fieldId"], value)
        return {"projectV2Item": self._shape(project, item)}

    def _clear(self, wish: Wish) -> Shape:
        project = self._project(wish)
        item = project.clear_value(wish["itemId"], wish["fieldId"])
        return {"projectV2Item": self._shape(project, item)}

    def _move(self, wish: Wish) -> Shape:
        project = self._project(wish)
        project.move(wish["itemId"], wish.get("afterId"))
        return {"items": lambda _, **page: self.viewer.boards.items(project, **page)}

    def _archive(self, wish: Wish, *, archived: bool) -> Shape:
        project = self._project(wish)
        return {"item": self._shape(project, project.archive(wish["itemId"], archived=archived))}

    def _delete(self, wish: Wish) -> Shape:
        self._project(wish).delete(wish["itemId"])
        return {"deletedItemId": wish["itemId"]}

    # -- issues ----------------------------------------------------------------------------------------

    def _set_state(self, wish: Wish, state: str) -> Shape:
        repository, issue = self._issue(wish["issueId"])
        reason = (wish.get("stateReason") or "").lower() or None
        changed = issues.edit(
            repository, self.viewer.account, issue.number, {"state": state, "state_reason": reason}
        )
        return {"issue": self.viewer.issue(repository, changed)}

    # -- finding ---------------------------------------------------------------------------------------

    def _project(self, wish: Wish) -> Project:
        """Answer the board to somebody who may change it."""
        wanted = wish["projectId"]
        found = next((one for one in self.viewer.state.projects.values() if one.node_id == wanted), None)
        if found is None:
            raise no_node(wanted)
        if not self.viewer.account.push:
            who = self.viewer.account.login
            raise Refused(403, f"{who} does not have the correct permissions to update it.", kind="FORBIDDEN")
        return found

    def _issue(self, wanted: str) -> tuple[Repository, Issue]:
        found = self.viewer.state.find_node(wanted)
        if found is None or not found[0].seen_by(self.viewer.account):
            raise no_node(wanted)
        return found

    def _shape(self, project: Project, item: Item) -> Shape:
        return self.viewer.boards.item(project, item)
