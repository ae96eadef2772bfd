"""What is recorded about the rota, as its rules take it; a command that opens no office uses it too."""

from __future__ import annotations

from datetime import date, datetime

from supporthub_ext.models import Override
from supporthub_ext.process.steward_group import Stay, Stays
from supporthub_ext.store.documents import instant
from supporthub_ext.store.ledger import Entry, Ledger


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


def recorded_stays(ledger: Ledger, handle: str) -> Stays:
    """Answer who was in the stewards' user group when; empty while it was never read, or there is none."""
    entry = ledger.get("steward_group", handle) if handle else None
    days = entry.document["stays"] if entry else {}
    return {slack_id: Stay(_day(joined), _day(left)) for slack_id, (joined, left) in days.items()}


def record_stays(ledger: Ledger, handle: str, stays: Stays, now: datetime) -> None:
    """Write down who was in the stewards' user group when."""
    days = {slack_id: [_text(stay.joined), _text(stay.left)] for slack_id, stay in stays.items()}
    ledger.put(Entry("steward_group", handle, None, instant(now), "slack", {"stays": days}))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
