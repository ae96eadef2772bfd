"""What the journal of a four-step plan costs on SQLite, against nine bare commits.

Nine is the least for four steps: before and after each, and once at the end. Both are flushed to the same
disk at every commit (WAL, synchronous=FULL), turn and turn about in one process; the steps do nothing.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from supporthub_ext.actions.hands import Done, Found
from supporthub_ext.actions.running import Running
from supporthub_ext.clock import Clock
from supporthub_ext.models import Person, Plan, Step
from supporthub_ext.store.database import Database
from supporthub_ext.store.drafts import Drafts
from supporthub_ext.store.journal import Journal
from supporthub_ext.store.leases import Leases
from tests.benchmarks.figure import Figure, middle

ROUNDS = 60
COMMITS = 9
TICKET = 4101
SAM = Person("sam", "Sam Demo", steward=True)


class Nothing:
    """A hand that does nothing, at once."""

    lag_s = 0.0

    async def look(self, _step: Step, _done: Done, _since: datetime) -> Found | None:
        """Answer None."""
        return None

    async def do(self, step: Step, _done: Done) -> Found:
        """Answer as if it had been done."""
        return Found("48100001", f"https://desk.example/a/tickets/{step.work['ticket_id']}")


def measure() -> list[Figure]:
    """Answer the ratio of the medians."""
    with TemporaryDirectory() as folder:
        plan, commits = _our_plan(Path(folder)), _bare_commits(Path(folder))
        times: dict[Callable[[int], None], list[float]] = {plan: [], commits: []}
        for number in range(ROUNDS):
            for work in (plan, commits):
                began = time.perf_counter()
                work(number)
                times[work].append(time.perf_counter() - began)
    ours, bare = (1000 * middle(times[work][3:]) for work in (plan, commits))  # the first ones warm up
    return [
        Figure(
            "journal of a four-step plan on SQLite",
            ours / bare,
            f"{COMMITS} bare commits of sqlite3: {bare:.1f} ms",
            bar=4,
            detail=f"ours {ours:.1f} ms, medians of {ROUNDS - 3}",
        )
    ]


def _our_plan(folder: Path) -> Callable[[int], None]:
    """Answer what writes a plan down, runs it, and gives its ticket free."""
    database = Database(f"sqlite:///{folder / 'record.sqlite'}")
    leases = Leases(database)
    journal = Journal(database, leases)
    office: Any = SimpleNamespace(journal=journal, leases=leases, drafts=Drafts(database), clock=Clock())
    running = Running(office)
    running._hands = {("freshdesk", "note"): Nothing()}

    def work(number: int) -> None:
        plan = _plan(number)
        journal.add(plan)
        lease = leases.take(plan)
        assert lease is not None
        plan = journal.set_state(lease, plan, "running")
        asyncio.run(running.work(lease, plan, SAM))
        assert journal.state(plan.id) == "done"
        leases.let_go(lease, free=True)

    return work


def _plan(number: int) -> Plan:
    text = "Their node pool is full, so nothing starts. " * 10
    work = {"ticket_id": TICKET, "text": text}
    note = Step("", "note", "freshdesk", "team", "the team", text, "", ("Nobody gets a mail.",), work=work)
    steps = tuple(
        replace(note, id=f"note{place}", key=f"sh-{TICKET}-note-{number}-{place}") for place in range(4)
    )
    return Plan(f"plan-{number}", 1, "note", (TICKET,), SAM.id, datetime.now(UTC), "shown", (), steps)


def _bare_commits(folder: Path) -> Callable[[int], None]:
    """Answer what commits nine rows of a receipt's size, one by one."""
    database = sqlite3.connect(folder / "bare.sqlite")
    database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE steps (id INTEGER PRIMARY KEY, receipt BLOB)")

    def work(_: int) -> None:
        for _step in range(COMMITS):
            database.execute("INSERT INTO steps (receipt) VALUES (?)", (b"x" * 250,))
            database.commit()

    return work
