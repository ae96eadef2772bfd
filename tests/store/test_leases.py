"""One server at a time runs a plan; another takes over only when that one is gone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from supporthub_ext.errors import PlanOpen
from supporthub_ext.models import Plan, Receipt, Step
from supporthub_ext.store.database import Database
from supporthub_ext.store.journal import Journal
from supporthub_ext.store.leases import LeaseLost, Leases

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)


def plan(plan_id: str = "one", ticket_id: int = 4101) -> Plan:
    step = Step("note", "note", "freshdesk", "team", "the team", "text", f"sh-{ticket_id}-note-1-note")
    return Plan(plan_id, 1, "note", (ticket_id,), "sam", NOW, "shown", (), (step,))


def server(database: Database, lease_s: float = 60) -> tuple[Leases, Journal]:
    leases = Leases(database, lease_s)
    leases.owner = f"elsewhere/{id(leases)}/x"  # a server on another machine: its process can't be looked up
    return leases, Journal(database, leases)


def test_a_living_server_is_not_disturbed(database: Database) -> None:
    """While a plan's owner shows signs of life nobody else gets the plan."""
    (ours, journal), (theirs, _) = server(database), server(database, lease_s=0)
    journal.add(plan())
    lease = ours.take(plan())
    assert lease is not None
    for _ in range(3):
        assert theirs.take(plan()) is None
        ours.beat(lease)


def test_a_silent_server_loses_its_plan_and_can_write_nothing_more(database: Database) -> None:
    """Whoever wakes up after a takeover finds a higher fence, and stops."""
    (ours, journal), (theirs, _) = server(database), server(database, lease_s=0)
    journal.add(plan())
    lease = ours.take(plan())
    assert lease is not None
    assert theirs.take(plan()) is None  # first sight of this beat
    taken = theirs.take(plan())
    assert taken is not None
    assert taken.fence > lease.fence
    with pytest.raises(LeaseLost):
        journal.set_step(lease, plan(), plan().steps[0], "done", Receipt(NOW, "sam"))
    assert journal.get("one").steps[0].state == "planned"


def test_the_same_action_on_the_same_ticket_is_open_once(database: Database) -> None:
    """A second plan of the same action on a ticket is refused and named the first."""
    leases, journal = server(database)
    for one in (plan("one"), plan("two"), plan("three", 4102)):
        journal.add(one)
    first = leases.take(plan("one"))
    assert first is not None
    with pytest.raises(PlanOpen) as caught:
        leases.take(plan("two"))
    assert caught.value.details["plan_id"] == "one"
    assert leases.take(plan("three", 4102)) is not None
    leases.let_go(first, free=True)
    assert leases.take(plan("two")) is not None


def test_a_stopped_plan_keeps_its_ticket(database: Database) -> None:
    """A plan that stopped half-way still stands between a second one and the ticket."""
    leases, journal = server(database)
    journal.add(plan("one"))
    journal.add(plan("two"))
    lease = leases.take(plan("one"))
    assert lease is not None
    journal.set_state(lease, plan("one"), "stopped")
    leases.let_go(lease, free=False)
    with pytest.raises(PlanOpen):
        leases.take(plan("two"))
    assert leases.take(plan("one")) is not None


def test_a_dead_process_on_this_machine_is_known_at_once(database: Database) -> None:
    """After a crash on the same machine nobody has to wait for the lease to run out."""
    ours, theirs = Leases(database, 3600), Leases(database, 3600)
    journal = Journal(database, ours)
    journal.add(plan())
    host = ours.owner.split("/")[0]
    ours.owner = f"{host}/4194999/x"  # above the highest process id of Linux's default
    assert ours.take(plan()) is not None
    assert theirs.take(plan()) is not None


def test_a_plan_that_never_began_keeps_nobody_away(database: Database) -> None:
    """A server that ended between taking a ticket and the first write leaves a mere preview behind."""
    (ours, journal), (theirs, others) = server(database), server(database, lease_s=0)
    for one in (plan("one"), plan("two")):
        journal.add(one)
    lease = ours.take(plan("one"))
    assert lease is not None
    for _ in range(3):
        assert others.open_plan("note", [4101]) == "one", "a server that lives is not disturbed"
        ours.beat(lease)
    assert others.open_plan("note", [4101]) == "one"  # first sight of this beat
    assert others.open_plan("note", [4101]) is None
    assert theirs.take(plan("two")) is not None
    with pytest.raises(LeaseLost):
        journal.set_state(lease, plan("one"), "running")
    ours.let_go(lease, free=True)
    assert others.open_plan("note", [4101]) == "two", "who woke up gives nothing free that is not theirs"
    assert journal.get("one").state == "shown"


def test_a_dead_process_that_never_began_is_known_at_once(database: Database) -> None:
    """After a crash on the same machine the next plan takes the ticket without waiting for the lease."""
    ours, theirs = Leases(database, 3600), Leases(database, 3600)
    journal = Journal(database, ours)
    for one in (plan("one"), plan("two")):
        journal.add(one)
    ours.owner = f"{ours.owner.split('/')[0]}/4194999/x"  # above the highest process id of Linux's default
    assert ours.take(plan("one")) is not None
    assert theirs.take(plan("two")) is not None
    assert not theirs.is_elsewhere("one")
