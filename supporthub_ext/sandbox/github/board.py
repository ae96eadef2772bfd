"""An organisation's project: items in an order of their own, with a value in each field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from supporthub_ext.sandbox.github.accounts import Account
from supporthub_ext.sandbox.github.fields import Field, Iteration, Option
from supporthub_ext.sandbox.github.nodes import Ids, node_id
from supporthub_ext.sandbox.github.refusal import Refused

FIELD_PREFIX = {"SINGLE_SELECT": "PVTSSF", "ITERATION": "PVTIF"}


@dataclass(frozen=True, slots=True)
class Content:
    """What an item stands for: an issue by repository and number, or a draft with its own text."""

    kind: str  # ISSUE, PULL_REQUEST or DRAFT_ISSUE
    issue_id: int = 0
    node_id: str = ""
    title: str = ""
    body: str = ""


@dataclass(slots=True)
class Item:
    """One row of the board. ``values`` maps a field's id to what it holds."""

    id: int
    node_id: str
    content: Content
    creator: Account
    created_at: datetime
    updated_at: datetime
    archived: bool = False
    values: dict[int, object] = field(default_factory=dict)


@dataclass(slots=True)
class Project:
    """The board."""

    id: int
    number: int
    title: str
    owner: Account
    now: Callable[[], datetime]
    ids: Ids
    created_at: datetime
    public: bool = True
    fields: list[Field] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    @property
    def node_id(self) -> str:
        """The board's global id."""
        return node_id("PVT", self.owner.id, self.id)

    def add_field(
        self, name: str, kind: str, options: tuple[Option, ...] = (), iterations: tuple[Iteration, ...] = ()
    ) -> Field:
        """Add a field at the end."""
        new_id = self.ids.take()
        prefix = FIELD_PREFIX.get(kind, "PVTF")
        made = Field(new_id, node_id(prefix, self.id, new_id), name, kind, list(options), list(iterations))
        self.fields.append(made)
        return made

    def field_named(self, name: str) -> Field | None:
        """Answer a field by its name, case aside, or None."""
        return next((one for one in self.fields if one.name.casefold() == name.casefold()), None)

    # -- items -----------------------------------------------------------------------------------------

    def add(self, by: Account, content: Content) -> Item:
        """Put something on the board, at the bottom; what is there already is answered, not added again."""
        if content.issue_id and (there := self.find(content.issue_id)):
            there.archived = False
            return there
        now, new_id = self.now(), self.ids.take()
        item = Item(new_id, node_id("PVTI", self.id, new_id), content, by, now, now)
        self.items.append(item)
        return item

    def find(self, issue_id: int) -> Item | None:
        """Answer the item of an issue, or None."""
        return next((one for one in self.items if one.content.issue_id == issue_id), None)

    def item(self, wanted: str) -> Item:
        """Answer an item by its node id."""
        for one in self.items:
            if one.node_id == wanted:
                return one
        raise Refused(404, f"Could not resolve to a node with the global id of '{wanted}'.", kind="NOT_FOUND")

    def field(self, wanted: str) -> Field:
        """Answer a field by its node id."""
        for one in self.fields:
            if one.node_id == wanted:
                return one
        raise Refused(404, f"Could not resolve to a node with the global id of '{wanted}'.", kind="NOT_FOUND")

    def set_value(self, item_id: str, field_id: str, value: dict[str, object]) -> Item:
        """Give an item a value in a field. The issue itself is not touched (unverified)."""
        item, where = self.item(item_id), self.field(field_id)
        item.values[where.id] = where.check(value)[1]
        return self._touch(item)

    def clear_value(self, item_id: str, field_id: str) -> Item:
        """Empty a field of an item."""
        item, where = self.item(item_id), self.field(field_id)
        item.values.pop(where.id, None)
        return self._touch(item)

    def move(self, item_id: str, after_id: str | None) -> None:
        """Place an item right after another one; without one, at the top."""
        item = self.item(item_id)
        after = self.item(after_id) if after_id else None
        if after is item:
            raise Refused(422, "The item cannot be positioned after itself", kind="VALIDATION")
        self.items.remove(item)
        self.items.insert(self.items.index(after) + 1 if after else 0, item)
        self._touch(item)

    def archive(self, item_id: str, *, archived: bool) -> Item:
        """Archive an item, or bring it back."""
        item = self.item(item_id)
        item.archived = archived
        return self._touch(item)

    def delete(self, item_id: str) -> None:
        """Take an item off the board."""
        self.items.remove(self.item(item_id))

    def today(self) -> date:
        """Answer today's date in UTC, by which iterations become completed."""
        return self.now().date()

    def _touch(self, item: Item) -> Item:
        item.updated_at = max(self.now(), item.updated_at)
        return item
