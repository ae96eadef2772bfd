"""roster.toml as text to a `Roster`; what is wrong in it is refused with its line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from supporthub_ext.errors import RosterFileError
from supporthub_ext.models import Absence, Person, Roster
from supporthub_ext.process.roster_fields import NEEDED, TABLES
from supporthub_ext.process.toml_lines import line_of


def read_roster(text: str) -> Roster:
    """Answer the roster that the text of a roster.toml describes.

    Raises
    ------
    RosterFileError
        When a key is unknown, an id stands twice, or a value is not what its field allows.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise RosterFileError(_with_line_first(problem)) from problem
    _refuse_unknown_tables(text, tables)
    people = tuple(Person(**values) for values in _read_all(text, tables, "person"))
    _refuse_double_ids(text, people)
    _refuse_backward_tours(text, people)
    absences = tuple(
        Absence(values["person_id"], values["from"], values["last_day"])
        for values in _read_all(text, tables, "absence")
    )
    _refuse_odd_absences(text, absences, {person.id for person in people})
    return Roster(people, absences)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something stands in the file; it refuses with its line in front."""

    text: str
    table: str
    index: int

    def refuse(self, key: str | None, sentence: str) -> NoReturn:
        raise RosterFileError(f"line {line_of(self.text, self.table, self.index, key)}: {sentence}")


def _with_line_first(problem: tomllib.TOMLDecodeError) -> str:
    what, _, where = str(problem).rpartition(" (at ")
    line = where.removeprefix("line ").partition(",")[0]
    return f"line {line}: {what}" if line.isdigit() else f"the end: {problem}"


def _refuse_unknown_tables(text: str, tables: Mapping[str, Any]) -> None:
    allowed = ", ".join(f"[[{name}]]" for name in TABLES)
    for name, value in tables.items():
        if name not in TABLES:
            _Place(text, "", 0).refuse(name, f"{name} is not known here; allowed: {allowed}.")
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            _Place(text, "", 0).refuse(name, f"write {name} as [[{name}]], once for each.")


def _read_all(text: str, tables: Mapping[str, Any], table: str) -> Iterator[dict[str, Any]]:
    for index, values in enumerate(tables.get(table, [])):
        yield _read(_Place(text, table, index), values)


def _read(place: _Place, values: Mapping[str, object]) -> dict[str, Any]:
    fields = TABLES[place.table]
    for key in NEEDED[place.table]:
        if key not in values:
            place.refuse(None, f"this {place.table} needs {key}.")
    read: dict[str, Any] = {}
    for key, value in values.items():
        if key not in fields:
            place.refuse(key, f'"{key}" is not known in [[{place.table}]]; allowed: {", ".join(fields)}.')
        try:
            read[key] = fields[key](value)
        except ValueError as problem:
            place.refuse(key, f"{key} must be {problem}.")
    return read


def _refuse_double_ids(text: str, people: tuple[Person, ...]) -> None:
    seen: set[str] = set()
    for index, person in enumerate(people):
        if person.id in seen:
            _Place(text, "person", index).refuse("id", f'the id "{person.id}" stands twice; ids are unique.')
        seen.add(person.id)


def _refuse_backward_tours(text: str, people: tuple[Person, ...]) -> None:
    for index, person in enumerate(people):
        if person.joined and person.left and person.left <= person.joined:
            _Place(text, "person", index).refuse("left", "left must be a day after joined.")


def _refuse_odd_absences(text: str, absences: tuple[Absence, ...], known: set[str]) -> None:
    for index, absence in enumerate(absences):
        place = _Place(text, "absence", index)
        if absence.person_id not in known:
            allowed = ", ".join(sorted(known)) or "nobody yet"
            place.refuse("person_id", f'nobody has the id "{absence.person_id}"; known: {allowed}.')
        if absence.last_day < absence.first_day:
            place.refuse("last_day", "last_day must not be before from; it is the last day away.")
