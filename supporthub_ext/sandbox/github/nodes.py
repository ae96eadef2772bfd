"""Node ids as GitHub makes them: a prefix that tells the kind, then packed numbers."""

from __future__ import annotations

import base64
import struct
from itertools import count


def node_id(prefix: str, *numbers: int) -> str:
    """Answer a node id such as ``I_kwDOAAAAAQAAAAI``; the same numbers always give the same id."""
    packed = b"\x93\x00\xce" + b"".join(struct.pack(">Q", number) for number in numbers)
    return f"{prefix}_{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


class Ids:
    """Database ids: one rising sequence for everything, so that no two things share one."""

    def __init__(self, first: int = 3_000_000_001) -> None:
        self._numbers = count(first)

    def take(self) -> int:
        """Answer the next id."""
        return next(self._numbers)
