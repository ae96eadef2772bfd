"""The plan of the house, held against the code: which room may import which."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "supporthub_ext"

PURE = {"models", "errors"}
# room -> the rooms that it may import; arrows point one way.
ALLOWED: dict[str, set[str]] = {
    "_version": set(),
    "errors": set(),
    "models": set(),
    "process": PURE,
    "services": PURE,
    "store": PURE,
    "clock": PURE,
    "sanitise": set(),
    "actions": PURE | {"process", "services", "store", "clock", "sanitise"},
    "worker": PURE | {"process", "services", "store", "clock", "actions"},
    "routes": PURE | {"process", "actions", "worker", "_version"},
    "app": PURE | {"process", "actions", "routes", "worker", "_version"},
    "client": PURE,
    "frames": PURE | {"client", "process"},
    "views": PURE | {"client", "frames", "process"},
    "desk": PURE | {"client", "frames", "views", "process"},
    "sandbox": set(),
    "replay": PURE | {"process"},
    "demo": PURE,
    # A doctor shares nothing with our clients.
    "doctor": {"errors"},
    # The commands see both sides, each only what it needs.
    "commands": PURE
    | {
        "process",
        "clock",
        "actions",
        "store",
        "services",
        "app",
        "sandbox",
        "demo",
        "doctor",
        "replay",
        "_version",
    },
    "cli": PURE | {"commands"},
    "": {"app", "desk", "_version"},
}


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports_of(path: Path) -> set[str]:
    """Every module of ours that a file imports, at any depth of nesting."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            if node.module == "supporthub_ext":
                found |= {f"supporthub_ext.{alias.name}" for alias in node.names}
            else:
                found.add(node.module)
    return {name for name in found if name.split(".")[0] == "supporthub_ext"}


def files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_arrows_point_one_way(path: Path) -> None:
    """No room imports a room that the plan does not let it import."""
    relative = path.relative_to(PACKAGE)
    room = "" if relative.name == "__init__.py" and len(relative.parts) == 1 else relative.parts[0]
    room = room.removesuffix(".py")
    assert room in ALLOWED, f"{relative}: give this room its place in the plan of the house"
    allowed = ALLOWED[room] | {room}
    turned = {name for name in imports_of(path) if room_of(name) not in allowed}
    assert not turned, f"{relative} imports {sorted(turned)}"


def test_httpx_stands_in_one_place_a_side() -> None:
    """Few files import httpx: the services' transport, the kernel's client, the clock, and two commands."""
    users = {
        str(path.relative_to(PACKAGE))
        for path in files()
        if any(line.split()[:2] == ["import", "httpx"] for line in path.read_text().splitlines())
    }
    assert users <= {
        "services/transport.py",
        "services/freshdesk.py",
        "client.py",
        "clock.py",
        "commands/page.py",
        "doctor/calendar.py",
        "doctor/reach.py",
        "doctor/wire.py",
    }


def test_no_room_is_called_utils() -> None:
    """A file is named for what it decides: never utils, helpers or handlers."""
    assert not [path for path in files() if path.stem in {"utils", "helpers", "handlers", "common"}]
