"""One ticket: what was said, what comes next and why, and what was written so far."""

from __future__ import annotations

from datetime import datetime, timedelta

from supporthub_ext.process.promise import due_from
from tests.routes.conftest import Call, refused
from tests.sandbox.room import Sandbox


async def test_the_due_time_follows_from_the_shown_derivation(settled: Call) -> None:
    """Whoever reads the derivation can compute the due time again, for every ticket with a promise."""
    checked = 0
    for row in (await settled("queue"))["tickets"]:
        found = await settled("tickets", str(row["ticket_id"]))
        if row["due_at"] is None:
            continue
        again = due_from(found["derivation"])
        assert again is not None
        assert abs(again - datetime.fromisoformat(row["due_at"])) < timedelta(seconds=1)
        checked += 1
    assert checked > 3


async def test_hostile_html_is_served_clean(settled: Call, world: Sandbox) -> None:
    """A mail that carries a script reaches no browser as such; its text does."""
    mail = world.writes_in(
        "ana@new.example", "Hello", "Hi", html='<p onclick="x()">Hi</p><script>alert(1)</script><img src=x>'
    )
    found = await settled("tickets", str(mail["id"]))
    html = found["conversation"][0]["html"]
    assert "Hi" in html
    assert not any(word in html for word in ("<script", "onclick", "<img"))


async def test_a_ticket_that_does_not_exist_is_said_so(settled: Call) -> None:
    """An unknown ticket is a 404 in our own shape."""
    status, error = await refused(settled("tickets", "999999999"))
    assert (status, error["code"]) == (404, "not_found")


async def test_drafts_are_kept_and_go_when_sent(settled: Call) -> None:
    """A half-written text survives, shows with the ticket, and is gone once its plan was run."""
    row = next(row for row in (await settled("queue"))["tickets"] if row["next_step"] == "acknowledge")
    path = ("tickets", str(row["ticket_id"]), "drafts", "note")
    assert (await settled(*path))["fields"] is None
    await settled(*path, method="PUT", body={"fields": {"text": "half a"}})
    assert (await settled(*path))["fields"] == {"text": "half a"}
    assert (await settled("tickets", str(row["ticket_id"])))["drafts"]["note"]["fields"] == {"text": "half a"}
    body = {"action": "note", "ticket_ids": [row["ticket_id"]], "fields": {"text": "half a thought"}}
    shown = await settled("plans", body=body)
    await settled("plans", shown["id"], "run")
    assert (await settled(*path))["fields"] is None
    status, _ = await refused(settled(*path, method="PUT", body={"text": "x"}))
    assert status == 400
    await settled(*path, method="DELETE")
