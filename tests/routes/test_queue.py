"""The queue: what needs a steward first, and why."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from tests.routes.conftest import Call, refused
from tests.sandbox.room import Sandbox

LIFTED = ("an event today", "a busy hub", "several tickets from this hub")
"""What a reason says of a ticket that stands higher than its impact alone would have it."""


async def test_every_open_ticket_has_one_next_step_with_a_reason(settled: Call, world: Sandbox) -> None:
    """No open ticket is missing from the queue, and each says what to do and why."""
    queue = await settled("queue")
    assert len(queue["tickets"]) == 12
    assert all(row["next_step"] and row["reason"] for row in queue["tickets"])
    assert all(row["reason"].startswith(row["because"] + " ") for row in queue["tickets"])
    assert queue["you"] == {"person_id": "amara", "name": "Amara Okafor", "steward": True}
    assert not queue["stale"]


async def test_what_is_due_sooner_comes_first(settled: Call) -> None:
    """Among tickets that weigh the same the earlier promise stands above the later one."""
    owed: dict[Any, list[str]] = {}
    for row in (await settled("queue"))["tickets"]:
        if row["due_at"]:
            more = tuple(word in row["reason"] for word in LIFTED)
            owed.setdefault((row["impact"], row["next_step"] == "update", more), []).append(row["due_at"])
    assert all(due == sorted(due) for due in owed.values())
    assert max(map(len, owed.values())) > 2


async def test_time_alone_makes_a_ticket_late(settled: Call, world: Sandbox) -> None:
    """Due soon and overdue are computed on read: when the clock moves, they follow without any new fact."""
    before = {row["ticket_id"]: row for row in (await settled("queue"))["tickets"]}
    waiting = next(row for row in before.values() if row["due_at"] and not row["overdue"])
    world.advance(7 * 24 * 3600)
    after = {row["ticket_id"]: row for row in (await settled("queue"))["tickets"]}
    assert after[waiting["ticket_id"]]["due_at"] == waiting["due_at"]
    assert after[waiting["ticket_id"]]["overdue"]


async def test_a_new_ticket_shows_by_itself(settled: Call, world: Sandbox) -> None:
    """A mail that arrives at FreshDesk shows in the queue after the next look, as one to acknowledge."""
    mail = world.writes_in(
        "ana@new.example", "The hub does not open", "Nobody can log in since this morning."
    )
    ticket_id = mail["id"]
    rows: dict[int, Any] = {}
    for _ in range(100):
        rows = {row["ticket_id"]: row for row in (await settled("queue"))["tickets"]}
        if ticket_id in rows:
            break
        await asyncio.sleep(0.1)
    assert rows[ticket_id]["next_step"] == "acknowledge"
    assert datetime.fromisoformat(rows[ticket_id]["due_at"])


async def test_views_are_parts_of_the_queue(settled: Call) -> None:
    """Each view answers some of the queue's tickets in the queue's order; an unknown one names the known."""
    whole = [row["ticket_id"] for row in (await settled("queue"))["tickets"]]
    for view in ("mine", "due_today", "engineer", "mismatch", "noise", "all"):
        part = [row["ticket_id"] for row in (await settled("queue", view=view))["tickets"]]
        assert part == [ticket_id for ticket_id in whole if ticket_id in part]
    status, error = await refused(settled("queue", view="yours"))
    assert (status, error["code"]) == (400, "bad_request")
    assert "mine" in error["what_to_do"]


async def test_the_last_good_queue_stays_when_freshdesk_is_down(settled: Call, world: Sandbox) -> None:
    """While FreshDesk does not answer, the rows stay, marked with their age and with what to do."""
    before = await settled("queue")
    world.fault(service="freshdesk", status=503, count=10_000)
    after = before
    for _ in range(150):
        after = await settled("queue")
        if after["problem"]:
            break
        await asyncio.sleep(0.1)
    assert after["stale"]
    assert after["problem"]["code"] == "service_down"
    assert after["as_of"] == before["as_of"] or after["as_of"] > before["as_of"]
    assert [row["ticket_id"] for row in after["tickets"]] == [row["ticket_id"] for row in before["tickets"]]
    health = await settled("health")
    assert not health["ok"]
    assert health["services"]["freshdesk"]["state"] == "down"


async def test_what_freshdesk_hides_leaves_the_queue(settled: Call, world: Sandbox) -> None:
    """A deleted ticket never shows in FreshDesk's list of changes: it is gone within ten minutes."""
    deleted = (await settled("queue"))["tickets"][0]["ticket_id"]
    with world.freshdesk() as client:
        assert client.delete(f"/tickets/{deleted}").status_code == 204
    world.advance(600)
    shown = {deleted}
    for _ in range(100):
        shown = {row["ticket_id"] for row in (await settled("queue"))["tickets"]}
        if deleted not in shown:
            break
        await asyncio.sleep(0.1)
    assert deleted not in shown


async def test_a_storm_of_429_says_how_long_freshdesk_wants_us_to_rest(settled: Call, world: Sandbox) -> None:
    """While FreshDesk refuses every call, the rows stay and one message says that we wait, and until when."""
    before = await settled("queue")
    world.fault(service="freshdesk", status=429, headers={"Retry-After": "60"}, count=10_000)
    after = before
    for _ in range(150):
        after = await settled("queue")
        if after["problem"]:
            break
        await asyncio.sleep(0.1)
    assert after["problem"]["code"] == "service_limited"
    assert after["problem"]["retry_after_s"] > 5
    assert len(after["tickets"]) == len(before["tickets"])
    assert (await settled("health"))["services"]["freshdesk"]["state"] == "limited"


async def test_a_claim_is_a_word_and_no_lock(settled: Call) -> None:
    """Who is on a ticket shows by name with the time until which it counts, and goes when they let go."""
    ticket_id = (await settled("queue"))["tickets"][0]["ticket_id"]
    path = ("tickets", str(ticket_id), "claim")
    await settled(*path, method="PUT", body={})
    row = next(row for row in (await settled("queue"))["tickets"] if row["ticket_id"] == ticket_id)
    assert row["claim"]["name"]
    assert row["claim"]["until"] > (await settled("queue"))["now"]
    await settled(*path, method="DELETE")
    row = next(row for row in (await settled("queue"))["tickets"] if row["ticket_id"] == ticket_id)
    assert row["claim"] is None
