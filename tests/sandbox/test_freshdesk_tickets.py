"""``/tickets/{id}``: what a view shows, what an update may and does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow
ALL = {"updated_since": "2000-01-01", "per_page": 100}


def first_with(api: httpx.Client, status: int) -> dict[str, Any]:
    return next(row for row in api.get("/tickets", params=ALL).json() if row["status"] == status)


def test_a_view_includes_the_first_ten_entries(sandbox: Callable[..., Sandbox]) -> None:
    """`include=conversations` brings the first ten, in order; the rest is in pages of their own."""
    room = sandbox(tickets=10, open=5)
    with room.freshdesk() as api:
        ticket_id = api.get("/tickets", params=ALL).json()[0]["id"]
        for count in range(14):
            api.post(f"/tickets/{ticket_id}/notes", json={"body": f"note {count}"})
        view = api.get(f"/tickets/{ticket_id}", params={"include": "conversations,requester,company,stats"})
        talk = api.get(f"/tickets/{ticket_id}/conversations", params={"per_page": 100}).json()
    assert view.json()["conversations"] == talk[:10]
    assert view.headers["X-Ratelimit-Used-CurrentRequest"] == "5"
    assert [one["created_at"] for one in talk] == sorted(one["created_at"] for one in talk)
    assert {"requester", "company", "stats", "description_text", "attachments"} <= set(view.json())


def test_missing_tickets_answer_404_without_a_body(api: httpx.Client) -> None:
    """An unknown id or address answers 404 and nothing else."""
    for path in ("/tickets/99", "/tickets/99/conversations", "/contacts/1", "/nothing"):
        answer = api.get(path)
        assert (answer.status_code, answer.content) == (404, b"")


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"status": 9}, "status", "invalid_value"),
        ({"status": "2"}, "status", "datatype_mismatch"),
        ({"colour": "red"}, "colour", "invalid_field"),
        ({"cc_emails": []}, "cc_emails", "invalid_field"),
        ({"type": "Riddle"}, "type", "invalid_value"),
        ({"responder_id": 5}, "responder_id", "invalid_value"),
        ({"tags": "one"}, "tags", "datatype_mismatch"),
        ({"due_by": "soon"}, "due_by", "invalid_date"),
        ({"custom_fields": {"cf_nothing": 1}}, "custom_fields.cf_nothing", "invalid_field"),
        ({"custom_fields": {"cf_impact": "huge"}}, "custom_fields.cf_impact", "invalid_value"),
        (
            {"custom_fields": {"cf_event_date": "2026-03-04T10:00:00Z"}},
            "custom_fields.cf_event_date",
            "invalid_date",
        ),
    ],
)
def test_wrong_updates(api: httpx.Client, body: dict[str, Any], field: str, code: str) -> None:
    """A wrong update is refused with 400 and the field is named."""
    ticket_id = api.get("/tickets").json()[0]["id"]
    answer = api.put(f"/tickets/{ticket_id}", json=body)
    assert answer.status_code == 400
    problem = answer.json()["errors"][0]
    assert (problem["field"], problem["code"]) == (field, code)


def test_an_update_merges_custom_fields_and_replaces_tags(sandbox: Callable[..., Sandbox]) -> None:
    """Custom fields merge by key, tags are replaced, and the clock says when it was."""
    room = sandbox(tickets=10)
    with room.freshdesk() as api:
        row = api.get("/tickets", params=ALL).json()[0]
        api.put(f"/tickets/{row['id']}", json={"custom_fields": {"cf_impact": "high"}, "tags": ["a", "b"]})
        room.advance(60)
        api.put(f"/tickets/{row['id']}", json={"custom_fields": {"cf_users_affected": 3}, "tags": ["c"]})
        view = api.get(f"/tickets/{row['id']}").json()
    assert view["custom_fields"] == row["custom_fields"] | {"cf_impact": "high", "cf_users_affected": 3}
    assert view["tags"] == ["c"]
    assert "2026-03-04T10:01:00Z" <= view["updated_at"] < "2026-03-04T10:02:00Z"


def test_resolving_sends_a_survey_and_closing_does_not(sandbox: Callable[..., Sandbox]) -> None:
    """Resolved sends a satisfaction survey to the requester; Closed sends nothing."""
    room = sandbox(tickets=10)
    with room.freshdesk() as api:
        rows = api.get("/tickets", params=ALL).json()
        first, second = [row for row in rows if row["status"] == 2][:2]
        api.put(f"/tickets/{first['id']}", json={"status": 4})
        api.put(f"/tickets/{second['id']}", json={"status": 5})
        stats = api.get(f"/tickets/{second['id']}", params={"include": "stats"}).json()["stats"]
    mails = room.mails()
    assert [(mail["kind"], mail["ticket_id"]) for mail in mails] == [("survey", first["id"])]
    assert stats["closed_at"] == stats["resolved_at"] is not None


def test_the_form_of_the_account_is_enforced(sandbox: Callable[..., Sandbox]) -> None:
    """A field that is required for closure refuses a plain `{"status": 5}` until it is filled."""
    room = sandbox(tickets=10)
    room.form("cf_impact", required_for_closure=True)
    with room.freshdesk() as api:
        ticket_id = first_with(api, 2)["id"]
        answer = api.put(f"/tickets/{ticket_id}", json={"status": 5})
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == "custom_fields.cf_impact"
        assert api.put(f"/tickets/{ticket_id}", json={"priority": 2}).status_code == 200
        filled = {"status": 5, "custom_fields": {"cf_impact": "low"}}
        assert api.put(f"/tickets/{ticket_id}", json=filled).status_code == 200


def test_spam_and_deleted_can_be_seen_and_not_changed(api: httpx.Client) -> None:
    """A view of a spam or deleted ticket works; changes answer 405."""
    for state in ("spam", "deleted"):
        ticket_id = api.get("/tickets", params={"filter": state}).json()[0]["id"]
        assert api.get(f"/tickets/{ticket_id}").json()[state] is True
        assert api.put(f"/tickets/{ticket_id}", json={"priority": 2}).status_code == 405
        assert api.post(f"/tickets/{ticket_id}/reply", json={"body": "x"}).status_code == 405


def test_due_dates_come_later(sandbox: Callable[..., Sandbox]) -> None:
    """A new ticket has no due dates; seconds later the SLA has set them, without moving `updated_at`."""
    room = sandbox(tickets=5)
    ticket = room.writes_in("ruth.sandoval@prairieeco.example", "Help", "It does not start.")
    assert ticket["due_by"] is ticket["fr_due_by"] is None
    room.advance(30)
    with room.freshdesk() as api:
        view = api.get(f"/tickets/{ticket['id']}").json()
        assert view["fr_due_by"] < view["due_by"]
        assert view["updated_at"] == ticket["updated_at"]
        answer = api.put(f"/tickets/{ticket['id']}", json={"priority": 4}).json()
        assert answer["due_by"] == view["due_by"]
        room.advance(30)
        assert api.get(f"/tickets/{ticket['id']}").json()["due_by"] < view["due_by"]


def test_updated_at_never_goes_back(sandbox: Callable[..., Sandbox]) -> None:
    """Setting the clock back does not move a ticket's `updated_at` back."""
    room = sandbox(tickets=5)
    with room.freshdesk() as api:
        ticket_id = first_with(api, 2)["id"]
        before = api.put(f"/tickets/{ticket_id}", json={"priority": 2}).json()["updated_at"]
        room.set_clock("2026-01-01T00:00:00Z")
        assert api.put(f"/tickets/{ticket_id}", json={"priority": 3}).json()["updated_at"] >= before
