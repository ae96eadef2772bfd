"""The record as JSON lines, out and in again: to move a desk, or to keep a copy.

What was under way when it was exported comes in as stopped: no server goes on with it by itself. Coming in
twice changes nothing; what is here already stays, unless the file has a newer one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson
from sqlalchemy import Connection, LargeBinary, Table, and_, insert, select, update

from supporthub_ext.errors import InvalidField
from supporthub_ext.store import tables
from supporthub_ext.store.database import Database
from supporthub_ext.store.journal import UNDER_WAY

TRAVELS: tuple[Table, ...] = (tables.plans, tables.steps, tables.plan_tickets, tables.drafts, tables.ledger)
STAYS = {"owner", "fence", "beat"}  # who runs a plan is a matter of the database where it runs
AGE = {"drafts": "saved_at", "ledger": "written_at", "steps": "changed_at"}

Row = dict[str, Any]


def export_record(database: Database) -> Iterator[bytes]:
    """Answer every line of the record: ``{"table": ..., "row": {...}}``, documents as JSON."""
    with database.record.connect() as connection:
        for table in TRAVELS:
            order = list(table.primary_key)
            for row in connection.execute(select(table).order_by(*order)).mappings():
                yield orjson.dumps({"table": str(table.name), "row": _out(table, row)})


def import_record(database: Database, lines: Iterable[bytes]) -> dict[str, int]:
    """Take lines in, all or none.

    Returns
    -------
    dict
        How many rows were ``new``, ``newer`` than ours, and ``known`` already.

    Raises
    ------
    InvalidField
        For a line that can't be read; its number is named and nothing is changed.
    """
    counted = {"new": 0, "newer": 0, "known": 0}
    known = {table.name: table for table in TRAVELS}
    with database.record.begin() as connection:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                table, row = _read(number, line, known)
                counted[_put(connection, table, row)] += 1
    return counted


def _put(connection: Connection, table: Table, row: Row) -> str:
    here = and_(*(column == row[column.name] for column in table.primary_key))
    found = connection.execute(select(table).where(here)).mappings().one_or_none()
    if found is None:
        connection.execute(insert(table).values(row))
        return "new"
    age = AGE.get(table.name)
    if age is None or not row[age] > found[age]:
        return "known"
    connection.execute(update(table).where(here).values(row))
    return "newer"


def _read(number: int, line: bytes, known: Mapping[str, Table]) -> tuple[Table, Row]:
    try:
        raw = orjson.loads(line)
        table = known[raw["table"]]
        return table, {name: _in(table, name, raw["row"][name]) for name in _columns(table)}
    except (orjson.JSONDecodeError, KeyError, TypeError) as problem:
        advice = "Take a file that `supporthub export` wrote, whole."
        raise InvalidField(f"Line {number} is no line of an export.", advice, field="file") from problem


def _out(table: Table, row: Mapping[Any, Any]) -> Row:
    found = {name: row[name] for name in _columns(table)}
    if found.get("state") in UNDER_WAY and table is tables.plans:
        found["state"] = "stopped"
    return {name: _open(value) if _is_document(table, name) else value for name, value in found.items()}


def _in(table: Table, name: str, value: Any) -> Any:
    return orjson.dumps(value) if _is_document(table, name) and value is not None else value


def _open(document: bytes | None) -> Any:
    return None if document is None else orjson.loads(document)


def _is_document(table: Table, name: str) -> bool:
    return isinstance(table.c[name].type, LargeBinary)


def _columns(table: Table) -> list[str]:
    return [str(column.name) for column in table.columns if column.name not in STAYS]
