"""What we take from the board: its fields by name, its sprints, and what stands on it in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from supporthub_ext.errors import ServiceMissing


@dataclass(frozen=True, slots=True)
class Sprint:
    """One iteration, from ``first_day`` to ``end_day`` (exclusive)."""

    id: str
    title: str
    first_day: date
    end_day: date


@dataclass(frozen=True, slots=True)
class BoardField:
    """A field by the name that it has now. ``options`` maps names to ids; ``sprints`` are in order."""

    id: str
    name: str
    kind: str
    options: Mapping[str, str] = field(default_factory=dict)
    sprints: tuple[Sprint, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardShape:
    """The board as it was a moment ago. Everything is found by name; capitals do not matter."""

    id: str
    title: str
    link: str
    fields: tuple[BoardField, ...]

    def field(self, name: str, kind: str) -> BoardField:
        """Answer a field, of the kind ``SINGLE_SELECT`` or ``ITERATION``.

        Raises
        ------
        ServiceMissing
            When there is none; the message names what is there instead.
        """
        fitting = [one for one in self.fields if one.kind == kind]
        found = _named(name, fitting)
        if found is None:
            there = ", ".join(one.name for one in fitting) or "none of this kind"
            raise self._missing(f'no field "{name}"; it has: {there}')
        return found

    def option(self, field_name: str, name: str) -> tuple[BoardField, str]:
        """Answer a single select and the id of one of its options.

        Raises
        ------
        ServiceMissing
            When the field or the option is not there; the message names what is there instead.
        """
        where = self.field(field_name, "SINGLE_SELECT")
        found = next((where.options[one] for one in where.options if one.casefold() == name.casefold()), None)
        if found is None:
            there = ", ".join(where.options) or "nothing"
            raise self._missing(f'no "{name}" in "{where.name}"; it has: {there}')
        return where, found

    def sprint(self, field_name: str, day: date) -> tuple[BoardField, Sprint]:
        """Answer the iteration field and the sprint that runs on a day.

        Raises
        ------
        ServiceMissing
            When the field is not there, or no sprint runs on that day; the message names the nearest.
        """
        where = self.field(field_name, "ITERATION")
        found = next((one for one in where.sprints if one.first_day <= day < one.end_day), None)
        if found is None:
            coming = next((one for one in where.sprints if one.first_day > day), None)
            near = f'; "{coming.title}" begins on {coming.first_day}' if coming else ", and none comes"
            raise self._missing(
                f'no sprint in "{where.name}" on {day}{near}', "Plan the sprint on the board."
            )
        return where, found

    def _missing(self, what: str, advice: str | None = None) -> ServiceMissing:
        advice = advice or "Correct the board's names in the process file, or rename it back on the board."
        return ServiceMissing(f"The board {self.title} has {what}.", advice, service="github")


@dataclass(frozen=True, slots=True)
class BoardItem:
    """One row of the board.

    ``repository`` and ``number`` are None for drafts, pull requests and what our token may not see
    (``redacted``). ``values`` maps field names to what is chosen there.
    """

    id: str
    archived: bool
    redacted: bool
    repository: str | None
    number: int | None
    closed: bool
    labels: tuple[str, ...]
    values: Mapping[str, str]

    def value(self, field_name: str) -> str | None:
        """Answer what is chosen in a field, or None."""
        wanted = field_name.casefold()
        return next((self.values[name] for name in self.values if name.casefold() == wanted), None)


def read_shape(project: Mapping[str, Any]) -> BoardShape:
    """Answer the board of a GraphQL answer."""
    fields = tuple(_read_field(node) for node in project["fields"]["nodes"] if node.get("name"))
    return BoardShape(project["id"], project["title"], project["url"], fields)


def read_item(node: Mapping[str, Any]) -> BoardItem:
    """Answer an item of a GraphQL answer."""
    content = node.get("content") or {}
    is_issue = content.get("__typename") == "Issue"
    labels = ((content.get("labels") or {}).get("nodes") or ()) if is_issue else ()
    return BoardItem(
        id=node["id"],
        archived=bool(node["isArchived"]),
        redacted=node["type"] == "REDACTED",
        repository=content["repository"]["nameWithOwner"] if is_issue else None,
        number=content["number"] if is_issue else None,
        closed=content.get("state") == "CLOSED",
        labels=tuple(label["name"] for label in labels),
        values=dict(_read_values(node["fieldValues"]["nodes"])),
    )


def _read_field(node: Mapping[str, Any]) -> BoardField:
    options = {one["name"]: one["id"] for one in node.get("options") or ()}
    setting = node.get("configuration") or {}
    rows = [*setting.get("completedIterations", ()), *setting.get("iterations", ())]
    sprints = sorted((_read_sprint(row) for row in rows), key=lambda one: one.first_day)
    return BoardField(node["id"], node["name"], node["dataType"], options, tuple(sprints))


def _read_sprint(row: Mapping[str, Any]) -> Sprint:
    first = date.fromisoformat(row["startDate"])
    return Sprint(row["id"], row["title"], first, first + timedelta(days=row["duration"]))


def _read_values(nodes: Sequence[Mapping[str, Any] | None]) -> Iterable[tuple[str, str]]:
    for node in nodes:
        if node and "field" in node:
            yield node["field"]["name"], str(node.get("name") or node.get("title") or "")


def _named(name: str, fields: Iterable[BoardField]) -> BoardField | None:
    return next((one for one in fields if one.name.casefold() == name.casefold()), None)
