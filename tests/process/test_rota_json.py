"""The rota as the contract shows it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from supporthub_ext.errors import InvalidField
from supporthub_ext.models import Absence, CalendarRecord
from supporthub_ext.process.definition import load
from supporthub_ext.process.rota_json import make_rota, rota_body, rota_rows
from tests.process.rota_world import ANCHOR, cover, team

NOW = datetime(2021, 11, 24, 16, tzinfo=UTC)
ROSTER = replace(team(), absences=(Absence("bea", date(2021, 11, 29), date(2021, 11, 30)),))
DUTY = make_rota(load(), ROSTER, [cover("ana", "dov", date(2021, 12, 1), date(2021, 12, 7))])


def test_rows_are_the_contracts() -> None:
    """A row holds its days, its seats with null for a gap, and whether it begins with a handover."""
    answer = rota_rows(DUTY, date(2021, 11, 24), date(2021, 12, 8))
    assert [(row["from"], row["to"], row["handover"]) for row in answer["rows"]] == [
        ("2021-11-24", "2021-11-29", True),
        ("2021-11-29", "2021-12-01", False),
        ("2021-12-01", "2021-12-08", False),
    ]
    assert answer["rows"][1] == {
        "from": "2021-11-29",
        "to": "2021-12-01",
        "seats": [{"person_id": "ana", "name": "Ana", "source": "rule"}, None],
        "handover": False,
        "starts_at": "2021-11-29T00:00:00Z",
    }
    assert answer["rows"][0]["starts_at"] == "2021-11-24T15:30:00Z"
    assert answer["rows"][2]["seats"][0] == {"person_id": "dov", "name": "dov", "source": "override"}


def test_a_gap_brings_the_fields_of_its_override() -> None:
    """A proposed cover can be recorded as it stands, with the fields of the action ``override``."""
    (gap,) = rota_rows(DUTY, date(2021, 11, 24), date(2021, 12, 8))["gaps"]
    assert gap == {
        "from": "2021-11-29",
        "to": "2021-12-01",
        "person_id": "bea",
        "name": "bea",
        "why": "away",
        "proposed": {"person_id": "çelik", "name": "Çelik"},
        "fields": {
            "kind": "cover",
            "person_id": "bea",
            "by_id": "çelik",
            "from": "2021-11-29",
            "last_day": "2021-11-30",
        },
    }


def test_the_body_is_the_contracts_and_plain_json() -> None:
    """The body of ``GET rota`` has every field of the contract and nothing that JSON can't hold."""
    records = [CalendarRecord("u", "Support Steward: Ana", ANCHOR, ANCHOR + timedelta(days=28))]
    body = rota_body(DUTY, now=NOW, records=records, records_as_of=NOW)
    assert json.loads(json.dumps(body)) == body
    assert {
        "on_now",
        "next_handover",
        "rows",
        "overrides",
        "gaps",
        "fairness",
        "calendar",
        "problems",
    } <= set(body)
    assert [seat["person_id"] for seat in body["on_now"]["seats"]] == ["ana", "bea"]
    assert body["next_handover"]["at"] == "2021-12-08T15:30:00Z"
    assert body["next_handover"]["joins"]["person_id"] == "çelik"
    assert (body["rows"][0]["from"], body["rows"][-1]["to"]) == ("2021-11-24", "2022-11-24")
    assert body["overrides"][0]["last_day"] == "2021-12-07"
    assert {"person_id", "weeks_served", "weeks_planned", "holiday_days", "cover_owed"} <= set(
        body["fairness"][0]
    )
    assert body["fairness"][0]["cover_owed"] == 7
    assert body["calendar"]["state"] == "differs"
    assert set(body["calendar"]["differences"][0]) == {"from", "to", "here", "there"}
    assert body["calendar"]["as_of"] == "2021-11-24T16:00:00Z"


def test_an_unread_calendar_is_said() -> None:
    """Without records the calendar is unreadable, and everything else is there."""
    body = rota_body(DUTY, now=NOW, first=ANCHOR, end=ANCHOR + timedelta(days=14))
    assert body["calendar"]["state"] == "unreadable"
    assert len(body["rows"]) == 1
    assert any("Ana has no slack_id" in problem for problem in body["problems"])


@pytest.mark.parametrize(
    ("first", "end", "field"),
    [
        (ANCHOR, ANCHOR, "to"),
        (ANCHOR, ANCHOR - timedelta(days=1), "to"),
        (date.min, ANCHOR, "from"),
        (ANCHOR, date.max, "from"),
    ],
)
def test_impossible_days_are_refused(first: date, end: date, field: str) -> None:
    """A window that runs backwards or reaches over centuries is refused kindly, naming its field."""
    with pytest.raises(InvalidField) as refused:
        rota_rows(DUTY, first, end)
    assert refused.value.details == {"field": field}
    with pytest.raises(InvalidField):
        rota_body(DUTY, now=NOW, first=date.max)
