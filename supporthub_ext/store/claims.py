"""Claims: "Sam is on this". They expire by themselves and are never locks."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select

from supporthub_ext.store.database import Database, upsert
from supporthub_ext.store.tables import claims


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says that they are on a ticket, and until when (ISO 8601 in UTC, exclusive)."""

    ticket_id: int
    person_id: str
    until: str


class Claims:
    """Reads and writes claims.

    Parameters
    ----------
    database
        Where they live.
    """

    def __init__(self, database: Database) -> None:
        self._engine = database.record
        self._put = upsert(self._engine, claims)

    def put(self, claim: Claim) -> None:
        """Claim a ticket; whoever claimed it before no longer does."""
        row = {"ticket_id": claim.ticket_id, "person_id": claim.person_id, "until": claim.until}
        with self._engine.begin() as connection:
            connection.execute(self._put, row)

    def remove(self, ticket_id: int, person_id: str) -> None:
        """Let go of a ticket; somebody else's claim stays."""
        with self._engine.begin() as connection:
            connection.execute(
                delete(claims).where(claims.c.ticket_id == ticket_id, claims.c.person_id == person_id)
            )

    def standing(self, now: str) -> dict[int, Claim]:
        """Answer the claims that have not expired, by ticket."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(claims).where(claims.c.until > now))
            return {row.ticket_id: Claim(row.ticket_id, row.person_id, row.until) for row in rows}
