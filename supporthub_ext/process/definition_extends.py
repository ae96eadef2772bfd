"""A process file may say only what differs: ``extends = "as_written"`` takes the rest from ours."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

AS_WRITTEN = "as_written"
PACKAGED = "process.toml"


@cache
def written() -> str:
    """Answer the text of the process as written."""
    return files("supporthub_ext.process").joinpath(PACKAGED).read_text(encoding="utf-8")


def whole(table: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a file's table together with what it extends; a list or a value replaces, a table adds."""
    if table.get("extends") != AS_WRITTEN:
        return dict(table)
    return _merged(tomllib.loads(written()), table)


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(base)
    for key, value in over.items():
        nested = isinstance(value, Mapping) and isinstance(base.get(key), Mapping)
        both[key] = _merged(base[key], value) if nested else value
    return both
