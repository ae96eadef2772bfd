"""How long an escalation takes, from the click to its first and to its last effect.

The services are far away: each answers in a tenth of a second. What we take is held against the sum of the
services' own answer times, each taken in this run with a bare client that asks the same service. GitHub
advises to wait a second between writes; the bar counts that wait as its answer time. An escalation's four
writes go one after another without it, so the last effect is also held against the calls alone.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from tests.actions.house import House
from tests.benchmarks.figure import Figure, middle

AWAY_S, TIMES, BAR = 0.1, 5, 1.2
ADVISED_S = 1.0  # between two of GitHub's writes
WAITS = 3  # between four of them
WISH: dict[str, Any] = {"title": "The proxy restarts", "change": "Give the proxy more memory."}
SERVICES = ("freshdesk", "slack", "github")


def measure() -> list[Figure]:
    """Answer the time to the first and to the last effect, each against the answer times up to there."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        try:
            own = _far_away(house)
            runs = [_escalate(house, own) for _ in range(TIMES)]
        finally:
            house.sandbox.clear_faults()
            house.close()
    firsts, lasts = [first for first, _ in runs], [last for _, last in runs]
    return [
        _figure("first effect", firsts, 0, BAR),
        _figure("last effect", lasts, WAITS, BAR),
        _figure("last effect, no wait counted", lasts, 0, None),
    ]


def _far_away(house: House) -> dict[str, float]:
    """Let each service answer late; answer how long a bare client then waits for each, in seconds."""
    for service in SERVICES:
        house.sandbox.fault(service=service, delay_s=AWAY_S)
    return {service: _own_time(house.sandbox.ready[service]["url"]) for service in SERVICES}


def _own_time(url: str) -> float:
    with httpx.Client(trust_env=False, timeout=30) as client:
        client.get(url)  # connects
        return middle([_timed(client, url) for _ in range(7)])


def _timed(client: httpx.Client, url: str) -> float:
    began = time.perf_counter()
    client.get(url)
    return time.perf_counter() - began


def _escalate(house: House, own: dict[str, float]) -> tuple[tuple[float, float, int], ...]:
    """Escalate a ticket; answer for its first and its last effect: seconds, the calls' own seconds, calls."""
    ticket_id = house.ticket()
    plan = house.preview("escalate", ticket_id, **WISH, engineer_id=house.suggested(ticket_id))
    house.sandbox.clear_log()
    began = house.office.office.clock.now()
    done = house.run(plan)
    if done["state"] != "done":
        raise RuntimeError("An escalation that stops measures nothing.")
    calls = house.calls()
    sent = [step for step in done["steps"] if step["service"] != "supporthub"]
    ends = ("/issues", f"/tickets/{ticket_id}")
    effects = zip(
        (sent[0], sent[-1]), (_place(calls, "POST", ends[0]), _place(calls, "PUT", ends[1])), strict=True
    )
    return tuple((_seconds(began, step), _sum(calls[:place], own), place) for step, place in effects)


def _place(calls: list[str], method: str, end: str) -> int:
    """Answer how many calls it took to a write, itself included."""
    return next(at for at, line in enumerate(calls, 1) if f" {method} " in line and line.endswith(end))


def _seconds(began: datetime, step: dict[str, Any]) -> float:
    return (datetime.fromisoformat(step["receipt"]["at"]) - began).total_seconds()


def _sum(calls: Iterable[str], own: dict[str, float]) -> float:
    return sum(own[line.split()[0]] for line in calls)


def _figure(which: str, runs: list[tuple[float, float, int]], waits: int, bar: float | None) -> Figure:
    ours, calls, count = middle([one[0] for one in runs]), middle([one[1] for one in runs]), runs[0][2]
    waited = f" and {waits} advised waits" if waits else ""
    return Figure(
        f"time to the {which}, of an escalation with an ask, when each call takes 100 ms",
        middle([ours / (calls + waits * ADVISED_S) for ours, calls, _ in runs]),
        f"its {count} calls one after another{waited}: {calls + waits * ADVISED_S:.2f} s",
        bar=bar,
        detail=f"{ours:.2f} s, medians of {TIMES}",
    )
