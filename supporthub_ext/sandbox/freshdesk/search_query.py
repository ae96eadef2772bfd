"""The grammar of FreshDesk's search: ``"(status:2 OR status:3) AND tag:'vip' AND updated_at:>'2026-03-01'"``.

``AND`` binds tighter than ``OR``; ``:>`` means at or after, ``:<`` at or before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
Test = Callable[[Row], bool]
LONGEST = 512  # characters

_TOKEN = re.compile(
    r"\s*(?:(?P<mark>[()])|(?P<word>AND|OR)\b|(?P<field>[a-z_][a-z0-9_]*)(?P<op>:[<>]?)"
    r"(?P<value>'(?:[^'\\]|\\.)*'|-?\d+|true|false|null))"
)


class Unreadable(Exception):
    """The query is none; the message says why."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field that can be searched: how to read it from a row, and what its values are.

    ``kind`` is ``number``, ``text``, ``date``, ``yes_no`` or ``list``.
    """

    read: Callable[[Row], Any]
    kind: str


def parse(query: str, fields: Callable[[str], Field | None]) -> Test:
    """Answer the test that a query makes of a row.

    Parameters
    ----------
    query
        As it came, with its double quotes around it.
    fields
        Answers the field of a name, or None where it can't be searched.

    Raises
    ------
    Unreadable
        When quotes are missing, it is too long, or it does not follow the grammar.
    """
    if len(query) < 2 or query[0] != '"' or query[-1] != '"':
        raise Unreadable("Given query is invalid: wrap it in double quotes")
    if len(query) - 2 > LONGEST:
        raise Unreadable(f"It should have at most {LONGEST} characters")
    return _Parser(query[1:-1], fields).whole()


class _Parser:
    def __init__(self, text: str, fields: Callable[[str], Field | None]) -> None:
        self._tokens = list(_tokens(text))
        self._place = 0
        self._fields = fields

    def whole(self) -> Test:
        test = self._any_of()
        if self._place < len(self._tokens):
            raise Unreadable("Given query is invalid: something follows its end")
        return test

    def _any_of(self) -> Test:
        tests = [self._all_of()]
        while self._take("word", "OR"):
            tests.append(self._all_of())
        return tests[0] if len(tests) == 1 else lambda row: any(test(row) for test in tests)

    def _all_of(self) -> Test:
        tests = [self._one()]
        while self._take("word", "AND"):
            tests.append(self._one())
        return tests[0] if len(tests) == 1 else lambda row: all(test(row) for test in tests)

    def _one(self) -> Test:
        if self._take("mark", "("):
            test = self._any_of()
            if not self._take("mark", ")"):
                raise Unreadable("Given query is invalid: a bracket is not closed")
            return test
        if self._place >= len(self._tokens) or not self._tokens[self._place]["field"]:
            raise Unreadable("Given query is invalid: a condition is missing")
        token = self._tokens[self._place]
        self._place += 1
        return _condition(token, self._fields(token["field"]))

    def _take(self, kind: str, what: str) -> bool:
        found = self._place < len(self._tokens) and self._tokens[self._place][kind] == what
        self._place += found
        return found


def _tokens(text: str) -> list[dict[str, str]]:
    found, place = [], 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None:
            raise Unreadable(f"Given query is invalid near '{text[place:].strip()[:20]}'")
        found.append({name: value or "" for name, value in match.groupdict().items()})
        place = match.end()
    return found


def _condition(token: dict[str, str], field: Field | None) -> Test:
    name, op = token["field"], token["op"]
    if field is None:
        raise Unreadable(f"Unexpected/invalid field '{name}' in the query")
    value = _value(token["value"], name, field.kind)
    read = field.read
    if op != ":":
        if field.kind not in ("number", "date"):
            raise Unreadable(f"'{op}' can not be used with '{name}'")
        return _compared(read, op, value, field.kind)
    if field.kind == "list":
        return lambda row: value in (read(row) or []) if value is not None else not read(row)
    if field.kind == "date" and value is not None:
        return lambda row: str(read(row) or "")[:10] == value
    return lambda row: read(row) == value


def _compared(read: Callable[[Row], Any], op: str, value: Any, kind: str) -> Test:
    if kind == "date":
        if op == ":>":
            return lambda row: bool(read(row)) and str(read(row))[:10] >= value
        return lambda row: bool(read(row)) and str(read(row))[:10] <= value
    if op == ":>":
        return lambda row: read(row) is not None and read(row) >= value
    return lambda row: read(row) is not None and read(row) <= value


def _value(text: str, name: str, kind: str) -> Any:
    """Answer a value as the field has it."""
    if text == "null":
        return None
    if text in ("true", "false") and kind == "yes_no":
        return text == "true"
    if text[0] == "'" and kind in ("text", "list", "date"):
        inner = re.sub(r"\\(.)", r"\1", text[1:-1])
        if kind == "date" and not re.fullmatch(r"\d{4}-\d\d-\d\d", inner):
            raise Unreadable(f"'{name}' needs a date such as '2026-03-04'")
        return inner
    if kind == "number" and re.fullmatch(r"-?\d+", text):
        return int(text)
    raise Unreadable(f"The value of '{name}' is of another type")
