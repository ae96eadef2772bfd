"""What an item holds in each field: set on the board, or taken from its issue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from supporthub_ext.sandbox.clock import stamp
from supporthub_ext.sandbox.github.board import Item, Project
from supporthub_ext.sandbox.github.fields import Field
from supporthub_ext.sandbox.github.nodes import node_id

if TYPE_CHECKING:
    from supporthub_ext.sandbox.github.graph.boards import Boards

Shape = dict[str, Any]


def values_of(boards: Boards, project: Project, item: Item) -> list[Shape]:
    """Answer every value of an item, in the order of the fields; empty ones are left out."""
    found = []
    for field in project.fields:
        value = _own(field, item) if field.id in item.values else _borrowed(boards, field, item)
        if value is not None:
            found.append(value | {"field": boards.field(project, field)})
    return found


def _own(field: Field, item: Item) -> Shape | None:
    """Answer a value that was set on the board; an option that exists no more leaves none."""
    value = item.values[field.id]
    common = {
        "id": node_id("PVTFV", item.id, field.id),
        "createdAt": stamp(item.created_at),
        "updatedAt": stamp(item.updated_at),
    }
    if field.kind == "SINGLE_SELECT":
        option = next((one for one in field.options if one.id == value), None)
        if option is None:
            return None
        shown = {"optionId": option.id, "name": option.name, "color": option.color}
        return common | shown | {"__typename": "ProjectV2ItemFieldSingleSelectValue"}
    if field.kind == "ITERATION":
        iteration = next((one for one in field.iterations if one.id == value), None)
        if iteration is None:
            return None
        shown = {"iterationId": iteration.id, "title": iteration.title}
        days = {"startDate": iteration.start_date.isoformat(), "duration": iteration.duration}
        return common | shown | days | {"__typename": "ProjectV2ItemFieldIterationValue"}
    kind = field.kind.title()
    return common | {field.kind.lower(): value, "__typename": f"ProjectV2ItemField{kind}Value"}


def _borrowed(boards: Boards, field: Field, item: Item) -> Shape | None:
    """Answer a value that belongs to the issue behind the item."""
    viewer = boards.viewer
    found = viewer.state.find_issue(item.content.issue_id)
    if field.kind == "TITLE":
        text = found[1].title if found else item.content.title
        common = {"id": node_id("PVTFV", item.id, field.id), "createdAt": stamp(item.created_at)}
        common["updatedAt"] = stamp(item.updated_at)
        return common | {"__typename": "ProjectV2ItemFieldTextValue", "text": text}
    if found is None:
        return None
    repository, issue = found
    if field.kind == "ASSIGNEES" and issue.assignees:
        users = lambda _, **wish: viewer.users(issue, **wish)  # noqa: E731  # a value of the shape
        return {"__typename": "ProjectV2ItemFieldUserValue", "users": users}
    if field.kind == "LABELS" and issue.labels:
        labels = lambda _, **wish: viewer.labels(issue, **wish)  # noqa: E731
        return {"__typename": "ProjectV2ItemFieldLabelValue", "labels": labels}
    if field.kind == "REPOSITORY":
        shaped = viewer.repository(repository)
        return {"__typename": "ProjectV2ItemFieldRepositoryValue", "repository": shaped}
    return None
