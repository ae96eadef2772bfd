"""The tables, twice: what can be pulled again (`mirror`) and what only we know (`record`).

On SQLite they are two files, so that the mirror can be deleted at any time without losing a draft or a
receipt. Instants of ours are ISO 8601 text in UTC with ``Z``; rows of a service are kept as the JSON bytes
that it sent, unknown fields and all.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

SCHEMA_VERSION = 1

mirror = MetaData()
record = MetaData()


def _schema_table(metadata: MetaData, name: str) -> Table:
    return Table(name, metadata, Column("version", Integer, nullable=False))


mirror_schema = _schema_table(mirror, "mirror_schema")
record_schema = _schema_table(record, "record_schema")

tickets = Table(
    "tickets",
    mirror,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("updated_at", String(40), nullable=False),
    Column("status", Integer),
    Column("row", LargeBinary, nullable=False),  # as the list serves it
    Column("opening", LargeBinary),  # what only the view serves: description, attachments
    Column("wanted", Boolean, nullable=False),  # its conversation has still to be read
    Column("hidden", String(12)),  # spam, deleted, gone: no longer served by FreshDesk's list
    Column("confirmed_at", String(40)),  # when the slower look last found it alive
    Index("tickets_status", "status"),
)

conversations = Table(
    "conversations",
    mirror,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("ticket_id", BigInteger, nullable=False, index=True),
    Column("row", LargeBinary, nullable=False),
)

names = Table(
    "names",
    mirror,
    Column("kind", String(12), nullable=False),  # agent, company
    Column("id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    PrimaryKeyConstraint("kind", "id"),
)

marks = Table(
    "marks",
    mirror,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

plans = Table(
    "plans",
    record,
    Column("id", String(80), primary_key=True),
    Column("action", String(40), nullable=False),
    Column("actor", String(80), nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("state", String(12), nullable=False),
    Column("document", LargeBinary, nullable=False),  # what was shown; never changed afterwards
)

steps = Table(
    "steps",
    record,
    Column("plan_id", String(80), nullable=False),
    Column("position", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("receipt", LargeBinary),
    Column("changed_at", String(40), nullable=False),
    PrimaryKeyConstraint("plan_id", "position"),
)

plan_tickets = Table(
    "plan_tickets",
    record,
    Column("plan_id", String(80), nullable=False),
    Column("ticket_id", BigInteger, nullable=False, index=True),
    PrimaryKeyConstraint("plan_id", "ticket_id"),
)

# One plan at a time may run an action on a ticket; the primary key is what enforces it.
taken = Table(
    "taken",
    record,
    Column("action", String(40), nullable=False),
    Column("ticket_id", BigInteger, nullable=False),
    Column("plan_id", String(80), nullable=False),
    PrimaryKeyConstraint("action", "ticket_id"),
)

drafts = Table(
    "drafts",
    record,
    Column("ticket_id", BigInteger, nullable=False),
    Column("action", String(40), nullable=False),
    Column("person_id", String(80), nullable=False),
    Column("fields", LargeBinary, nullable=False),
    Column("saved_at", String(40), nullable=False),
    PrimaryKeyConstraint("ticket_id", "action", "person_id"),
)
