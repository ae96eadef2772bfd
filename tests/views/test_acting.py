"""From a filled-in form to receipts."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from supporthub_ext.client import Client
from supporthub_ext.views import acting as acting_module
from supporthub_ext.views.acting import Acting
from tests.views.room import OurServer, plan, refusal, step

FORM = {"ticket_id": 4101, "action": "reply", "fields": {"text": "Dear Ana"}, "seen": "2026-03-03T18:00:00Z"}


class Scene:
    """One form's way through the server, and what the page was told."""

    def __init__(self, client: Client) -> None:
        self.told: list[dict[str, Any]] = []
        self.read: list[int] = []
        self.acting = Acting(client, self._tell, self._after)

    def _tell(self, kind: str, **content: Any) -> None:
        self.told.append({"type": kind, **content})

    async def _after(self, ticket_id: int) -> None:
        self.read.append(ticket_id)

    @property
    def states(self) -> list[str]:
        return [message["plan"]["state"] for message in self.told if message["type"] == "plan"]


@pytest.fixture
def scene(client: Client, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """Make a form's way that looks often."""
    monkeypatch.setattr(acting_module, "LOOK_EVERY_S", 0.001)
    return Scene(client)


def test_preview_shows_the_plan_and_sends_nothing(scene: Scene, server: OurServer) -> None:
    """A preview builds the plan from the ticket as it was seen, and that is all."""
    server.answers["POST plans"] = plan()
    asyncio.run(scene.acting.preview(FORM))
    assert scene.told[-1]["promise"] == "Send to Ana Demo at Lagoon Lab"
    (body,) = server.calls("POST plans")
    assert body["expected"] == {"4101": FORM["seen"]}
    assert [call for call, _ in server.asked] == ["POST plans"]


def test_a_release_travels_with_its_reason(scene: Scene, server: OurServer) -> None:
    """A stop is passed only by a reason, which reaches the server."""
    server.answers["POST plans"] = plan()
    asyncio.run(scene.acting.preview(FORM | {"release": {"quote": "they asked for it"}}))
    assert server.calls("POST plans")[0]["release"] == {"quote": "they asked for it"}


def test_a_run_is_followed_to_its_end(scene: Scene, server: OurServer) -> None:
    """The page hears of each state, and the ticket is read again when the plan is done."""
    server.answers["POST plans/p1/run"] = plan("held")
    server.answers["GET plans/p1"] = [plan("held"), plan("running"), plan("done")]
    asyncio.run(scene.acting.run(FORM | {"plan_id": "p1", "hold": True}))
    assert scene.states == ["held", "held", "running", "done"]
    assert server.calls("POST plans/p1/run") == [{"wait_s": 0, "hold_s": acting_module.HOLD_S}]
    assert scene.read == [4101]


def test_what_goes_to_nobody_outside_does_not_wait(scene: Scene, server: OurServer) -> None:
    """A form without a hold runs at once."""
    server.answers["POST plans/p1/run"] = plan("done")
    asyncio.run(scene.acting.run(FORM | {"plan_id": "p1", "hold": False}))
    assert server.calls("POST plans/p1/run")[0]["hold_s"] == 0


def test_a_ticket_that_moved_is_read_again(scene: Scene, server: OurServer) -> None:
    """When the ticket changed, the form says what changed and the panel shows it."""
    server.answers["POST plans"] = (
        409,
        refusal("ticket_changed", changes=["Ana Demo wrote: “still broken”"]),
    )
    asyncio.run(scene.acting.preview(FORM))
    refused = scene.told[-1]
    assert refused["type"] == "refused"
    assert refused["problem"]["changes"] == ["Ana Demo wrote: “still broken”"]
    assert scene.read == [4101]


def test_a_refusal_is_shown_in_the_form(scene: Scene, server: OurServer) -> None:
    """Whatever the server refuses is told to the form that asked, never raised into nowhere."""
    server.answers["POST plans/p1/run"] = (409, refusal("plan_held_back"))
    asyncio.run(scene.acting.run(FORM | {"plan_id": "p1"}))
    assert (scene.told[-1]["type"], scene.told[-1]["action"]) == ("refused", "reply")


def test_undo_cancels_the_plan(scene: Scene, server: OurServer) -> None:
    """A plan that is held can be given up before anything leaves."""
    server.answers["POST plans/p1/cancel"] = plan("cancelled")
    asyncio.run(scene.acting.cancel(FORM | {"plan_id": "p1"}))
    assert scene.states == ["cancelled"]


def test_a_reply_that_was_called_off_says_why(scene: Scene, server: OurServer) -> None:
    """What came in during the hold is told in the form, like any change that was seen before sending."""
    receipt = {"error": refusal("ticket_changed", changes=["Ana wrote."])}
    server.answers["POST plans/p1/run"] = plan("held")
    server.answers["GET plans/p1"] = plan("cancelled", step(state="cancelled", receipt=receipt))
    asyncio.run(scene.acting.run(FORM | {"plan_id": "p1", "hold": True}))
    assert scene.states == ["held", "cancelled"]
    assert scene.told[-1]["problem"]["changes"] == ["Ana wrote."]


def test_a_draft_goes_to_the_server(scene: Scene, server: OurServer) -> None:
    """What is typed is kept where a kernel's end can't lose it."""
    server.answers["PUT tickets/4101/drafts/reply"] = {"saved_at": "2026-03-04T10:00:00Z"}
    asyncio.run(scene.acting.save_draft(FORM))
    assert server.calls("PUT tickets/4101/drafts/reply") == [{"fields": {"text": "Dear Ana"}}]
    assert scene.told[-1]["saved"]


def test_a_draft_that_could_not_be_kept_is_said(scene: Scene, server: OurServer) -> None:
    """Somebody who types must know when what they type is not kept."""
    server.answers["PUT tickets/4101/drafts/reply"] = (403, refusal("not_a_steward"))
    asyncio.run(scene.acting.save_draft(FORM))
    assert not scene.told[-1]["saved"]
    assert scene.told[-1]["problem"]["message"] == "It moved."


def test_a_draft_is_thrown_away(scene: Scene, server: OurServer) -> None:
    """A draft that is thrown away is gone on the server too."""
    server.answers["DELETE tickets/4101/drafts/reply"] = (204, "")
    asyncio.run(scene.acting.discard(FORM))
    assert server.calls("DELETE tickets/4101/drafts/reply") == [None]


def test_what_was_done_by_hand_is_taken_over(scene: Scene, server: OurServer) -> None:
    """A step that somebody did at the service themselves goes on from there, with a link to it."""
    server.answers["POST plans/p1/steps/reply/by_hand"] = plan("stopped", step(state="by_hand"))
    link = "https://desk.example/a/tickets/1"
    asyncio.run(scene.acting.by_hand(FORM | {"plan_id": "p1", "step_id": "reply", "link": link}))
    assert server.calls("POST plans/p1/steps/reply/by_hand") == [{"link": link}]
    assert scene.told[-1]["plan"]["steps"][0]["state"] == "by_hand"
