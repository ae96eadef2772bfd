"""`supporthub export` and `supporthub import`: the record as a file."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from supporthub_ext.commands.configured import configured
from supporthub_ext.commands.say import GOOD, say
from supporthub_ext.errors import ConfigurationError
from supporthub_ext.store.database import Database
from supporthub_ext.store.transfer import export_record, import_record


def run_export(options: Namespace) -> int:
    """Write plans, receipts, drafts and the ledger into a file.

    Raises
    ------
    ConfigurationError
        When the database can't be opened or the file can't be written.
    """
    with _record() as database, _file_trouble(options.file.name):
        lines = list(export_record(database))
        options.file.write_bytes(b"".join(line + b"\n" for line in lines))
    say([f"{len(lines)} lines in {options.file}."], {"lines": len(lines)}, as_json=options.json)
    return GOOD


def run_import(options: Namespace) -> int:
    """Take such a file in; the same file twice changes nothing.

    Raises
    ------
    ConfigurationError
        When the database can't be opened or the file can't be read.
    InvalidField
        When a line is no line of an export; nothing is changed then.
    """
    with _record() as database, _file_trouble(options.file.name):
        counted = import_record(database, options.file.read_bytes().splitlines())
    words = "{new} new, {newer} newer than ours, {known} known already.".format(**counted)
    say([words], dict(counted), as_json=options.json)
    return GOOD


@contextmanager
def _record() -> Iterator[Database]:
    settings = configured()
    database = Database(settings.database(), settings.data_dir / "supporthub")
    try:
        yield database
    finally:
        database.close()


@contextmanager
def _file_trouble(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise ConfigurationError(f"{name}: {problem.strerror}.", "Name another file.") from problem
