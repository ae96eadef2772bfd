"""Where a thing stands in a TOML file, so that a complaint can name its line.

``tomllib`` answers values without their lines. This finds them again by reading headers and keys; it looks
past multi-line strings, which may hold anything.
"""

from __future__ import annotations

import re

HEADER = re.compile(r"^\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
FENCE = re.compile(r'"""|\'\'\'')


def line_of(text: str, table: str, index: int = 0, key: str | None = None) -> int:
    """Answer the line, counted from 1, of a key in the ``index``-th table of a name.

    Without ``key``, or where the key has no line of its own, it is the line of the table's header; where
    there is no such header (an inline table), the first line. The table ``""`` is the top of the file.
    """
    found = 1
    seen = -1 if table else 0
    current = ""
    for number, line in _plain_lines(text):
        header = HEADER.match(line)
        if header:
            current = header.group(1)
            seen += current == table
            found = number if current == table and seen == index else found
        elif key and current == table and seen == index and _key(line) == key:
            return number
        if key and header and current.split(".")[0] == key and not table:
            return number
    return found


def _key(line: str) -> str:
    return line.split("=", 1)[0].split(".", 1)[0].strip().strip("\"'") if "=" in line else ""


def _plain_lines(text: str) -> list[tuple[int, str]]:
    """Every line that begins outside a multi-line string, with its number."""
    plain: list[tuple[int, str]] = []
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not inside:
            plain.append((number, line))
        inside ^= len(FENCE.findall(line)) % 2 == 1
    return plain
