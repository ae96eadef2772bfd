"""The shape of an answer: which keys there are and of which types. Never a value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

NAMES = {type(None): "null", bool: "boolean", int: "integer", float: "number", str: "string"}
# A key that is a name, not data: ids and addresses that somebody uses as keys are left out.
NAME = re.compile(r"[+-]?[A-Za-z_][A-Za-z_+-]*[0-9]{0,3}|[+-][0-9]")


@dataclass(frozen=True, slots=True)
class Shape:
    """What was seen in one place: types, for objects their keys, for lists what they hold.

    Attributes
    ----------
    types
        JSON's names of types.
    keys
        The keys of the objects seen here.
    items
        What the lists seen here hold; None when all were empty.
    """

    types: frozenset[str] = frozenset()
    keys: dict[str, Shape] = field(default_factory=dict)
    items: Shape | None = None

    def to_json(self) -> Any:
        """Answer ``"string or null"``, or for objects and lists a dictionary with ``keys`` and ``items``."""
        types = " or ".join(sorted(self.types))
        if not self.keys and not self.items:
            return types
        found: dict[str, Any] = {"types": types}
        if self.keys:
            found["keys"] = {key: self.keys[key].to_json() for key in sorted(self.keys)}
        if self.items:
            found["items"] = self.items.to_json()
        return found


def shape_of(value: Any) -> Shape:
    """Answer the shape of a JSON value."""
    if isinstance(value, dict):
        keys = {key if NAME.fullmatch(key) else "*": shape_of(inner) for key, inner in value.items()}
        return Shape(frozenset({"object"}), keys)
    if isinstance(value, list):
        return Shape(frozenset({"array"}), {}, together(map(shape_of, value)))
    return Shape(frozenset({NAMES[type(value)]}))


def together(shapes: Iterable[Shape]) -> Shape | None:
    """Answer what several shapes have between them, None when there are none."""
    found = list(shapes)
    return reduce(_both, found) if found else None


def _both(one: Shape, other: Shape) -> Shape:
    keys = {
        key: _both(one.keys[key], other.keys[key])
        if key in one.keys and key in other.keys
        else one.keys.get(key) or other.keys[key]
        for key in [*one.keys, *(key for key in other.keys if key not in one.keys)]
    }
    return Shape(one.types | other.types, keys, together(filter(None, (one.items, other.items))))
