"""How a command speaks: lines for people, or one line of JSON for a program."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

GOOD, FINDING, BAD_USAGE = 0, 1, 2


def say(lines: Iterable[str], body: dict[str, Any], *, as_json: bool) -> None:
    """Print the lines, or the body as JSON."""
    text = json.dumps(body, ensure_ascii=False) if as_json else "\n".join(lines)
    sys.stdout.write(f"{text}\n")
