"""Tables of a TOML file to frozen dataclasses; every fault is collected with its place."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

Place = tuple[str | int, ...]

PLAIN: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    date: "a day such as 2022-04-27",
    time: "a time such as 07:30:00",
}


class Wrong(Exception):
    """A value does not fit. ``place`` is its path in the file, ``sentence`` says what is allowed."""

    def __init__(self, place: Place, sentence: str) -> None:
        super().__init__(sentence)
        self.place = place
        self.sentence = sentence


class Reader:
    """Builds records from tables.

    Attributes
    ----------
    faults
        Everything that did not fit so far; a record with a fault in it is not built.
    """

    def __init__(self) -> None:
        self.faults: list[Wrong] = []

    def record(self, cls: type, table: object, place: Place = ()) -> Any:
        """Answer a record of ``cls``, or None after a fault inside it; raise `Wrong` for what is no table."""
        if not isinstance(table, Mapping):
            raise Wrong(place, f"{_named(place)} must be a table with {_listed(_keys(cls))}.")
        before = len(self.faults)
        misspelt = self._refuse_unknown(table, _keys(cls), place)
        values = {
            item.name: self._field(hint, item, table, place)
            for item, hint in _keys(cls).values()
            if item.name in table or not (_has_default(item) or item.name in misspelt)
        }
        return self._made(cls, values, place) if len(self.faults) == before else None

    def _refuse_unknown(self, table: Mapping[str, Any], known: Mapping[str, Any], place: Place) -> set[str]:
        """Collect a fault for each unknown key; answer the keys that were probably meant."""
        unknown = [key for key in table if key not in known]
        for key in unknown:
            self.faults.append(Wrong((*place, key), _unknown(key, place, known)))
        return {near for key in unknown for near in get_close_matches(key, known, 1)}

    def _made(self, cls: type, values: Mapping[str, Any], place: Place) -> Any:
        try:
            return cls(**values)
        except ValueError as problem:
            key, sentence = problem.args if len(problem.args) == 2 else (None, str(problem))
            self.faults.append(Wrong((*place, key) if key else place, sentence))
            return None

    def _field(self, hint: Any, item: Field[Any], table: Mapping[str, Any], place: Place) -> Any:
        try:
            if item.name not in table:
                raise Wrong(place, f"{_named(place)} needs {item.name}.")
            return self._value(hint, table[item.name], (*place, item.name))
        except Wrong as fault:
            self.faults.append(fault)
            return None

    def _value(self, hint: Any, value: object, place: Place) -> Any:
        origin, inner = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return _checked(self._value(inner[0], value, place), inner[1:], place)
        if origin in (Union, types.UnionType):
            return self._value(next(one for one in inner if one is not types.NoneType), value, place)
        if origin is Literal:
            return _one_of(value, inner, place)
        if origin is not None:
            return (self._several if origin is tuple else self._mapping)(inner, value, place)
        if is_dataclass(hint):
            return self.record(hint, value, place)  # type: ignore[arg-type]
        return _plain(hint, value, place)

    def _several(self, inner: tuple[Any, ...], value: object, place: Place) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Wrong(place, f"{_named(place)} must be a list.")
        return tuple(self._value(inner[0], one, (*place, index)) for index, one in enumerate(value))

    def _mapping(self, inner: tuple[Any, ...], value: object, place: Place) -> Mapping[Any, Any]:
        if not isinstance(value, Mapping):
            raise Wrong(place, f"{_named(place)} must be a table.")
        number = inner[0] is int
        for key in value:
            if number and not key.isdigit():
                raise Wrong((*place, key), f"{key} in {_named(place)} must be a whole number.")
        return {
            int(key) if number else key: self._value(inner[1], one, (*place, key))
            for key, one in value.items()
        }


def _key(hint: Any, key: str, place: Place) -> int | str:
    if get_origin(hint) is Literal:
        _one_of(key, get_args(hint), (*place, key))
    if hint is not int:
        return key
    if not key.isdigit():
        raise Wrong((*place, key), f"{key} in {_named(place)} must be a whole number.")
    return int(key)


@cache
def _keys(cls: type) -> dict[str, tuple[Field[Any], Any]]:
    hints = get_type_hints(cls, include_extras=True)
    return {item.name: (item, hints[item.name]) for item in fields(cls)}


def _has_default(item: Field[Any]) -> bool:
    return item.default is not MISSING or item.default_factory is not MISSING


def _plain(hint: type, value: object, place: Place) -> object:
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint or isinstance(value, datetime):
        raise Wrong(place, f"{_named(place)} must be {PLAIN[hint]}, not {value!r}.")
    return value


def _one_of(value: object, allowed: tuple[Any, ...], place: Place) -> object:
    if value not in allowed:
        near = get_close_matches(str(value), [str(one) for one in allowed], 1)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        raise Wrong(place, f"{_named(place)} can't be {value!r}; allowed: {_listed(allowed)}.{hint}")
    return value


def _checked(value: Any, checks: tuple[Callable[[Any], None], ...], place: Place) -> Any:
    for check in checks:
        try:
            check(value)
        except ValueError as problem:
            raise Wrong(place, f"{_named(place)} must be {problem}, not {value!r}.") from None
    return value


def _unknown(key: str, place: Place, known: Mapping[str, object]) -> str:
    near = get_close_matches(key, known, 1)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    return f'"{key}" is not known in {_named(place)}; allowed: {_listed(known)}.{hint}'


def _named(place: Place) -> str:
    name = ".".join(str(part) for part in place if isinstance(part, str))
    return name or "the process file"


def _listed(names: Any) -> str:
    return ", ".join(str(name) for name in names)
