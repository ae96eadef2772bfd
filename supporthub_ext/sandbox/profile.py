"""The written process that a world follows, read as data: the sandbox imports nothing of ours."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

AS_WRITTEN = "as_written"
PROCESS = files("supporthub_ext") / "process"


@dataclass(frozen=True, slots=True)
class Profile:
    """One form of the process: the text of its file, and all it says, what it extends included."""

    text: str
    data: Mapping[str, Any]

    @property
    def seats(self) -> int:
        """How many people are on support duty at a time."""
        return int(self.data["rota"]["seats"])

    @property
    def channels(self) -> tuple[str, str]:
        """What the team's private channel and the open one are called."""
        channels = self.data["channels"]
        return channels["tickets"]["name"], channels["general"]["name"]

    def label(self, name: str) -> str:
        """Answer what the process calls a label; one that it does not know keeps its name."""
        return str(self.data["labels"].get(name, {"name": name})["name"])

    def field(self, name: str) -> str:
        """Answer what the board calls a field such as ``sprint``."""
        return str(self.data["board"]["fields"][name])

    def option(self, name: str) -> str:
        """Answer what the board calls a choice such as ``ready``; empty where it has no such choice."""
        return str(self.data["board"]["options"][name])


def profile_names() -> tuple[str, ...]:
    """Answer which profiles ship: the process as written first."""
    others = sorted(one.name.removesuffix(".toml") for one in (PROCESS / "profiles").iterdir())
    return AS_WRITTEN, *others


@cache
def read_profile(name: str = AS_WRITTEN) -> Profile:
    """Answer a profile by one of the `profile_names`."""
    written = (PROCESS / "process.toml").read_text(encoding="utf-8")
    if name == AS_WRITTEN:
        return Profile(written, tomllib.loads(written))
    text = (PROCESS / "profiles" / f"{name}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    base = tomllib.loads(written) if data.get("extends") == AS_WRITTEN else {}
    return Profile(text, _over(base, data))


def _over(base: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a table with another one over it: tables join, everything else is replaced."""
    both = dict(base)
    for key, value in more.items():
        under = base.get(key)
        joins = isinstance(value, Mapping) and isinstance(under, Mapping)
        both[key] = _over(under, value) if joins else value  # type: ignore[arg-type]
    return both
