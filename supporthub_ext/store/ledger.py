"""What only we know beside plans: overrides, asks, impact answers, busy hubs, links, reminders sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import orjson
from sqlalchemy import func, select

from supporthub_ext.store.database import Database, upsert
from supporthub_ext.store.tables import ledger

Kind = Literal["override", "ask", "impact", "busy", "link", "needs", "asked", "told", "reminder", "feed", "handover"]


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
        row = {
            name: getattr(entry, name) for name in ("kind", "key", "ticket_id", "written_at", "written_by")
        }
        with self._engine.begin() as connection:
            connection.execute(self._put, row | {"document": orjson.dumps(entry.document)})

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
