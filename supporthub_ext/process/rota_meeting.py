"""One handover by its day: who leaves, who joins, who stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from supporthub_ext.errors import InvalidField
from supporthub_ext.process.rota import Handover, Seat, next_handover, on_now
from supporthub_ext.process.rota_days import Rota
from supporthub_ext.process.rota_handover import day_moment


@dataclass(frozen=True, slots=True)
class Meeting:
    """A handover, and who sits in the seats after it, the longer-serving first; empty seats are left out."""

    handover: Handover
    after: tuple[Seat, ...]

    @property
    def stays(self) -> tuple[Seat, ...]:
        """Who sits there before and after."""
        joins = self.handover.joins
        return tuple(seat for seat in self.after if joins is None or seat.person_id != joins.person_id)


def meeting_on(rota: Rota, day: date) -> Meeting:
    """Answer the handover of a day.

    Raises
    ------
    InvalidField
        When no seat changes hands on it.
    """
    found = next_handover(rota, day_moment(rota.zone, day) - timedelta(hours=14))
    if found.day != day:
        what_to_do = f"The next one is on {found.day.isoformat()}."
        raise InvalidField(f"No seat changes hands on {day.isoformat()}.", what_to_do, field="date")
    seats = on_now(rota, found.at).seats
    return Meeting(found, tuple(seat for seat in seats if seat is not None))
