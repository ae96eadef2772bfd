"""Puts the small JavaScript and CSS files of a view together: anywidget carries one module and one sheet."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=function|const|class|async)", re.MULTILINE)


def esm(name: str) -> str:
    """Answer a module with everything that it imports from beside it, as one module."""
    first, *others = reversed(_in_order(name, []))
    parts = [EXPORT.sub("", _source(other)) for other in reversed(others)]
    return "\n".join([*parts, _source(first)])


def css(*names: str) -> str:
    """Answer style sheets as one."""
    return "\n".join((HERE / name).read_text("utf-8") for name in names)


def _in_order(name: str, before: list[str]) -> list[str]:
    """Answer the files to put together, each after those that it imports, each once."""
    for imported in IMPORT.findall((HERE / name).read_text("utf-8")):
        before = _in_order(imported, before)
    return before if name in before else [*before, name]


def _source(name: str) -> str:
    return IMPORT.sub("", (HERE / name).read_text("utf-8"))
