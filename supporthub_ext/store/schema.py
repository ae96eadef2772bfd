"""Brings the record's tables up to date, with alembic; a database of a later release is refused."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError, OperationalError, ProgrammingError

from supporthub_ext.errors import ConfigurationError

HEAD = "0001"
MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE_S = 60
ONE_AT_A_TIME = 7_420_318  # the advisory lock under which PostgreSQL lets one server at a time change tables


def bring_up_to_date(engine: Engine) -> None:
    """Make or change the tables as this release needs them; alembic is imported only when there is work.

    Raises
    ------
    ConfigurationError
        When the database can't be opened, or a later release wrote it.
    """
    try:
        if _version(engine) == HEAD:
            return
        with engine.begin() as connection:
            _lock(connection)
            _upgrade(connection)
    except DatabaseError as problem:
        raise ConfigurationError(
            "The database can't be opened.", "Check database_url, the disk, and that the database is running."
        ) from problem


def _version(engine: Engine) -> str | None:
    """Answer the version that the database says of itself, or None for a new one."""
    with engine.connect() as connection:
        try:
            found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        except (OperationalError, ProgrammingError) as problem:
            if "alembic_version" not in str(problem.orig):
                raise
            return None
        return found


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        # One server migrates, thinking between its statements, and the others wait for it.
        for name in ("idle_in_transaction_session_timeout", "lock_timeout"):
            connection.execute(text(f"SET LOCAL {name} = '{PATIENCE_S}s'"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as problem:
        raise ConfigurationError(
            "A later release of supporthub_ext wrote this database.",
            "Update supporthub_ext on this server, or name another database_url.",
        ) from problem
