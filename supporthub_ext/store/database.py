"""Opens the databases, makes the tables, and refuses a schema that it does not know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Insert, MetaData, Table, create_engine, event, insert, make_url, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DatabaseError

from supporthub_ext.errors import ConfigurationError
from supporthub_ext.store import tables


class Database:
    """Two engines: ``mirror`` is disposable, ``record`` is durable. Used from the worker's thread.

    Parameters
    ----------
    url
        SQLAlchemy URL of the record. On SQLite the mirror lives in a file beside it
        (``supporthub-mirror.sqlite``); elsewhere both live in the same database.

    Raises
    ------
    ConfigurationError
        When the URL can't be read, the database can't be opened, or its schema is newer than ours.
    """

    def __init__(self, url: str) -> None:
        self.record = _open(url, durable=True)
        self.mirror = self.record
        if self.record.dialect.name == "sqlite":
            self.mirror = _open(_beside(url), durable=False)
        _prepare_mirror(self.mirror)
        _prepare_record(self.record)

    @property
    def name(self) -> str:
        """What stands behind it: ``sqlite`` or ``postgresql``."""
        return self.record.dialect.name

    def close(self) -> None:
        """Close every connection."""
        self.mirror.dispose()
        self.record.dispose()


def upsert(engine: Engine, table: Table) -> Insert:
    """Answer an INSERT of whole rows that overwrites the row with the same primary key."""
    dialect = postgresql if engine.dialect.name == "postgresql" else sqlite
    statement: Any = dialect.insert(table)
    keys = [column.name for column in table.primary_key]
    fresh = {
        column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys
    }
    result: Insert = statement.on_conflict_do_update(index_elements=keys, set_=fresh)
    return result


def _open(url: str, *, durable: bool) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite" and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed)
    except (ArgumentError, ImportError, OSError) as problem:
        raise ConfigurationError(
            "database_url can't be used.", "It looks like sqlite:////folder/supporthub.sqlite"
        ) from problem
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _settings_of_sqlite("FULL" if durable else "NORMAL"))
    return engine


def _settings_of_sqlite(synchronous: str) -> Any:
    """Let readers go on while we write (WAL); only the record has to be flushed at every commit."""

    def on_connect(connection: Any, _: Any) -> None:
        for pragma in ("journal_mode=WAL", f"synchronous={synchronous}", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}").close()

    return on_connect


def _beside(url: str) -> str:
    parsed = make_url(url)
    if not parsed.database or parsed.database == ":memory:":
        return url
    path = Path(parsed.database)
    return parsed.set(database=str(path.with_name(f"{path.stem}-mirror{path.suffix}"))).render_as_string(
        False
    )


def _prepare_mirror(engine: Engine) -> None:
    """Throw away a mirror that is damaged or of another version: it can be pulled again."""
    try:
        if _version(engine, tables.mirror, tables.mirror_schema) == tables.SCHEMA_VERSION:
            return
        tables.mirror.drop_all(engine)
    except DatabaseError:
        _throw_away(engine)
    _version(engine, tables.mirror, tables.mirror_schema)


def _throw_away(engine: Engine) -> None:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        raise ConfigurationError(
            "The database can't be opened.", "Check database_url and that it is running."
        )
    engine.dispose()
    for ending in ("", "-wal", "-shm"):
        Path(engine.url.database + ending).unlink(missing_ok=True)


def _prepare_record(engine: Engine) -> None:
    try:
        version = _version(engine, tables.record, tables.record_schema)
    except DatabaseError as problem:
        raise ConfigurationError(
            "The database can't be opened.", "Check database_url, the disk, and that nothing else holds it."
        ) from problem
    if version != tables.SCHEMA_VERSION:
        raise ConfigurationError(
            f"The database has schema {version}, this version knows {tables.SCHEMA_VERSION}.",
            "Update supporthub_ext on this server, or name another database_url.",
        )


def _version(engine: Engine, metadata: MetaData, table: Table) -> int:
    """Make what is missing and answer the version that the database says of itself."""
    metadata.create_all(engine)
    with engine.begin() as connection:
        version = connection.scalar(select(table.c.version))
        if version is None:
            connection.execute(insert(table).values(version=tables.SCHEMA_VERSION))
            return tables.SCHEMA_VERSION
        return int(version)
