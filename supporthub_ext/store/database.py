"""Opens the databases: a durable record, and a mirror that is this server's alone."""

from __future__ import annotations

import sqlite3
import time
from itertools import count
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Engine, Insert, Table, create_engine, event, insert, make_url, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DatabaseError, InterfaceError, InternalError, OperationalError

from supporthub_ext.errors import ConfigurationError
from supporthub_ext.store import tables
from supporthub_ext.store.schema import bring_up_to_date

AWAY = (OperationalError, InterfaceError, InternalError)
"""What a database raises while it restarts, is locked or has closed a connection; asking again may help."""

BUSY_S = 10.0  # as long as one server waits for another that writes to the same SQLite file
TRANSACTION_S = 5.0  # PostgreSQL ends a transaction that stands still longer: its server is paused or gone


class Database:
    """Two engines: ``mirror`` is disposable and local, ``record`` is durable. Used from the worker's thread.

    Parameters
    ----------
    url
        SQLAlchemy URL of the record.
    mirror_dir
        Folder of the mirror; beside the record where that is a SQLite file. Each server that is running has a
        mirror of its own there, ``mirror-1.sqlite``, ``mirror-2.sqlite``, ...

    Raises
    ------
    ConfigurationError
        When the URL can't be read, the database can't be opened, or a later release wrote it.
    """

    def __init__(self, url: str, mirror_dir: Path | None = None) -> None:
        parsed = _parse(url)
        self.record = _open(parsed, durable=True)
        bring_up_to_date(self.record)
        folder = Path(parsed.database or "").parent if self.name == "sqlite" else mirror_dir
        self._lock, path = _own_mirror(folder or Path.cwd())
        self.mirror = _open(make_url(f"sqlite:///{path}"), durable=False)
        _prepare_mirror(self.mirror, path)

    @property
    def name(self) -> str:
        """What the record stands in: ``sqlite`` or ``postgresql``."""
        return self.record.dialect.name

    def close(self) -> None:
        """Close every connection, and let another server have the mirror."""
        self.mirror.dispose()
        self.record.dispose()
        self._lock.release()


def upsert(engine: Engine, table: Table) -> Insert:
    """Answer an INSERT of whole rows that overwrites the row with the same primary key."""
    dialect: Any = postgresql if engine.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    keys = [column.name for column in table.primary_key]
    fresh = {
        column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys
    }
    result: Insert = statement.on_conflict_do_update(index_elements=keys, set_=fresh)
    return result


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
            raise ArgumentError(parsed.get_backend_name())
        if parsed.get_backend_name() == "sqlite":
            Path(parsed.database or "").parent.mkdir(parents=True, exist_ok=True)
    except (ArgumentError, OSError) as problem:
        raise ConfigurationError(
            "database_url can't be used.",
            "It looks like sqlite:////folder/supporthub.sqlite or postgresql+psycopg://user@host/name.",
        ) from problem
    return parsed


def _open(url: URL, *, durable: bool) -> Engine:
    try:
        far = url.get_backend_name() != "sqlite"  # a file does not hang up
        engine = create_engine(url, pool_pre_ping=far)
    except ImportError as problem:
        raise ConfigurationError(
            "database_url names a database whose driver is not installed.",
            "For PostgreSQL: pip install 'supporthub_ext[postgresql]', and postgresql+psycopg:// in the URL.",
        ) from problem
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _settings_of_sqlite("FULL" if durable else "NORMAL"))
    else:
        event.listen(engine, "connect", _settings_of_postgresql)
    return engine


def _settings_of_sqlite(synchronous: str) -> Any:
    """Answer what sets a connection up; only the record has to be flushed at every commit."""

    def on_connect(connection: Any, _: Any) -> None:
        connection.execute(f"PRAGMA busy_timeout={int(BUSY_S * 1000)}").close()
        _into_wal(connection)
        connection.execute(f"PRAGMA synchronous={synchronous}").close()

    return on_connect


def _into_wal(connection: sqlite3.Connection) -> None:
    """Let readers go on while somebody writes. SQLite does not wait for another that just switches: we do."""
    until = time.monotonic() + BUSY_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _settings_of_postgresql(connection: Any, _: Any) -> None:
    """Let a server that was paused within a transaction keep its locks for seconds, not until it wakes up."""
    limit = int(TRANSACTION_S * 1000)
    connection.execute(f"SET idle_in_transaction_session_timeout = {limit}")
    connection.execute(f"SET lock_timeout = {2 * limit}")
    connection.commit()


# -- the mirror ----------------------------------------------------------------------------------------


def _own_mirror(folder: Path) -> tuple[FileLock, Path]:
    """Answer the first mirror that no other running server has, locked until this one ends."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        path = folder / f"mirror-{number}.sqlite"
        lock = FileLock(path.with_suffix(".lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            continue
        return lock, path
    raise AssertionError("count() does not end")


def _prepare_mirror(engine: Engine, path: Path) -> None:
    """Throw away a mirror that is damaged or of another version: it can be pulled again."""
    try:
        if _version(engine) == tables.MIRROR_VERSION:
            return
        tables.mirror.drop_all(engine)
    except DatabaseError:
        engine.dispose()
        for ending in ("", "-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)
    _version(engine)


def _version(engine: Engine) -> int:
    """Make what is missing and answer the version that the mirror says of itself."""
    tables.mirror.create_all(engine)
    schema = tables.mirror_schema
    with engine.begin() as connection:
        version = connection.scalar(select(schema.c.version))
        if version is None:
            connection.execute(insert(schema).values(version=tables.MIRROR_VERSION))
            return tables.MIRROR_VERSION
        return int(version)
