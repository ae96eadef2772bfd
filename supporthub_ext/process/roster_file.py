"""roster.toml as text to a `Roster`; what is wrong in it is refused with its line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from supporthub_ext.errors import RosterFileError
from supporthub_ext.models import Absence, Person, Roster
from supporthub_ext.process.roster_fields import NEEDED, TABLES
from supporthub_ext.process.toml_places import line_at


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
    _refuse_odd_people(text, people)
    absences = tuple(
        Absence(values["person_id"], values["from"], values["last_day"])
        for values in _read_all(text, tables, "absence")
    )
    _refuse_odd_absences(text, absences, {person.id for person in people})
    return Roster(people, absences)


def _with_line_first(problem: tomllib.TOMLDecodeError) -> str:
    what, _, where = str(problem).rpartition(" (at ")
    line = where.removeprefix("line ").partition(",")[0]
    return f"line {line}: {what}." if line.isdigit() else f"the last line: {problem}."


def _refuse(text: str, place: tuple[str | int, ...], sentence: str) -> NoReturn:
    """Refuse what stands at a place such as ``("person", 0, "zone")``, with its line in front."""
    raise RosterFileError(f"line {line_at(text, place)}: {sentence}")


def _refuse_unknown_tables(text: str, tables: Mapping[str, Any]) -> None:
    allowed = ", ".join(f"[[{name}]]" for name in TABLES)
    for name, value in tables.items():
        if name not in TABLES:
            _refuse(text, (name,), f"{name} is not known here; allowed: {allowed}.")
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            _refuse(text, (name,), f"write {name} as [[{name}]], once for each.")


def _read_all(text: str, tables: Mapping[str, Any], table: str) -> Iterator[dict[str, Any]]:
    for index, values in enumerate(tables.get(table, [])):
        missing = [key for key in NEEDED[table] if key not in values]
        if missing:
            _refuse(text, (table, index), f"this {table} needs {', '.join(missing)}.")
        yield {key: _read(text, (table, index, key), value) for key, value in values.items()}


def _read(text: str, place: tuple[str, int, str], value: object) -> Any:
    table, _, key = place
    check = TABLES[table].get(key)
    if check is None:
        allowed = ", ".join(TABLES[table])
        _refuse(text, place, f'"{key}" is not known in [[{table}]]; allowed: {allowed}.')
    try:
        return check(value)
    except ValueError as problem:
        _refuse(text, place, f"{key} must be {problem}.")


def _refuse_odd_people(text: str, people: tuple[Person, ...]) -> None:
    seen: set[str] = set()
    for index, person in enumerate(people):
        if person.id in seen:
            _refuse(text, ("person", index, "id"), f'the id "{person.id}" stands twice; ids are unique.')
        if person.joined and person.left and person.left <= person.joined:
            _refuse(text, ("person", index, "left"), "left must be a day after joined.")
        seen.add(person.id)


def _refuse_odd_absences(text: str, absences: tuple[Absence, ...], known: set[str]) -> None:
    for index, absence in enumerate(absences):
        if absence.person_id not in known:
            nobody = f'nobody has the id "{absence.person_id}"; known: {", ".join(sorted(known))}.'
            _refuse(text, ("absence", index, "person_id"), nobody)
        if absence.last_day < absence.first_day:
            late = "last_day must not be before from; it is the last day away."
            _refuse(text, ("absence", index, "last_day"), late)
