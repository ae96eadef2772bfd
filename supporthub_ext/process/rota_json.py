"""The rota as the contract shows it: rows, gaps, fairness and the calendar as JSON-ready dictionaries.

Days are ISO dates, ``to`` exclusive; moments are ISO 8601 in UTC with ``Z``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from supporthub_ext.errors import InvalidField
from supporthub_ext.models import CalendarRecord, Override, Roster
from supporthub_ext.process.calendar_compare import CalendarComparison, compare_calendar
from supporthub_ext.process.definition import Process
from supporthub_ext.process.fairness import Fairness, fairness_between
from supporthub_ext.process.roster import roster_problems
from supporthub_ext.process.rota import Handover, RotaRow, Seat, next_handover, on_now, rows_between
from supporthub_ext.process.rota_cover import Gap, gaps_between
from supporthub_ext.process.rota_days import Rota
from supporthub_ext.process.rota_overrides import override_problems

YEAR = timedelta(days=365)
"""The calendar "is kept about a year ahead", and fairness looks as far back as forward."""
FARTHEST = 50 * YEAR
"""From the anchor; further off a date is a slip of the pen."""


def make_rota(process: Process, roster: Roster, overrides: Sequence[Override] = ()) -> Rota:
    """Answer the rota of a process, a roster and the overrides in recorded order."""
    return Rota(process.rota, roster, tuple(overrides), process.working_time.zone)


def rota_rows(rota: Rota, first: date, end: date) -> dict[str, Any]:
    """Answer ``{"rows": [...]}`` from ``first`` to ``end`` (exclusive), with the gaps beside them.

    Raises
    ------
    InvalidField
        When the days run backwards, or reach too far for anybody to plan.
    """
    _refuse_window(rota, first, end)
    return {
        "rows": [row_json(row) for row in rows_between(rota, first, end)],
        "gaps": [gap_json(rota, gap) for gap in gaps_between(rota, first, end)],
    }


def rota_body(
    rota: Rota,
    *,
    now: datetime,
    first: date | None = None,
    end: date | None = None,
    records: Sequence[CalendarRecord] | None = None,
    records_as_of: datetime | None = None,
) -> dict[str, Any]:
    """Answer the whole body of ``GET rota``.

    Without days it is a year from today. ``records`` are the Team Roles calendar's, None when it can't be
    read. ``problems`` are sentences about whatever is doubtful in the roster, an override or the calendar.
    """
    today = now.astimezone(ZoneInfo(rota.zone)).date()
    first = first or today
    end = end or first + YEAR
    calendar = compare_calendar(rota, records, as_of=records_as_of, first=today, end=today + YEAR)
    shares = fairness_between(rota, today - YEAR, today, today + YEAR)
    return {
        "on_now": row_json(on_now(rota, now)),
        "next_handover": handover_json(next_handover(rota, now)),
        **rota_rows(rota, first, end),
        "overrides": [override_json(override) for override in rota.overrides],
        "fairness": [fairness_json(share) for share in shares],
        "calendar": calendar_json(calendar),
        "problems": [*roster_problems(rota.roster, today), *override_problems(rota), *calendar.problems],
    }


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


def _refuse_window(rota: Rota, first: date, end: date) -> None:
    if end <= first:
        raise InvalidField("The last day must come after the first.", "Turn the days round.", field="to")
    if max(abs(first - rota.rule.anchor), abs(end - rota.rule.anchor)) > FARTHEST:
        raise InvalidField(
            f"Those days are too far from {rota.rule.anchor}.", "Ask for fewer years.", field="from"
        )


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
