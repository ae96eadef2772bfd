"""Half-written texts, kept per ticket, action and person until they were sent or thrown away."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import delete, select

from supporthub_ext.store.database import Database, upsert
from supporthub_ext.store.tables import drafts


class Drafts:
    """Reads and writes drafts.

    Parameters
    ----------
    database
        Where they live.
    """

    def __init__(self, database: Database) -> None:
        self._engine = database.record
        self._put = upsert(self._engine, drafts)

    def put(self, ticket_id: int, action: str, person_id: str, fields: dict[str, Any], saved_at: str) -> None:
        """Keep a draft; it replaces the one before."""
        row = {"ticket_id": ticket_id, "action": action, "person_id": person_id, "saved_at": saved_at}
        with self._engine.begin() as connection:
            connection.execute(self._put, row | {"fields": orjson.dumps(fields)})

    def of_ticket(self, ticket_id: int, person_id: str) -> dict[str, dict[str, Any]]:
        """Answer a person's drafts on a ticket by action: ``{"reply": {"fields", "saved_at"}}``."""
        query = select(drafts).where(drafts.c.ticket_id == ticket_id, drafts.c.person_id == person_id)
        with self._engine.connect() as connection:
            return {
                row.action: {"fields": orjson.loads(row.fields), "saved_at": row.saved_at}
                for row in connection.execute(query)
            }

    def remove(self, ticket_id: int, action: str, person_id: str) -> None:
        """Throw a draft away; none there is fine."""
        with self._engine.begin() as connection:
            connection.execute(
                delete(drafts).where(
                    drafts.c.ticket_id == ticket_id,
                    drafts.c.action == action,
                    drafts.c.person_id == person_id,
                )
            )
