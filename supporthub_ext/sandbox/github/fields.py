"""The fields of a board: text ones that come from the issue, single selects, and iterations."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from supporthub_ext.sandbox.github.refusal import Refused

ISSUE_OWNED = frozenset({"TITLE", "ASSIGNEES", "LABELS", "LINKED_PULL_REQUESTS", "MILESTONE", "REPOSITORY"})


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a single select."""

    id: str
    name: str
    color: str = "GRAY"
    description: str = ""


@dataclass(frozen=True, slots=True)
class Iteration:
    """One sprint: ``duration`` in days, the last day is the one before ``start_date + duration``."""

    id: str
    title: str
    start_date: date
    duration: int

    @property
    def end(self) -> date:
        """The first day after it."""
        return self.start_date + timedelta(days=self.duration)


@dataclass(slots=True)
class Field:
    """One field of a board. ``kind`` is GitHub's ``ProjectV2FieldType``."""

    id: int
    node_id: str
    name: str
    kind: str
    options: list[Option] = field(default_factory=list)
    iterations: list[Iteration] = field(default_factory=list)
    start_day: int = 3
    duration: int = 14

    def running(self, today: date) -> list[Iteration]:
        """Answer the iterations of today and later, in order."""
        return [one for one in self.iterations if one.end > today]

    def completed(self, today: date) -> list[Iteration]:
        """Answer the finished iterations, newest first."""
        return [one for one in reversed(self.iterations) if one.end <= today]

    def rename_option(self, old: str, new: str) -> None:
        """Give an option another name; its id stays."""
        self.options = [replace(one, name=new) if one.name == old else one for one in self.options]

    def check(self, value: dict[str, object]) -> tuple[str, object]:
        """Answer the one key and value that an item may hold here.

        Raises
        ------
        Refused
            When the value is of another kind, or names no option or iteration of this field.
        """
        if self.kind in ISSUE_OWNED:
            raise _bad(f"The field of type {self.kind.lower()} is currently not supported.")
        wanted = KEY[self.kind]
        if set(value) != {wanted}:
            raise _bad(
                f"Did not receive a {self.kind.lower()} value to update a field of type {self.kind.lower()}"
            )
        choices = {one.id for one in self.options} | {one.id for one in self.iterations}
        if self.kind in {"SINGLE_SELECT", "ITERATION"} and value[wanted] not in choices:
            what = "single select option" if self.kind == "SINGLE_SELECT" else "iteration"
            raise _bad(f"The {what} Id does not belong to the field")
        return wanted, value[wanted]


KEY = {
    "SINGLE_SELECT": "singleSelectOptionId",
    "ITERATION": "iterationId",
    "TEXT": "text",
    "NUMBER": "number",
    "DATE": "date",
}


def _bad(message: str) -> Refused:
    return Refused(422, message, kind="VALIDATION")
