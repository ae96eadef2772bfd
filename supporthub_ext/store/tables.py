"""The tables, twice: what can be pulled again (`mirror`) and what only we know (`record`).

The mirror is a SQLite file of this server's own; it can be deleted at any time without losing a draft or a
receipt. The record may be shared: a change to its tables needs a step in `migrations/`. Instants of ours are
ISO 8601 text in UTC with ``Z``; rows of a service are kept as the JSON bytes that it sent, unknown fields and
all.
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

MIRROR_VERSION = 2

mirror = MetaData()
record = MetaData()


mirror_schema = Table("mirror_schema", mirror, Column("version", Integer, nullable=False))

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

# What Slack, GitHub and the calendar say, as we understood it: threads, issues, board items.
elsewhere = Table(
    "elsewhere",
    mirror,
    Column("kind", String(12), nullable=False),
    Column("key", String(80), nullable=False),
    Column("document", LargeBinary, nullable=False),
    PrimaryKeyConstraint("kind", "key"),
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
    Column("owner", String(120)),  # the server that runs it; null when nobody does
    Column("fence", Integer, nullable=False, server_default="0"),  # grows with every change of hands
    Column("beat", Integer, nullable=False, server_default="0"),  # grows while its owner lives
    Index("plans_state", "state"),
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

# What only we know beside plans: overrides, asks, impact answers, busy hubs, links, reminders sent.
# `key` comes from the step that wrote it, so writing it twice is the same as once.
ledger = Table(
    "ledger",
    record,
    Column("kind", String(20), nullable=False),
    Column("key", String(120), nullable=False),
    Column("ticket_id", BigInteger, index=True),
    Column("written_at", String(40), nullable=False),
    Column("written_by", String(80), nullable=False),
    Column("document", LargeBinary, nullable=False),
    PrimaryKeyConstraint("kind", "key"),
)

# "Sam is on this": a claim expires by itself and is never a lock.
claims = Table(
    "claims",
    record,
    Column("ticket_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", String(80), nullable=False),
    Column("until", String(40), nullable=False),
)
