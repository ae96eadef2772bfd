"""Who may call, how often, and in which form."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow


def test_a_key_is_needed(reading_room: Sandbox) -> None:
    """No key and a wrong key answer 401 in the flat shape, unknown addresses too."""
    with reading_room.freshdesk("wrong") as api:
        for path in ("/tickets", "/agents/me", "/nothing"):
            answer = api.get(path)
            assert (answer.status_code, answer.json()["code"]) == (401, "invalid_credentials")
    assert httpx.get(f"{reading_room.freshdesk_url}/api/v2/tickets", trust_env=False).status_code == 401


def test_a_key_is_an_agent(reading_room: Sandbox) -> None:
    """`agents/me` says whose key it is."""
    for person in reading_room.people()["people"]:
        with reading_room.freshdesk(person["freshdesk_api_key"]) as api:
            me = api.get("/agents/me").json()
        assert (me["id"], me["contact"]["name"]) == (person["freshdesk_agent_id"], person["name"])
        assert "role_ids" in me


def test_admins_only(reading_room: Sandbox, api: httpx.Client) -> None:
    """Lists of agents are for admins; ticket fields are for every agent."""
    plain = next(one for one in reading_room.people()["people"] if not one["admin"])
    with reading_room.freshdesk(plain["freshdesk_api_key"]) as other:
        refused = other.get("/agents")
        assert (refused.status_code, refused.json()["code"]) == (403, "access_denied")
        assert other.get("/ticket_fields").status_code == 200
    agents = api.get("/agents").json()
    assert len(agents) == 9
    assert "role_ids" not in agents[0]


def test_forms_of_requests(api: httpx.Client) -> None:
    """Another Accept answers 406, another body 415, broken JSON 400, another verb 405."""
    ticket_id = api.get("/tickets").json()[0]["id"]
    assert api.get("/tickets", headers={"Accept": "text/html"}).status_code == 406
    plain = api.put(f"/tickets/{ticket_id}", content=b"status=5", headers={"Content-Type": "text/plain"})
    assert plain.status_code == 415
    broken = api.put(f"/tickets/{ticket_id}", content=b"{", headers={"Content-Type": "application/json"})
    assert (broken.status_code, broken.json()["code"]) == (400, "invalid_json")
    assert api.put("/tickets").status_code == 405
    assert api.patch(f"/tickets/{ticket_id}", json={"status": 5}).status_code == 405


def test_fields_say_statuses_and_custom_fields(api: httpx.Client) -> None:
    """The fields name every status with two labels, and choices have another shape for each type."""
    fields = {one["name"]: one for one in api.get("/ticket_fields").json()}
    assert fields["status"]["choices"]["6"] == ["Waiting on Customer", "Awaiting your Reply"]
    assert fields["priority"]["choices"]["High"] == 3
    assert fields["cf_impact"]["choices"] == ["low", "medium", "high", "critical"]
    only = api.get("/ticket_fields", params={"type": "default_status"}).json()
    assert [one["name"] for one in only] == ["status"]


def test_people_of_the_account(reading_room: Sandbox, api: httpx.Client) -> None:
    """Contacts and companies are listed by name; an agent's id is no contact."""
    companies = api.get("/companies", params={"per_page": 100}).json()
    contacts = api.get("/contacts", params={"per_page": 100}).json()
    assert [one["name"] for one in companies] == sorted(one["name"] for one in companies)
    assert len(companies) == 12
    known = {one["id"] for community in reading_room.people()["communities"] for one in community["contacts"]}
    assert known < {one["id"] for one in contacts}
    mail = contacts[0]["email"]
    assert [one["id"] for one in api.get("/contacts", params={"email": mail}).json()] == [contacts[0]["id"]]
    later = api.get("/contacts", params={"_updated_since": "2026-01-01T00:00:00Z"}).json()
    assert later == []
    agent_id = reading_room.people()["people"][0]["freshdesk_agent_id"]
    assert api.get(f"/contacts/{agent_id}").status_code == 404


def test_contacts_are_made_once(sandbox: Callable[..., Sandbox]) -> None:
    """A contact needs an address or another mark, and an address that somebody has is a conflict."""
    room = sandbox(tickets=5)
    with room.freshdesk() as api:
        made = api.post("/contacts", json={"name": "Nova", "email": "nova@nightsky.example"})
        assert made.status_code == 201
        double = api.post("/contacts", json={"name": "Other", "email": "NOVA@nightsky.example"})
        assert (double.status_code, double.json()["errors"][0]["code"]) == (409, "duplicate_value")
        assert api.post("/contacts", json={"name": "Nobody"}).status_code == 400
        path = f"/contacts/{made.json()['id']}"
        assert api.put(path, json={"job_title": "Astronomer"}).json()["job_title"] == "Astronomer"
        assert api.delete(path).status_code == 204
        assert api.get(path).json()["deleted"] is True
        assert made.json()["id"] not in {one["id"] for one in api.get("/contacts?per_page=100").json()}


@pytest.mark.parametrize(("plan", "total", "lists"), [("growth", 200, 20), ("pro", 400, 100)])
def test_a_plan_limits_lists(sandbox: Callable[..., Sandbox], plan: str, total: int, lists: int) -> None:
    """The tickets list has a limit of its own; the next minute of the clock ends it."""
    room = sandbox(tickets=5, plan=plan)
    with room.freshdesk() as api:
        first = api.get("/tickets")
        assert first.headers["X-Ratelimit-Total"] == str(total)
        assert first.headers["X-Ratelimit-Remaining"] == str(total - 1)
        assert {api.get("/tickets").status_code for _ in range(lists - 1)} == {200}
        refused = api.get("/tickets")
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["Retry-After"]) <= 60
        assert "X-Ratelimit-Total" not in refused.headers
        assert api.get("/agents/me").status_code == 200
        room.advance(60)
        assert api.get("/tickets").status_code == 200


def test_credits_run_out(sandbox: Callable[..., Sandbox]) -> None:
    """Every call costs, refused ones too, until nothing is left."""
    room = sandbox(tickets=5, plan="growth")
    with room.freshdesk() as api:
        for _ in range(22):  # nine credits each
            api.get("/tickets/99", params={"include": "stats,requester,company,conversations"})
        left = api.get("/agents/me").headers["X-Ratelimit-Remaining"]
        room.set_clock("2026-03-04T12:00:10Z")
        for _ in range(200):
            last = api.get("/tickets/99")
        assert last.headers["X-Ratelimit-Remaining"] == "0"
        refused = api.get("/agents/me")
    assert int(left) == 200 - 22 * 5 - 1
    assert (refused.status_code, "Retry-After" in refused.headers) == (429, True)
