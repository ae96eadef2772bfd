"""The databases open, say their schema, and refuse what they do not know."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from supporthub_ext.errors import ConfigurationError
from supporthub_ext.store import tables
from supporthub_ext.store.database import Database, _settings_of_sqlite
from supporthub_ext.store.mirror import Mirror

ROW = {"id": 1, "updated_at": "2026-03-04T09:15:00Z", "status": 2}


def test_the_record_survives_and_the_mirror_may_be_deleted(tmp_path: Path) -> None:
    """Deleting the mirror's file loses nothing but what can be pulled again."""
    url = f"sqlite:///{tmp_path / 'record.sqlite'}"
    first = Database(url)
    Mirror(first).put_page([ROW], set(), {})
    first.close()
    for path in tmp_path.glob("mirror-*.sqlite*"):
        path.unlink()
    second = Database(url)
    assert Mirror(second).count() == 0
    second.close()


def test_a_damaged_mirror_is_thrown_away(tmp_path: Path) -> None:
    """A mirror that is no database any more is made anew, without a word from the steward."""
    url = f"sqlite:///{tmp_path / 'record.sqlite'}"
    Database(url).close()
    (tmp_path / "mirror-1.sqlite").write_bytes(b"not a database at all" * 400)
    opened = Database(url)
    assert Mirror(opened).count() == 0
    opened.close()


def test_a_newer_record_is_refused(database_url: str, tmp_path: Path) -> None:
    """A database that a later release wrote is refused with what to do, and left as it is."""
    opened = Database(database_url, tmp_path)
    with opened.record.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'zzzz'"))
    opened.close()
    with pytest.raises(ConfigurationError) as caught:
        Database(database_url, tmp_path)
    assert "later" in caught.value.message
    assert caught.value.what_to_do


def test_each_server_has_a_mirror_of_its_own(database_url: str, tmp_path: Path) -> None:
    """Two servers that share a record never share a mirror: neither would notice what the other stored."""
    one, other = Database(database_url, tmp_path), Database(database_url, tmp_path)
    Mirror(one).put_page([ROW], set(), {})
    assert Mirror(other).count() == 0
    one.close()
    other.close()


def test_many_servers_open_a_new_database_at_once(database_url: str, tmp_path: Path) -> None:
    """However many servers find an empty database at the same moment, its tables are made once."""
    with ThreadPoolExecutor(6) as pool:
        opened = list(pool.map(lambda _: Database(database_url, tmp_path), range(6)))
    assert {database.name for database in opened} == {opened[0].name}
    for database in opened:
        database.close()


def test_the_migrations_make_the_tables_that_the_code_uses(database: Database) -> None:
    """A column that was added to tables.py and not to the migrations would break a database in use."""
    with database.record.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.record) == []


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////proc/nowhere/record.sqlite", "oracle://x/y"])
def test_an_unusable_url_is_a_clear_error(url: str) -> None:
    """A database URL that can't be used is named, with what one looks like."""
    with pytest.raises(ConfigurationError) as caught:
        Database(url)
    assert caught.value.what_to_do


def test_servers_open_a_new_file_at_the_same_moment(tmp_path: Path) -> None:
    """SQLite does not wait for another that just switches to WAL; we do, so nobody is told it is locked."""
    for number in range(10):
        barrier = threading.Barrier(4)

        def switch(path: Path = tmp_path / f"{number}.sqlite", barrier: threading.Barrier = barrier) -> str:
            connection = sqlite3.connect(path)
            barrier.wait()
            _settings_of_sqlite("FULL")(connection, None)
            mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
            connection.close()
            return str(mode)

        with ThreadPoolExecutor(4) as pool:
            assert {task.result() for task in [pool.submit(switch) for _ in range(4)]} == {"wal"}
