"""Acting: shown first, then run once, with a receipt."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.routes.conftest import Call, refused
from tests.sandbox.room import Sandbox

PROMISE = "We look into the quota today and write again tomorrow."


async def first(call: Call, step: str) -> dict[str, Any]:
    rows = (await call("queue"))["tickets"]
    row: dict[str, Any] = next(row for row in rows if row["next_step"] == step and not row["noise"])
    return row


def said(world: Sandbox, ticket_id: int) -> list[dict[str, Any]]:
    with world.freshdesk() as client:
        found: list[dict[str, Any]] = client.get(f"/tickets/{ticket_id}/conversations").json()
        return found


def writes(world: Sandbox) -> list[str]:
    return [one["path"] for one in world.log("freshdesk") if one["method"] not in {"GET", "HEAD"}]


async def plan(call: Call, action: str, row: dict[str, Any], **fields: Any) -> dict[str, Any]:
    body = {
        "action": action,
        "ticket_ids": [row["ticket_id"]],
        "expected": {str(row["ticket_id"]): row["updated_at"]},
        "fields": fields,
    }
    found: dict[str, Any] = await call("plans", body=body)
    return found


async def test_acknowledge_is_shown_then_sent_once(settled: Call, world: Sandbox) -> None:
    """A preview sends nothing; running it sends one reply, and the ticket's next step moves on by itself."""
    row = await first(settled, "acknowledge")
    shown = await plan(settled, "acknowledge", row, next_steps=PROMISE)
    assert writes(world) == []
    (step,) = shown["steps"]
    assert (step["kind"], step["audience"], step["state"]) == ("reply", "requester", "planned")
    assert PROMISE in step["text"]
    assert row["requester"] in step["text"]
    assert str(row["ticket_id"]) in step["text"]
    assert row["requester"] in step["to"]
    assert step["side_effects"]
    done = await settled("plans", shown["id"], "run", body={})
    again = await settled("plans", shown["id"], "run", body={})
    assert done["state"] == again["state"] == "done"
    assert done["steps"][0]["receipt"]["service_id"]
    replies = [entry for entry in said(world, row["ticket_id"]) if PROMISE in entry["body_text"]]
    assert [entry["private"] for entry in replies] == [False]
    after = (await settled("tickets", str(row["ticket_id"])))["ticket"]
    assert after["next_step"] != "acknowledge"
    assert after["due_at"] > row["due_at"]


async def test_two_clicks_at_once_send_once(settled: Call, world: Sandbox) -> None:
    """The same plan run from two places at the same moment makes one reply."""
    row = await first(settled, "acknowledge")
    shown = await plan(settled, "acknowledge", row, next_steps=PROMISE)
    runs = [settled("plans", shown["id"], "run", body={}) for _ in range(4)]
    assert {one["state"] for one in await asyncio.gather(*runs)} == {"done"}
    assert len(writes(world)) == 1


async def test_a_reply_can_close_the_ticket_in_the_same_plan(settled: Call, world: Sandbox) -> None:
    """Many requests are answered at once: the reply goes first, then the status, and the survey is shown."""
    row = await first(settled, "reply")
    shown = await plan(settled, "reply", row, text="It works again.", set_status="resolved")
    reply, status = shown["steps"]
    assert status["needs"] == [reply["id"]]
    assert any("survey" in effect for effect in status["side_effects"])
    assert status["audience"] == "requester"
    await settled("plans", shown["id"], "run", body={})
    with world.freshdesk() as client:
        assert client.get(f"/tickets/{row['ticket_id']}").json()["status"] == 4
    left = [one["ticket_id"] for one in (await settled("queue"))["tickets"]]
    assert row["ticket_id"] not in left
    assert (await settled("tickets", str(row["ticket_id"])))["ticket"]["status"] == "resolved"


async def test_a_note_is_private_and_carries_its_key(settled: Call, world: Sandbox) -> None:
    """A private note with links reaches the team alone, and can be found again by its last line."""
    row = await first(settled, "acknowledge")
    link = "https://github.example/org/repo/issues/12"
    shown = await plan(settled, "note", row, text="Seen before: <script>alert(1)</script>", links=[link])
    assert shown["steps"][0]["audience"] == "team"
    await settled("plans", shown["id"], "run", body={})
    note = said(world, row["ticket_id"])[-1]
    assert note["private"]
    assert "<script>" not in note["body"]
    assert link in note["body"]
    assert note["body_text"].split()[-1] == f"sh-{row['ticket_id']}-note-1-note"
    second = await plan(settled, "note", await first(settled, "acknowledge"), text="One more")
    assert second["steps"][0]["key"] != shown["steps"][0]["key"]


async def test_a_ticket_that_changed_is_not_answered(settled: Call, world: Sandbox) -> None:
    """When the requester wrote meanwhile, nothing is sent and what they wrote is shown."""
    row = await first(settled, "acknowledge")
    shown = await plan(settled, "acknowledge", row, next_steps=PROMISE)
    world.answers(row["ticket_id"], "Never mind, it works again!")
    status, error = await refused(settled("plans", shown["id"], "run", body={}))
    assert (status, error["code"]) == (409, "ticket_changed")
    assert any("Never mind" in change for change in error["changes"])
    assert writes(world) == []
    status, error = await refused(plan(settled, "acknowledge", row, next_steps=PROMISE))
    assert (status, error["code"]) == (409, "ticket_changed")
    fresh = (await settled("tickets", str(row["ticket_id"])))["ticket"]
    shown = await plan(settled, "reply", fresh, text="Good to hear!")
    assert (await settled("plans", shown["id"], "run", body={}))["state"] == "done"


async def test_bookkeeping_of_freshdesk_asks_nobody_again(settled: Call, world: Sandbox) -> None:
    """An edit that changes nothing a steward cares about does not hold a reply back."""
    row = await first(settled, "acknowledge")
    shown = await plan(settled, "acknowledge", row, next_steps=PROMISE)
    with world.freshdesk() as client:
        assert client.put(f"/tickets/{row['ticket_id']}", json={"due_by": "2026-04-01T10:00:00Z",
                          "fr_due_by": "2026-03-20T10:00:00Z"}).status_code == 200  # fmt: skip
    assert (await settled("plans", shown["id"], "run", body={}))["state"] == "done"


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 502}, {"drop": True}])
async def test_an_answer_that_is_lost_is_looked_for(
    settled: Call, world: Sandbox, fault: dict[str, Any]
) -> None:
    """A reply that was stored although its answer never came is found at FreshDesk, never sent again."""
    row = await first(settled, "acknowledge")
    shown = await plan(settled, "acknowledge", row, next_steps=PROMISE)
    world.fault(service="freshdesk", method="POST", path="*/reply", count=1, when="after", **fault)
    done = await settled("plans", shown["id"], "run", body={})
    assert done["state"] == "done"
    assert done["steps"][0]["receipt"]["looked"]
    assert len([entry for entry in said(world, row["ticket_id"]) if PROMISE in entry["body_text"]]) == 1


async def test_a_refused_reply_stops_with_the_reason_and_can_go_on(settled: Call, world: Sandbox) -> None:
    """A failed step says why and what to do; running the plan again sends what was not sent."""
    row = await first(settled, "acknowledge")
    shown = await plan(settled, "acknowledge", row, next_steps=PROMISE)
    world.fault(service="freshdesk", method="POST", path="*/reply", count=1, status=403)
    stopped = await settled("plans", shown["id"], "run", body={})
    assert stopped["state"] == "stopped"
    assert stopped["steps"][0]["state"] == "failed"
    assert stopped["steps"][0]["receipt"]["error"]["code"] == "service_refused"
    status, error = await refused(plan(settled, "acknowledge", row, next_steps=PROMISE))
    assert (status, error["code"], error["plan_id"]) == (409, "plan_open", shown["id"])
    assert (await settled("plans", shown["id"], "run", body={}))["state"] == "done"
    assert len([entry for entry in said(world, row["ticket_id"]) if PROMISE in entry["body_text"]]) == 1


async def test_a_held_reply_can_be_taken_back(settled: Call, world: Sandbox) -> None:
    """During the hold nothing leaves; cancelling sends nothing and gives the ticket free."""
    row = await first(settled, "acknowledge")
    shown = await plan(settled, "acknowledge", row, next_steps=PROMISE)
    held = await settled("plans", shown["id"], "run", body={"hold_s": 60, "wait_s": 0})
    assert held["state"] == "held"
    assert (await settled("plans", shown["id"], "cancel"))["state"] == "cancelled"
    assert writes(world) == []
    again = await plan(settled, "acknowledge", row, next_steps=PROMISE)
    done = await settled("plans", again["id"], "run", body={})
    assert done["state"] == "done"
    status, error = await refused(settled("plans", again["id"], "cancel"))
    assert (status, error["code"]) == (409, "conflict")


async def test_what_comes_in_during_the_hold_calls_a_reply_off(settled: Call, world: Sandbox) -> None:
    """When the requester writes after Send and before the mail leaves, nothing leaves, and it is told."""
    row = await first(settled, "acknowledge")
    shown = await plan(settled, "acknowledge", row, next_steps=PROMISE)
    await settled("plans", shown["id"], "run", body={"hold_s": 0.5, "wait_s": 0})
    world.answers(row["ticket_id"], "It works again, thank you!")
    off = await settled("plans", shown["id"], "run", body={})
    assert (off["state"], off["steps"][0]["state"]) == ("cancelled", "cancelled")
    error = off["steps"][0]["receipt"]["error"]
    assert error["code"] == "ticket_changed"
    assert "It works again, thank you!" in str(error["changes"])
    assert writes(world) == []
    moved = (await settled("tickets", str(row["ticket_id"])))["ticket"]
    again = await plan(settled, "acknowledge", moved, next_steps=PROMISE)
    assert (await settled("plans", again["id"], "run", body={"hold_s": 0.1}))["state"] == "done"


async def test_nobody_sits_through_a_rest_of_freshdesk(settled: Call, world: Sandbox) -> None:
    """While FreshDesk wants a rest, a preview and a send are refused at once, with what to do."""
    row = await first(settled, "acknowledge")
    shown = await plan(settled, "acknowledge", row, next_steps=PROMISE)
    world.fault(service="freshdesk", status=429, headers={"Retry-After": "60"})
    for _ in range(300):
        if (await settled("queue"))["problem"]:
            break
        await asyncio.sleep(0.05)
    sending = settled("plans", shown["id"], "run", body={})
    for asked in (plan(settled, "acknowledge", row, next_steps=PROMISE), sending):
        status, error = await refused(asked)
        assert (status, error["code"]) == (503, "service_limited")
        assert "what you wrote is kept" in error["what_to_do"]
    assert (await settled("plans", shown["id"]))["state"] == "shown"
    assert writes(world) == []


async def test_an_unfilled_placeholder_is_held_back(settled: Call, world: Sandbox) -> None:
    """A letter with a placeholder in it does not go out, unless somebody says why it may."""
    row = await first(settled, "acknowledge")
    shown = await plan(settled, "acknowledge", row, next_steps="We {do something}, {name}.")
    assert [check["level"] for check in shown["checks"]] == ["stop"]
    status, error = await refused(settled("plans", shown["id"], "run", body={}))
    assert (status, error["code"]) == (409, "plan_held_back")
    assert writes(world) == []


DO_NOT_FIT: list[tuple[dict[str, Any], str]] = [
    ({"action": "acknowledg"}, "unknown_action"),
    ({"action": "note", "fields": {"txt": "x"}}, "unknown_field"),
    ({"action": "note", "fields": {"text": "  "}}, "invalid_field"),
    ({"action": "note", "fields": {"text": 7}}, "invalid_field"),
    ({"action": "note", "fields": {"text": "x", "links": ["javascript:alert(1)"]}}, "invalid_field"),
    ({"action": "reply", "fields": {"text": "x", "set_status": "open"}}, "invalid_field"),
    ({"action": "note", "fields": {"text": "x"}, "ticket_ids": []}, "invalid_field"),
    ({"action": "note", "fields": {"text": "x"}, "expected": {"1": "yesterday"}}, "invalid_field"),
    ({"action": "note", "fields": {"text": "x"}, "release": {"rule": ""}}, "invalid_field"),
    ({"action": "note", "fields": []}, "invalid_field"),
]


async def test_a_request_that_does_not_fit_is_refused(settled: Call, world: Sandbox) -> None:
    """Bad input gets an error that says what is allowed; nothing is written anywhere."""
    ticket_id = (await first(settled, "acknowledge"))["ticket_id"]
    for request, code in DO_NOT_FIT:
        if "expected" in request:
            request["expected"] = {str(ticket_id): "yesterday"}
        status, error = await refused(settled("plans", body={"ticket_ids": [ticket_id]} | request))
        assert (status, error["code"]) == (400, code), request
    assert writes(world) == []


async def test_plans_of_one_ticket(settled: Call) -> None:
    """The address with a ticket in it plans for that ticket, and for no other."""
    row = await first(settled, "acknowledge")
    path = ("tickets", str(row["ticket_id"]), "plans")
    shown = await settled(*path, body={"action": "note", "fields": {"text": "x"}})
    assert shown["ticket_ids"] == [row["ticket_id"]]
    body = {"action": "note", "fields": {"text": "x"}, "ticket_ids": [1]}
    status, _ = await refused(settled(*path, body=body))
    assert status == 400
    status, error = await refused(settled("plans", "nothing"))
    assert (status, error["code"]) == (404, "not_found")


async def test_the_same_words_sent_before_are_not_taken_for_a_lost_reply(
    settled: Call, world: Sandbox
) -> None:
    """A reply that was never stored is sent again, although the same words went out a minute before."""
    row = await first(settled, "acknowledge")
    one = await plan(settled, "reply", row, text=PROMISE)
    assert (await settled("plans", one["id"], "run", body={}))["state"] == "done"
    fresh = (await settled("tickets", str(row["ticket_id"])))["ticket"]
    two = await plan(settled, "reply", fresh, text=PROMISE)
    world.fault(service="freshdesk", method="POST", path="*/reply", count=1, when="before", status=502)
    assert (await settled("plans", two["id"], "run", body={"wait_s": 60}))["state"] == "done"
    assert len([entry for entry in said(world, row["ticket_id"]) if PROMISE in entry["body_text"]]) == 2
