"""The rota's recorded overrides, as its rules take them; a command that opens no office uses it too."""

from __future__ import annotations

from datetime import date

from supporthub_ext.models import Override
from supporthub_ext.store.ledger import Ledger


def recorded_overrides(ledger: Ledger) -> tuple[Override, ...]:
    """Answer every recorded swap and cover, oldest first."""
    return tuple(
        Override(
            id=entry.key,
            kind=entry.document["kind"],
            person_id=entry.document["person_id"],
            by_id=entry.document["by_id"],
            first_day=date.fromisoformat(entry.document["from"]),
            last_day=date.fromisoformat(entry.document["last_day"]),
            reason=entry.document.get("reason"),
        )
        for entry in ledger.all("override")
    )
