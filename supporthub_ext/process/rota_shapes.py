"""The parts of the rota as JSON-ready dictionaries, with the contract's field names.

Days are ISO dates, ``to`` exclusive; moments are ISO 8601 in UTC with ``Z``.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from supporthub_ext.models import Override
from supporthub_ext.process.calendar_compare import CalendarComparison
from supporthub_ext.process.fairness import Fairness
from supporthub_ext.process.rota import Handover, RotaRow, Seat
from supporthub_ext.process.rota_cover import Gap
from supporthub_ext.process.rota_days import Rota


def row_json(row: RotaRow) -> dict[str, Any]:
    """Answer a row; ``starts_at`` is the moment at which it begins, a handover's own where there is one."""
    return {
        "from": row.first.isoformat(),
        "to": row.end.isoformat(),
        "seats": [seat_json(seat) for seat in row.seats],
        "handover": row.handover,
        "starts_at": _moment(row.starts_at),
    }


def seat_json(seat: Seat | None) -> dict[str, Any] | None:
    """Answer who sits in a seat, or None."""
    if seat is None:
        return None
    return {"person_id": seat.person_id, "name": seat.name, "source": seat.source}


def handover_json(handover: Handover) -> dict[str, Any]:
    """Answer a handover: its day, its moment, who leaves and who joins."""
    return {
        "date": handover.day.isoformat(),
        "at": _moment(handover.at),
        "leaves": seat_json(handover.leaves),
        "joins": seat_json(handover.joins),
    }


def gap_json(rota: Rota, gap: Gap) -> dict[str, Any]:
    """Answer a gap; ``fields`` are those of the action ``override`` that would record the proposed cover."""
    return {
        "from": gap.first.isoformat(),
        "to": gap.end.isoformat(),
        "person_id": gap.person_id,
        "name": gap.person_id and rota.name(gap.person_id),
        "why": gap.why,
        "proposed": gap.cover_id and {"person_id": gap.cover_id, "name": rota.name(gap.cover_id)},
        "fields": gap.cover_id
        and {
            "kind": "cover",
            "person_id": gap.person_id or gap.cover_id,
            "by_id": gap.cover_id,
            "from": gap.first.isoformat(),
            "last_day": (gap.end - timedelta(days=1)).isoformat(),
        },
    }


def override_json(override: Override) -> dict[str, Any]:
    """Answer a recorded override; ``last_day`` is inclusive, as it was written down."""
    return {
        "id": override.id,
        "kind": override.kind,
        "person_id": override.person_id,
        "by_id": override.by_id,
        "from": override.first_day.isoformat(),
        "last_day": override.last_day.isoformat(),
        "reason": override.reason,
    }


def fairness_json(share: Fairness) -> dict[str, Any]:
    """Answer a steward's share: weeks with one decimal, the others in days."""
    return {
        "person_id": share.person_id,
        "weeks_served": round(share.days_served / 7, 1),
        "weeks_planned": round(share.days_planned / 7, 1),
        "holiday_days": share.holiday_days,
        "repeated_holidays": share.repeated_holidays,
        "cover_owed": share.cover_owed,
    }


def calendar_json(calendar: CalendarComparison) -> dict[str, Any]:
    """Answer how the Team Roles calendar compares."""
    return {
        "state": calendar.state,
        "as_of": calendar.as_of and _moment(calendar.as_of),
        "until": calendar.until and calendar.until.isoformat(),
        "differences": [
            {
                "from": one.first.isoformat(),
                "to": one.end.isoformat(),
                "here": list(one.here),
                "there": list(one.there),
            }
            for one in calendar.differences
        ],
        "problems": list(calendar.problems),
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
