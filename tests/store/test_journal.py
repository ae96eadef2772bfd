"""The journal keeps plans as they were shown, and what each step did."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import orjson
import pytest

from supporthub_ext.errors import NotFound
from supporthub_ext.models import Check, Plan, Receipt, Step
from supporthub_ext.store import documents
from supporthub_ext.store.database import Database
from supporthub_ext.store.journal import Journal
from supporthub_ext.store.leases import Leases

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
STEPS = (
    Step("reply", "reply", "freshdesk", "requester", "Ana", "Hello", "sh-7-reply-1-reply", ("A mail.",)),
    Step(
        "status",
        "set_status",
        "freshdesk",
        "team",
        "ticket 7",
        "Closed",
        "sh-7-reply-1-status",
        (),
        ("reply",),
    ),
)
PLAN = Plan(
    "abc", 1, "reply", (7,), "sam", NOW, "shown", (Check("rule", "warn", None, "this", "do that"),), STEPS,
    seen={"7": {"newest": 3}}, released={"rule": "it is fine"},
)  # fmt: skip


def test_a_plan_comes_back_as_it_was(database: Database) -> None:
    """What was shown is what is run: a plan survives the database whole."""
    journal = Journal(database, Leases(database))
    journal.add(PLAN)
    assert journal.get("abc") == PLAN
    with pytest.raises(NotFound):
        journal.get("nothing")


def test_a_plan_of_another_release_is_read(database: Database) -> None:
    """Fields that a later release added do not keep this one from going on with a plan."""
    raw = orjson.loads(documents.plan_to_bytes(PLAN))
    raw["colour"] = "blue"
    raw["steps"][0]["shape"] = "round"
    assert documents.plan_from_bytes(orjson.dumps(raw)) == PLAN


def test_steps_and_receipts_are_kept(database: Database) -> None:
    """After a crash the journal says where each step stands, and what it did."""
    leases = Leases(database)
    journal = Journal(database, leases)
    journal.add(PLAN)
    lease = leases.take(PLAN)
    assert lease is not None
    receipt = Receipt(NOW + timedelta(minutes=1), "sam", "48100001", "https://desk.example/a/tickets/7")
    journal.set_state(lease, PLAN, "running")
    journal.set_step(lease, PLAN, STEPS[0], "done", receipt)
    found = journal.get("abc")
    assert found.state == "running"
    assert found.steps[0] == replace(STEPS[0], state="done", receipt=receipt)
    assert found.steps[1].state == "planned"
    assert journal.unfinished() == ["abc"]
    assert journal.of_ticket(7) == [found]


def test_previews_are_no_history(database: Database) -> None:
    """A plan that was only looked at does not show among what we did."""
    journal = Journal(database, Leases(database))
    journal.add(PLAN)
    assert journal.of_ticket(7) == []
    assert journal.history("", 10) == []
    assert journal.count_done("reply", 7) == 0


def test_a_cancelled_plan_frees_its_ticket_and_a_done_one_stays_done(database: Database) -> None:
    """Giving up gives the ticket free; what is done can't be taken back by it."""
    leases = Leases(database)
    journal = Journal(database, leases)
    journal.add(PLAN)
    assert leases.take(PLAN) is not None
    journal.cancel("abc")
    assert journal.state("abc") == "cancelled"
    assert journal.open_plan("reply", [7]) is None
    second = replace(PLAN, id="def")
    journal.add(second)
    lease = leases.take(second)
    assert lease is not None
    journal.set_state(lease, second, "done")
    journal.cancel("def")
    assert journal.state("def") == "done"
    assert journal.count_done("reply", 7) == 1
