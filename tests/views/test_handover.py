"""Which handover somebody has in mind who looks at the rotation on a day."""

from __future__ import annotations

from datetime import date

import pytest

from supporthub_ext.views.handover import Handovers, handovers
from tests.views.room import Json

LAST, NEXT = date(2026, 2, 25), date(2026, 3, 11)


def around(today: date) -> Handovers:
    return Handovers(LAST, NEXT, today)


@pytest.mark.parametrize(
    ("day", "meant", "near"),
    [
        ("2026-02-25", LAST, True),  # the hour has passed: from now on another one is the next
        ("2026-02-28", LAST, True),
        ("2026-03-01", NEXT, False),
        ("2026-03-09", NEXT, False),
        ("2026-03-10", NEXT, True),
        ("2026-03-11", NEXT, True),
    ],
)
def test_the_days_around_a_handover_are_known(day: str, meant: date, near: bool) -> None:
    """From the day before until three days after, a handover is what somebody wants to see."""
    found = around(date.fromisoformat(day))
    assert (found.meant, found.near) == (meant, near)


def test_the_last_handover_is_not_a_swap() -> None:
    """A row that begins with a cover is no handover; without an earlier one there is only the next."""
    seats: list[Json] = []
    rows = [
        {"from": "2026-02-11", "handover": False, "seats": seats},
        {"from": "2026-02-25", "handover": True, "seats": seats},
        {"from": "2026-03-02", "handover": False, "seats": seats},
    ]
    year = {"rows": [{"from": "2026-03-04"}], "next_handover": {"date": "2026-03-11"}}
    assert handovers(year, {"rows": rows}) == around(date(2026, 3, 4))
    assert handovers(year, {"rows": rows[:1]}).to_json() == {
        "last": None,
        "next": "2026-03-11",
        "today": "2026-03-04",
        "meant": "2026-03-11",
        "near": False,
    }
