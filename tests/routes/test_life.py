"""A request from its first mail to its last loose end, through every place, over real HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.routes.conftest import Call, refused
from tests.sandbox.room import Sandbox


class Steward:
    """One steward who does one thing after another, and looks at the ticket after each."""

    def __init__(self, call: Call, ticket_id: int = 0) -> None:
        self.call = call
        self.ticket_id = ticket_id

    async def do(self, action: str, *more: int, **fields: Any) -> dict[str, Any]:
        """Build a plan and run it; it must end well."""
        ids = [self.ticket_id, *more] if self.ticket_id else []
        shown = await self.call("plans", body={"action": action, "ticket_ids": ids, "fields": fields})
        done: dict[str, Any] = await self.call("plans", shown["id"], "run", body={"wait_s": 60})
        assert done["state"] == "done", [step["receipt"] for step in done["steps"]]
        return done

    async def look(self) -> dict[str, Any]:
        found: dict[str, Any] = await self.call("tickets", str(self.ticket_id))
        return found

    async def next(self) -> tuple[str, str]:
        row = (await self.look())["ticket"]
        return row["next_step"], row["ball"]

    async def suggested(self) -> str:
        engineers = (await self.call("engineers", ticket_id=str(self.ticket_id)))["engineers"]
        return str(next(one["person_id"] for one in engineers if one["suggested"]))


async def new_tickets(call: Call, count: int) -> list[int]:
    rows = (await call("queue"))["tickets"]
    found = [row["ticket_id"] for row in rows if row["next_step"] == "acknowledge" and row["community"]]
    return found[:count]


async def test_a_request_lives_and_ends_in_every_place(
    settled: Call, world: Sandbox, process: Mapping[str, Any]
) -> None:
    """Each step of the process leads to the next, and at the end nothing is left open anywhere."""
    column = process["board"]["options"]
    ticket_id, other = await new_tickets(settled, 2)
    me = Steward(settled, ticket_id)
    await me.do("acknowledge", next_steps="We look into it.")
    if process["threads"]["policy"] == "each":
        assert await me.next() in {("open_thread", "ours"), ("ask_impact", "ours")}
        await me.do("thread", text="Has anybody seen this before?")
    assert await me.next() in {("update", "ours"), ("ask_impact", "ours")}  # by the kind of the request
    await me.do("reply", text="Two questions:", questions=["who", "hub"])
    assert await me.next() == ("follow_up", "requester")
    await me.do("impact", answers={"who": "all", "hub": "down"})
    found = await me.look()
    assert (found["ticket"]["impact"], found["impact"]["answers"]["who"]) == ("critical", "all")

    done = await me.do("escalate", title="The proxy restarts", change="Give the proxy more memory.")
    kinds = [step["kind"] for step in done["steps"]]
    assert kinds.index("create_issue") < kinds.index("add_item") < kinds.index("move_item")
    assert {"post_message", "note", "set_status"} <= set(kinds)
    found = await me.look()
    assert found["ticket"]["status"] == "pending"
    assert found["issue"]["state"] == "open"
    assert found["issue"]["status"] == column["ready"]
    assert found["ticket"]["links"] == {
        "ticket": found["ticket"]["links"]["ticket"],
        "thread": found["thread"]["link"],
        "issue": found["issue"]["link"],
    }
    assert await me.next() == ("find_engineer", "ours")

    first = await me.suggested()
    await me.do("ask", engineer_id=first)
    assert await me.next() == ("update", "engineer")
    (ask,) = (await me.look())["asks"]
    await me.do("answer_ask", ask_id=ask["ask_id"], answer="declined")
    assert await me.next() == ("find_engineer", "ours")
    second = await me.suggested()
    assert second != first
    await me.do("ask", engineer_id=second)
    ask = (await me.look())["asks"][-1]
    await me.do("answer_ask", ask_id=ask["ask_id"], answer="accepted")
    found = await me.look()
    assert len(found["issue"]["assignees"]) == 1
    assert found["issue"]["status"] == column["working"]

    too = Steward(settled, other)
    await too.do("acknowledge", next_steps="It has the same cause as another request.")
    await too.do("link", url=found["issue"]["link"])
    assert (await too.look())["issue"]["link"] == found["issue"]["link"]
    both = await me.do("update", other, text="An engineer works on it.")
    assert [step["id"] for step in both["steps"]] == [f"{ticket_id}-reply", f"{other}-reply"]
    await me.do("tell_resolved", other, text="The proxy has more memory.")
    assert await me.next() == ("close_out", "ours")
    await me.do("close_out", set_status="closed", summary="Proxy memory raised.")
    assert (await me.look())["issue"]["state"] == "open"  # the other ticket still needs it
    await too.do("close_out", set_status="resolved", summary="Same cause.")
    found = await me.look()
    assert (found["issue"]["state"], found["issue"]["status"]) == ("closed", column["done"])
    assert found["thread"]["ended_at"]
    assert await me.next() == ("wait", "requester")
    left = {row["ticket_id"] for row in (await settled("queue"))["tickets"]}
    assert not left & {ticket_id, other}


async def test_what_exists_already_is_adopted(settled: Call, world: Sandbox) -> None:
    """A second escalation of a ticket opens no second issue, item or thread."""
    (ticket_id,) = await new_tickets(settled, 1)
    me = Steward(settled, ticket_id)
    await me.do("escalate", title="The proxy restarts", change="More memory.")
    again = await me.do("escalate", title="The proxy restarts again", change="Even more.")
    states = {step["id"]: step["state"] for step in again["steps"]}
    assert (states["issue"], states["thread"]) == ("adopted", "adopted")
    posts = [one["path"] for one in world.log("github") if one["method"] == "POST"]
    assert sum(path.endswith("/issues") for path in posts) == 1


async def test_a_public_channel_is_refused(settled: Call, world: Sandbox) -> None:
    """A thread never goes into a channel that others can read, at the preview or right before posting."""
    (ticket_id,) = await new_tickets(settled, 1)
    body = {"action": "thread", "ticket_ids": [ticket_id], "fields": {"text": "Any ideas?"}}
    shown = await settled("plans", body=body)
    channel = world.ready["slack"]["private_channel"]
    world.control.post(f"/slack/channels/{channel}", json={"is_ext_shared": True})
    stopped = await settled("plans", shown["id"], "run", body={})
    assert stopped["state"] == "stopped"
    assert stopped["steps"][0]["receipt"]["error"]["code"] == "service_rejected"
    posts = [one for one in world.log("slack") if one["path"].endswith("chat.postMessage")]
    assert posts == []
    await settled("plans", shown["id"], "cancel")
    again = await settled("plans", body=body)
    assert [check["rule"] for check in again["checks"]] == ["channel_not_private"]
    status, error = await refused(settled("plans", again["id"], "run", body={}))
    assert (status, error["code"]) == (409, "plan_held_back")


async def test_private_things_stop_on_the_way_to_a_public_issue(settled: Call, world: Sandbox) -> None:
    """A mail address in the text of a public issue is caught, shown, and nothing is sent before a release."""
    (ticket_id,) = await new_tickets(settled, 1)
    fields = {"title": "Login fails", "change": "Let zora.quill@uni.example log in again."}
    body = {"action": "escalate", "ticket_ids": [ticket_id], "fields": fields}
    shown = await settled("plans", body=body)
    assert "mail_address" in {check["rule"] for check in shown["checks"] if check["level"] == "stop"}
    status, error = await refused(settled("plans", shown["id"], "run", body={}))
    assert (status, error["code"]) == (409, "plan_held_back")
    assert not [
        one for one in world.log("github") if one["method"] == "POST" and "graphql" not in one["path"]
    ]
    release = {check["rule"]: "They asked for it in public." for check in shown["checks"]}
    again = await settled("plans", body=body | {"release": release})
    assert (await settled("plans", again["id"], "run", body={"wait_s": 60}))["state"] == "done"


async def test_a_step_done_by_hand_is_looked_at(settled: Call, world: Sandbox) -> None:
    """A failed step can be done by hand: a wrong link is refused, a right one lets the plan go on."""
    (ticket_id,) = await new_tickets(settled, 1)
    world.fault(service="github", method="POST", path="*/issues", status=403, count=1)
    body = {
        "action": "escalate",
        "ticket_ids": [ticket_id],
        "fields": {"title": "Help", "change": "Mend it."},
    }
    shown = await settled("plans", body=body)
    stopped = await settled("plans", shown["id"], "run", body={"wait_s": 60})
    assert stopped["state"] == "stopped"
    base = world.ready["github"]["url"].removesuffix("/api/v3")
    repository = world.ready["github"]["repository"]
    path = ("plans", shown["id"], "steps", "issue", "by_hand")
    status, _ = await refused(
        settled(*path, method="POST", body={"link": f"{base}/{repository}/issues/99999"})
    )
    assert status in {404, 502}
    people = {one["github_login"]: one["github_token"] for one in world.people()["people"]}
    made = world.control.post(
        f"{world.ready['github']['url']}/repos/{repository}/issues",
        json={"title": "By hand", "body": f"See /a/tickets/{ticket_id}", "labels": ["support"]},
        headers={"Authorization": f"Bearer {next(iter(people.values()))}"},
    ).json()
    link = f"{base}/{repository}/issues/{made['number']}"
    taken = await settled(*path, method="POST", body={"link": link})
    assert next(step for step in taken["steps"] if step["id"] == "issue")["state"] == "by_hand"
    done = await settled("plans", shown["id"], "run", body={"wait_s": 60})
    assert done["state"] == "done"
    assert (await settled("tickets", str(ticket_id)))["issue"]["link"] == link


@pytest.mark.parametrize("action", ["override", "busy", "backlog"])
async def test_actions_without_a_ticket(settled: Call, world: Sandbox, action: str) -> None:
    """A cover, a busy hub and a backlog issue belong to no ticket, and show where they count."""
    on_duty = world.people()["on_duty"][0]
    fields: dict[str, dict[str, Any]] = {
        "override": {"kind": "cover", "person_id": on_duty, "by_id": "amara", "from": "2026-03-05",
                     "last_day": "2026-03-06", "reason": "A dentist"},
        "busy": {"hub": "https://hub.mangrove.example", "until": "2026-03-06T10:00:00Z"},
        "backlog": {"title": "Rotate the certificates", "change": "Rotate all of them."},
    }  # fmt: skip
    me = Steward(settled)
    done = await me.do(action, **fields[action])
    assert done["ticket_ids"] == []
    if action == "override":
        rota = await settled("rota")
        assert rota["overrides"][0]["by_id"] == "amara"
        assert rota["calendar"]["state"] == "differs"
    if action == "backlog":
        assert done["steps"][-1]["kind"] == "move_item"
