"""What only we know beside plans: overrides, asks, impact answers, busy hubs, links, reminders sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import orjson
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from supporthub_ext.store.database import Database, upsert
from supporthub_ext.store.tables import ledger

Kind = Literal[
    "override",
    "ask",
    "impact",
    "busy",
    "link",
    "needs",
    "asked",
    "told",
    "reminder",
    "feed",
    "handover",
    "steward_group",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger. ``written_at`` is ISO 8601 in UTC; ``document`` is JSON-ready."""

    kind: Kind
    key: str
    ticket_id: int | None
    written_at: str
    written_by: str
    document: dict[str, Any]


class Ledger:
    """Reads and writes the ledger.

    Parameters
    ----------
    database
        Where it lives.
    """

    def __init__(self, database: Database) -> None:
        self._engine = database.record
        self._put = upsert(self._engine, ledger)

    def put(self, entry: Entry) -> None:
        """Write an entry; one with the same kind and key is replaced."""
        with self._engine.begin() as connection:
            connection.execute(self._put, _row(entry))

    def add(self, entry: Entry) -> bool:
        """Write an entry unless one with the same kind and key is there; say whether it was written.

        Of several processes that try at the same time exactly one is told yes.
        """
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(ledger), _row(entry))
        except IntegrityError:
            return False
        return True

    def swap(self, known: Entry, fresh: Entry) -> bool:
        """Replace an entry if it still is as it was known; say whether it was."""
        with self._engine.begin() as connection:
            done = connection.execute(
                update(ledger)
                .where(
                    ledger.c.kind == known.kind,
                    ledger.c.key == known.key,
                    ledger.c.document == orjson.dumps(known.document),
                )
                .values(_row(fresh))
            )
        return bool(done.rowcount)

    def remove(self, kind: Kind, key: str) -> None:
        """Forget an entry."""
        with self._engine.begin() as connection:
            connection.execute(delete(ledger).where(ledger.c.kind == kind, ledger.c.key == key))

    def since(self, kind: Kind, at: str) -> list[Entry]:
        """Answer every entry of a kind that was written from an instant on, ISO 8601 in UTC, oldest first."""
        return self._entries(ledger.c.kind == kind, ledger.c.written_at >= at)

    def get(self, kind: Kind, key: str) -> Entry | None:
        """Answer one entry, or None."""
        return next(iter(self._entries(ledger.c.kind == kind, ledger.c.key == key)), None)

    def all(self, kind: Kind) -> list[Entry]:
        """Answer every entry of a kind, oldest first."""
        return self._entries(ledger.c.kind == kind)

    def of_ticket(self, kind: Kind, ticket_id: int) -> list[Entry]:
        """Answer a ticket's entries of a kind, oldest first."""
        return self._entries(ledger.c.kind == kind, ledger.c.ticket_id == ticket_id)

    def stamp(self) -> tuple[int, str]:
        """Answer how many lines there are and when the last was written: equal while nobody wrote."""
        query = select(func.count(), func.max(ledger.c.written_at)).select_from(ledger)
        with self._engine.connect() as connection:
            count, newest = connection.execute(query).one()
            return count, newest or ""

    def tickets_since(self, at: str) -> set[int]:
        """Answer the tickets about which something was written from an instant on, ISO 8601 in UTC."""
        query = select(ledger.c.ticket_id).where(ledger.c.written_at >= at, ledger.c.ticket_id.is_not(None))
        with self._engine.connect() as connection:
            return set(connection.scalars(query))

    def _entries(self, *wanted: Any) -> list[Entry]:
        query = select(ledger).where(*wanted).order_by(ledger.c.written_at, ledger.c.key)
        with self._engine.connect() as connection:
            return [
                Entry(
                    row.kind,
                    row.key,
                    row.ticket_id,
                    row.written_at,
                    row.written_by,
                    orjson.loads(row.document),
                )
                for row in connection.execute(query)
            ]


def _row(entry: Entry) -> dict[str, Any]:
    row = {name: getattr(entry, name) for name in ("kind", "key", "ticket_id", "written_at", "written_by")}
    return row | {"document": orjson.dumps(entry.document)}
