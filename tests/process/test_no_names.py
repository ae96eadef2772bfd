"""No name of a role, a channel, a label, a status or the board stands in code: they are data."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import pytest

from supporthub_ext.process.definition import PROFILES, Process, load, profile

PACKAGE = Path(__file__).parent.parent.parent / "supporthub_ext"
OUR_WORDS = {"", "engineer", "event", "support"}
"""Words of the contract that happen to be names too, such as the ball that is the engineer's."""


def names(process: Process) -> set[str]:
    """Every name of a process that a program must not know."""
    found = {
        *astuple(process.roles),
        *(channel.name for channel in (process.channels.tickets, process.channels.general)),
        *(label.name for label in (process.labels.support, process.labels.event)),
        *(status.label for status in process.statuses.values()),
        process.board.name,
        process.board.organisation,
        *astuple(process.board.fields),
        *astuple(process.board.options),
        process.repository.name,
        process.support_address,
        process.handover.user_group,
    }
    return found - OUR_WORDS


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Every text in a file that is no docstring, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


@pytest.mark.parametrize("name", PROFILES)
def test_no_name_stands_in_code(name: str) -> None:
    """A name is found nowhere as a text, nor a name of several words inside one."""
    known = names(load(profile(name)))
    several = {one for one in known if " " in one or "-" in one}
    found = [
        f"{path.relative_to(PACKAGE)}:{line} {text!r}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if "sandbox" not in path.parts
        for line, text in texts(path)
        if text in known or any(one in text for one in several)
    ]
    assert not found
