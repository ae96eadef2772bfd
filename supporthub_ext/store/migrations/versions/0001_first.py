"""The first tables: plans with their steps, drafts, the ledger, claims."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "plans",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
        sa.Column("owner", sa.String(120)),
        sa.Column("fence", sa.Integer, nullable=False, server_default="0"),
        sa.Column("beat", sa.Integer, nullable=False, server_default="0"),
    )
    op.create_index("plans_state", "plans", ["state"])
    op.create_table(
        "steps",
        sa.Column("plan_id", sa.String(80), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("receipt", sa.LargeBinary),
        sa.Column("changed_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "plan_tickets",
        sa.Column("plan_id", sa.String(80), primary_key=True),
        sa.Column("ticket_id", sa.BigInteger, primary_key=True, autoincrement=False),
    )
    op.create_index("ix_plan_tickets_ticket_id", "plan_tickets", ["ticket_id"])
    op.create_table(
        "taken",
        sa.Column("action", sa.String(40), primary_key=True),
        sa.Column("ticket_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("plan_id", sa.String(80), nullable=False),
    )
    op.create_table(
        "drafts",
        sa.Column("ticket_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("action", sa.String(40), primary_key=True),
        sa.Column("person_id", sa.String(80), primary_key=True),
        sa.Column("fields", sa.LargeBinary, nullable=False),
        sa.Column("saved_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "ledger",
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("key", sa.String(120), primary_key=True),
        sa.Column("ticket_id", sa.BigInteger),
        sa.Column("written_at", sa.String(40), nullable=False),
        sa.Column("written_by", sa.String(80), nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_ledger_ticket_id", "ledger", ["ticket_id"])
    op.create_table(
        "claims",
        sa.Column("ticket_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("person_id", sa.String(80), nullable=False),
        sa.Column("until", sa.String(40), nullable=False),
    )
