"""The weekly look at what is stuck."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from supporthub_ext.models import Ask, Issue, TicketFacts
from supporthub_ext.process.definition import load
from supporthub_ext.process.nextstep import next_step
from supporthub_ext.process.stuck import stuck
from tests.process.ticket_world import hours, they, ticket, we

PROCESS = load()
DAY = 24.0


def why(facts: TicketFacts, at_hours: float) -> str:
    return " ".join(stuck(facts, next_step(facts, PROCESS), PROCESS, hours(at_hours)))


def test_each_reason_is_named_when_it_is_true_and_not_before() -> None:
    """Too old, long with an engineer, late, to and fro: each is said once its limit has passed."""
    fresh = ticket(they(hours(0)), we(hours(1)))
    assert why(fresh, 2 * DAY) == ""
    assert "working days late" in why(fresh, 1 + 9 * DAY)
    assert "working days old" in why(fresh, 20 * DAY)
    issue = Issue("https://github.example/7", opened_at=hours(2), assignees=("robin",))
    working = ticket(they(hours(0)), we(hours(9 * DAY)), issue=issue)
    assert "Nothing was heard from the engineer" in why(working, 9 * DAY + 1)
    assert "engineer" not in why(
        replace(working, issue=replace(issue, status_since=hours(9 * DAY))), 9 * DAY + 1
    )
    talk = [one for n in range(4) for one in (they(hours(2 * n)), we(hours(2 * n + 1)))]
    assert "to and fro 8 times" in why(ticket(*talk), 10)
    assert why(ticket(*talk[:-1]), 10) == ""
    no = tuple(Ask(str(n), 4101, "robin", hours(n), "declined") for n in (1, 2))
    assert "2 engineers could not take it" in why(replace(fresh, asks=no), 3)


def test_what_is_done_or_no_request_is_never_stuck() -> None:
    """Noise and closed tickets are left out, however old."""
    old = hours(0) + timedelta(days=90)
    for facts in (
        ticket(they(hours(0)), we(hours(1)), status="closed"),
        ticket(they(hours(0)), subject="Automatic reply: away"),
    ):
        assert stuck(facts, next_step(facts, PROCESS), PROCESS, old) == ()
