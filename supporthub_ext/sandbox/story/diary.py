"""What happened in the story so far: for the control room, and for comparing two fortnights."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from supporthub_ext.sandbox.clock import stamp


@dataclass(slots=True)
class Diary:
    """The entries in the order in which they happened."""

    entries: list[dict[str, Any]] = field(default_factory=list)

    def write(self, at: datetime, who: str, what: str, ticket_id: int | None) -> None:
        """Write down that somebody did something about a ticket."""
        self.entries.append({"at": stamp(at), "who": who, "what": what, "ticket_id": ticket_id})
