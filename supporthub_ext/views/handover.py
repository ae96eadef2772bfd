"""Which handover somebody wants to see: the next one, or for some days still the one that was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Json = dict[str, Any]

BEFORE = timedelta(days=1)
AFTER = timedelta(days=3)  # notes that nobody wrote on the day are still worth writing


@dataclass(frozen=True, slots=True)
class Handovers:
    """The handovers on both sides of today; ``last`` is None where the rota does not reach back to one."""

    last: date | None
    next: date
    today: date

    @property
    def meant(self) -> date:
        """The handover that somebody who looks today has in mind."""
        recent = self.last is not None and self.today - self.last <= AFTER
        return self.last if recent and self.last else self.next

    @property
    def near(self) -> bool:
        """Whether today is one of the days around a handover."""
        return self.meant - BEFORE <= self.today <= self.meant + AFTER

    def to_json(self) -> Json:
        """Answer the days as the view hears them."""
        return {
            "last": self.last.isoformat() if self.last else None,
            "next": self.next.isoformat(),
            "today": self.today.isoformat(),
            "meant": self.meant.isoformat(),
            "near": self.near,
        }


def handovers(year: Json, before: Json) -> Handovers:
    """Answer the handovers around today.

    Parameters
    ----------
    year
        What ``GET rota`` said: its first row begins today.
    before
        What it said of the weeks before and up to today.
    """
    following = date.fromisoformat(year["next_handover"]["date"])
    days = [date.fromisoformat(row["from"]) for row in before["rows"] if row["handover"]]
    earlier = [day for day in days if day < following]
    return Handovers(max(earlier, default=None), following, date.fromisoformat(year["rows"][0]["from"]))
