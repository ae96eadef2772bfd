"""The actions that are killed, failed, raced and adopted here. One line adds one.

What an action makes is not written down: a run that nobody disturbs shows it, and every other run is
compared with that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Deed:
    """An action with its fields."""

    action: str
    fields: dict[str, Any] = field(default_factory=dict)

    def request(self, ticket_id: int) -> dict[str, Any]:
        """Answer what a steward asks for."""
        return {"action": self.action, "ticket_ids": [ticket_id], "fields": self.fields}


DEEDS = (
    Deed("note", {"text": "Their node pool is full."}),
    Deed("reply", {"text": "We made your node pool larger.", "set_status": "resolved"}),
    Deed("thread", {"text": "Does anybody know this node pool?"}),
    Deed(
        "escalate",
        {
            "title": "A node pool is full",
            "change": "Make it larger.",
            "impact": "high",
            "engineer_id": "mei",
            "overrule_reason": "She made it.",
        },
    ),
)
