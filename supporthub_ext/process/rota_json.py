"""The rota as the contract shows it: its rows, and the whole body of ``GET rota``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from supporthub_ext.errors import InvalidField
from supporthub_ext.models import CalendarRecord, Override, Roster
from supporthub_ext.process.calendar_compare import compare_calendar
from supporthub_ext.process.definition import Process
from supporthub_ext.process.fairness import fairness_between
from supporthub_ext.process.roster import roster_problems
from supporthub_ext.process.rota import next_handover, on_now, rows_between
from supporthub_ext.process.rota_cover import gaps_between
from supporthub_ext.process.rota_days import Rota
from supporthub_ext.process.rota_overrides import override_problems
from supporthub_ext.process.rota_shapes import (
    calendar_json,
    fairness_json,
    gap_json,
    handover_json,
    override_json,
    row_json,
)

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
    _refuse_far(rota, first)
    _refuse_far(rota, end)
    if end <= first:
        raise InvalidField("The last day must come after the first.", "Turn the days round.", field="to")
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

    Raises
    ------
    InvalidField
        As `rota_rows` does.
    """
    today = now.astimezone(ZoneInfo(rota.zone)).date()
    first = first or today
    _refuse_far(rota, first)
    rows = rota_rows(rota, first, end or first + YEAR)
    calendar = compare_calendar(rota, records, as_of=records_as_of, first=today, end=today + YEAR)
    shares = fairness_between(rota, today - YEAR, today, today + YEAR)
    return {
        "on_now": row_json(on_now(rota, now)),
        "next_handover": handover_json(next_handover(rota, now)),
        **rows,
        "overrides": [override_json(override) for override in rota.overrides],
        "fairness": [fairness_json(share) for share in shares],
        "calendar": calendar_json(calendar),
        "problems": [
            *roster_problems(rota.roster, today),
            *override_problems(rota, today),
            *calendar.problems,
        ],
    }


def _refuse_far(rota: Rota, day: date) -> None:
    if abs(day - rota.rule.anchor) > FARTHEST:
        raise InvalidField(
            f"{day} is too far from {rota.rule.anchor}.", "Look at the year again.", field="from"
        )
