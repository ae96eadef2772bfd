"""Where a value stands in a TOML file, by its whole path: ``("targets", "reply", "working_days")``.

``tomllib`` answers values without their lines. This reads headers and keys again, and looks past
multi-line strings, which may hold anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
KEY = re.compile(r"^\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=")
FENCE = re.compile(r'"""|\'\'\'')

Path = tuple[str | int, ...]
"""Keys and, for an array of tables, the number of the table, counted from 0."""


def line_at(text: str, path: Sequence[str | int]) -> int:
    """Answer the line, from 1, on which a path begins, or else that of the nearest thing around it."""
    places = _places(text)
    for length in range(len(path), 0, -1):
        if (found := places.get(tuple(path[:length]))) is not None:
            return found
    return 1


def _places(text: str) -> dict[Path, int]:
    places: dict[Path, int] = {}
    table: Path = ()
    counts: dict[Path, int] = {}
    for number, line in _plain_lines(text):
        if header := HEADER.match(line):
            table = _table(_parts(header.group(2)), counts, header.group(1) == "[[")
            here = table
        elif key := KEY.match(line):
            here = (*table, *_parts(key.group(1)))
        else:
            continue
        for length in range(1, len(here) + 1):
            places.setdefault(here[:length], number)
    return places


def _table(names: Path, counts: dict[Path, int], repeated: bool) -> Path:
    """Answer a header's path with the numbers of the arrays that it stands in."""
    path: Path = ()
    for name in names[:-1]:
        path = (*path, name)
        path = (*path, counts[path]) if path in counts else path
    path = (*path, names[-1])
    if repeated:
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    return path


def _parts(dotted: str) -> Path:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _plain_lines(text: str) -> list[tuple[int, str]]:
    """Every line that begins outside a multi-line string, with its number."""
    plain: list[tuple[int, str]] = []
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not inside:
            plain.append((number, line))
        inside ^= len(FENCE.findall(line)) % 2 == 1
    return plain
