"""The local, disposable copy of what FreshDesk says.

Everything in here can be pulled again. A page of tickets and the mark up to which we have read are written in
one transaction, so a killed server goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import delete, func, select, update

from supporthub_ext.store.database import Database, upsert
from supporthub_ext.store.tables import conversations, elsewhere, marks, names, tickets

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mirrored:
    """One ticket as the mirror knows it. ``conversation`` is None until it was read once."""

    id: int
    row: Row
    conversation: list[Row] | None
    hidden: str | None


class Mirror:
    """Reads and writes the mirror.

    Parameters
    ----------
    database
        Where it lives.
    """

    def __init__(self, database: Database) -> None:
        self._engine = database.mirror
        self._put_tickets = upsert(self._engine, tickets)
        self._put_names = upsert(self._engine, names)
        self._put_marks = upsert(self._engine, marks)

    def belong_to(self, source: str) -> None:
        """Forget everything when what is here was read from another address."""
        if self.mark("source") != source:
            with self._engine.begin() as connection:
                for table in (tickets, conversations, names, elsewhere, marks):
                    connection.execute(delete(table))
            self.set_mark("source", source)

    # -- writing ---------------------------------------------------------------------------------------

    def put_page(self, rows: Sequence[Row], wanted: set[int], mark: Mapping[str, str]) -> set[int]:
        """Store a page of list rows and how far we have read.

        Parameters
        ----------
        rows
            As the service gave them.
        wanted
            Ids whose conversation has to be read if the row changed.
        mark
            Marks to move in the same transaction, such as ``{"read_to": "2026-03-04T09:15:00Z"}``.

        Returns
        -------
        set of int
            Ids of the rows that are new or differ from what we had.
        """
        fresh = {int(row["id"]): orjson.dumps(row) for row in rows}
        with self._engine.begin() as connection:
            known = select(tickets.c.id, tickets.c.row, tickets.c.opening, tickets.c.wanted).where(
                tickets.c.id.in_(list(fresh)), tickets.c.hidden.is_(None)
            )
            before = {old.id: old for old in connection.execute(known)}
            changed = {id_ for id_, raw in fresh.items() if id_ not in before or before[id_].row != raw}
            values = [
                _values(row, fresh[int(row["id"])], before.get(int(row["id"])), wanted)
                for row in rows
                if int(row["id"]) in changed
            ]
            if values:
                connection.execute(self._put_tickets, values)
            for name, value in mark.items():
                connection.execute(self._put_marks, {"name": name, "value": value})
        return changed

    def put_conversation(self, ticket_id: int, rows: Sequence[Row], opening: Row | None = None) -> None:
        """Store a ticket's whole conversation, and what only its view serves."""
        fresh: dict[str, Any] = {"wanted": False}
        if opening is not None:
            fresh["opening"] = orjson.dumps(opening)
        with self._engine.begin() as connection:
            connection.execute(delete(conversations).where(conversations.c.ticket_id == ticket_id))
            values = [{"id": row["id"], "ticket_id": ticket_id, "row": orjson.dumps(row)} for row in rows]
            if values:
                connection.execute(upsert(self._engine, conversations), values)
            connection.execute(update(tickets).where(tickets.c.id == ticket_id).values(fresh))

    def put_names(self, kind: str, found: Mapping[int, str]) -> None:
        """Store the names of agents or companies."""
        if found:
            values = [{"kind": kind, "id": id_, "name": name} for id_, name in found.items()]
            with self._engine.begin() as connection:
                connection.execute(self._put_names, values)

    def put_elsewhere(self, kind: str, found: Mapping[str, Row], gone: Iterable[str] = ()) -> None:
        """Store what another service says under a kind and a key; ``gone`` keys are forgotten."""
        values = [{"kind": kind, "key": key, "document": orjson.dumps(row)} for key, row in found.items()]
        with self._engine.begin() as connection:
            if values:
                connection.execute(upsert(self._engine, elsewhere), values)
            if gone := list(gone):
                wanted = (elsewhere.c.kind == kind, elsewhere.c.key.in_(gone))
                connection.execute(delete(elsewhere).where(*wanted))

    def hide(self, ids: Iterable[int], why: str) -> None:
        """Take tickets out of the queue: FreshDesk no longer lists them."""
        with self._engine.begin() as connection:
            connection.execute(update(tickets).where(tickets.c.id.in_(list(ids))).values(hidden=why))

    def confirm(self, ids: Iterable[int], at: str) -> None:
        """Note that the slower look found these alive."""
        with self._engine.begin() as connection:
            connection.execute(update(tickets).where(tickets.c.id.in_(list(ids))).values(confirmed_at=at))

    def set_mark(self, name: str, value: str) -> None:
        """Remember one thing about the mirror itself."""
        with self._engine.begin() as connection:
            connection.execute(self._put_marks, {"name": name, "value": value})

    # -- reading ---------------------------------------------------------------------------------------

    def mark(self, name: str) -> str | None:
        """Answer one thing that we remembered about the mirror, or None."""
        with self._engine.connect() as connection:
            return connection.scalar(select(marks.c.value).where(marks.c.name == name))

    def names(self, kind: str) -> dict[int, str]:
        """Answer the names of agents or companies by id."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(names.c.id, names.c.name).where(names.c.kind == kind))
            return {row.id: row.name for row in rows}

    def elsewhere(self, kind: str) -> dict[str, Row]:
        """Answer everything of a kind that another service said, by key."""
        query = select(elsewhere.c.key, elsewhere.c.document).where(elsewhere.c.kind == kind)
        with self._engine.connect() as connection:
            return {row.key: orjson.loads(row.document) for row in connection.execute(query)}

    def count(self) -> int:
        """Answer how many tickets are here."""
        with self._engine.connect() as connection:
            return connection.scalar(select(func.count()).select_from(tickets)) or 0

    def wanted(self) -> list[tuple[int, bool]]:
        """Answer the tickets whose conversation has to be read, newest change first: (id, opening known)."""
        query = (
            select(tickets.c.id, tickets.c.opening.is_not(None))
            .where(tickets.c.wanted, tickets.c.hidden.is_(None))
            .order_by(tickets.c.updated_at.desc())
        )
        with self._engine.connect() as connection:
            return [(row[0], bool(row[1])) for row in connection.execute(query)]

    def live(self, done: Sequence[int]) -> list[int]:
        """Answer the ids of all tickets whose status is not one of ``done`` and which are not hidden."""
        query = select(tickets.c.id).where(
            tickets.c.hidden.is_(None), tickets.c.status.is_(None) | tickets.c.status.not_in(done)
        )
        with self._engine.connect() as connection:
            return list(connection.scalars(query))

    def least_confirmed(self, done: Sequence[int], before: str) -> list[int]:
        """Answer live tickets that the slower look last found alive before an instant, oldest look first."""
        query = (
            select(tickets.c.id)
            .where(
                tickets.c.hidden.is_(None),
                tickets.c.status.is_(None) | tickets.c.status.not_in(done),
                tickets.c.confirmed_at.is_(None) | (tickets.c.confirmed_at < before),
            )
            .order_by(tickets.c.confirmed_at.is_not(None), tickets.c.confirmed_at)
        )
        with self._engine.connect() as connection:
            return list(connection.scalars(query))

    def get(self, ids: Sequence[int]) -> list[Mirrored]:
        """Answer tickets by id with their conversations; unknown ids are left out."""
        with self._engine.connect() as connection:
            found = connection.execute(select(tickets).where(tickets.c.id.in_(ids))).all()
            talk = connection.execute(
                select(conversations.c.ticket_id, conversations.c.row).where(
                    conversations.c.ticket_id.in_(ids)
                )
            )
            said: dict[int, list[Row]] = {}
            for ticket_id, row in talk:
                said.setdefault(ticket_id, []).append(orjson.loads(row))
        return [_mirrored(row, said.get(row.id, [])) for row in found]

    def page(self, after: int, limit: int, since: str | None = None) -> list[Mirrored]:
        """Answer up to ``limit`` tickets with an id above ``after``, by id, for history.

        ``since`` leaves out tickets that did not change since then, ISO 8601 in UTC.
        """
        query = select(tickets.c.id).where(tickets.c.id > after, tickets.c.hidden.is_(None))
        if since is not None:
            query = query.where(tickets.c.updated_at >= since[:19])
        with self._engine.connect() as connection:
            ids = list(connection.scalars(query.order_by(tickets.c.id).limit(limit)))
        return sorted(self.get(ids), key=lambda ticket: ticket.id)


def _values(row: Row, raw: bytes, before: Any, wanted: set[int]) -> Row:
    id_ = int(row["id"])
    return {
        "id": id_,
        "updated_at": str(row.get("updated_at") or ""),
        "status": row.get("status") if isinstance(row.get("status"), int) else None,
        "row": raw,
        "opening": before.opening if before and _same_requester(row, before) else None,
        "wanted": id_ in wanted or bool(before and before.wanted),
        "hidden": None,
        "confirmed_at": None,
    }


def _same_requester(row: Row, before: Any) -> bool:
    """Say whether what the view said of the requester still holds."""
    return bool(orjson.loads(before.row).get("requester_id") == row.get("requester_id"))


def _mirrored(found: Any, said: list[Row]) -> Mirrored:
    row = orjson.loads(found.row)
    if found.opening is not None:
        row |= orjson.loads(found.opening)
    return Mirrored(found.id, row, said if found.opening is not None else None, found.hidden)
