"""Projects, their fields and their items as GraphQL sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from supporthub_ext.sandbox.clock import stamp
from supporthub_ext.sandbox.github.board import Item, Project
from supporthub_ext.sandbox.github.fields import Field, Iteration, Option
from supporthub_ext.sandbox.github.graph.pages import connection
from supporthub_ext.sandbox.github.graph.values import values_of
from supporthub_ext.sandbox.github.graph.views import Shape, Viewer

FIELD_TYPES = {"SINGLE_SELECT": "ProjectV2SingleSelectField", "ITERATION": "ProjectV2IterationField"}


@dataclass(slots=True)
class Boards:
    """Shapes boards for one viewer."""

    viewer: Viewer

    def project(self, project: Project) -> Shape:
        """Answer a board."""

        def by_name(_: Any, name: str) -> Shape | None:
            found = project.field_named(name)
            return self.field(project, found) if found else None

        def fields(_: Any, **wish: Any) -> Shape:
            return connection(
                "fields", project.fields, lambda one: self.field(project, one), lambda one: one.id, **wish
            )

        return {
            "__typename": "ProjectV2",
            "id": project.node_id,
            "fullDatabaseId": str(project.id),
            "number": project.number,
            "title": project.title,
            "public": project.public,
            "closed": False,
            "url": f"{self.viewer.root}/orgs/{project.owner.login}/projects/{project.number}",
            "createdAt": stamp(project.created_at),
            "updatedAt": stamp(max((one.updated_at for one in project.items), default=project.created_at)),
            "viewerCanUpdate": self.viewer.account.push,
            "field": by_name,
            "fields": fields,
            "items": lambda _, **wish: self.items(project, **wish),
        }

    def field(self, project: Project, field: Field) -> Shape:
        """Answer a field, with the options or iterations that it offers."""
        return {
            "__typename": FIELD_TYPES.get(field.kind, "ProjectV2Field"),
            "id": field.node_id,
            "name": field.name,
            "dataType": field.kind,
            "createdAt": stamp(project.created_at),
            "updatedAt": stamp(project.created_at),
            "options": lambda _, names=None: [
                _option(one) for one in field.options if names is None or one.name in names
            ],
            "configuration": {
                "startDay": field.start_day,
                "duration": field.duration,
                "iterations": [_iteration(one) for one in field.running(project.today())],
                "completedIterations": [_iteration(one) for one in field.completed(project.today())],
            },
        }

    def items(self, project: Project, **wish: Any) -> Shape:
        """Answer a page of a board's items, by position. Archived ones do not show."""
        descending = (wish.pop("orderBy", None) or {}).get("direction") == "DESC"
        rows = [one for one in project.items if not one.archived]
        if descending:
            rows.reverse()
        return connection("items", rows, lambda one: self.item(project, one), lambda one: one.id, **wish)

    def item(self, project: Project, item: Item) -> Shape:
        """Answer an item; what the viewer may not see is REDACTED."""
        content = self._content(item)
        hidden = content is None

        def values(_: Any, **wish: Any) -> Shape:
            rows = [] if hidden else values_of(self, project, item)
            return connection("fieldValues", rows, lambda one: one, lambda one: one["field"]["id"], **wish)

        def by_name(_: Any, name: str) -> Shape | None:
            rows = [] if hidden else values_of(self, project, item)
            wanted = name.casefold()
            return next((one for one in rows if one["field"]["name"].casefold() == wanted), None)

        return {
            "__typename": "ProjectV2Item",
            "id": item.node_id,
            "fullDatabaseId": str(item.id),
            "type": "REDACTED" if hidden else item.content.kind,
            "isArchived": item.archived,
            "createdAt": stamp(item.created_at),
            "updatedAt": stamp(item.updated_at),
            "creator": self.viewer.actor(item.creator),
            "content": content,
            "project": lambda _: self.project(project),
            "fieldValueByName": by_name,
            "fieldValues": values,
        }

    def _content(self, item: Item) -> Shape | None:
        if item.content.kind == "DRAFT_ISSUE":
            return {
                "__typename": "DraftIssue",
                "id": item.content.node_id,
                "title": item.content.title,
                "body": item.content.body,
                "createdAt": stamp(item.created_at),
                "updatedAt": stamp(item.updated_at),
                "creator": self.viewer.actor(item.creator),
            }
        found = self.viewer.state.find_issue(item.content.issue_id)
        if found is None or not found[0].seen_by(self.viewer.account):
            return None
        return self.viewer.issue(*found)


def _option(option: Option) -> Shape:
    return {name: getattr(option, name) for name in ("id", "name", "color", "description")}


def _iteration(iteration: Iteration) -> Shape:
    return {
        "id": iteration.id,
        "title": iteration.title,
        "startDate": iteration.start_date.isoformat(),
        "duration": iteration.duration,
    }
