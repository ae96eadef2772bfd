"""Reads ``topics.toml``: what people write in about, and what is said about it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def texts() -> dict[str, Any]:
    """Answer all texts: ``topic`` and ``noise`` lists, ``outage``, ``event``, ``spam`` and ``said``."""
    return tomllib.loads((Path(__file__).parent / "topics.toml").read_text(encoding="utf-8"))
