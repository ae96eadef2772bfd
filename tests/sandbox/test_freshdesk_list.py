"""``GET /tickets``: which tickets, in which order, in which pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow
ALL = "2000-01-01"


def every_page(api: httpx.Client, **params: Any) -> list[dict[str, Any]]:
    url, rows = "/tickets", []
    answer = api.get(url, params=params)
    while True:
        assert answer.status_code == 200, answer.text
        rows += answer.json()
        if "next" not in answer.links:
            return rows
        answer = api.get(answer.links["next"]["url"])


def test_updated_since_lists_every_ticket_once(api: httpx.Client) -> None:
    """--tickets says how many `updated_since` lists, --open how many are neither resolved nor closed."""
    rows = every_page(api, updated_since=ALL, per_page=50)
    assert len({row["id"] for row in rows}) == len(rows) == 120
    assert sum(row["status"] not in (4, 5) for row in rows) == 30


@pytest.mark.parametrize("order_by", ["created_at", "updated_at", "due_by", "status"])
@pytest.mark.parametrize("order_type", ["asc", "desc"])
def test_orders(api: httpx.Client, order_by: str, order_type: str) -> None:
    """Each order is kept over all pages."""
    rows = every_page(api, updated_since=ALL, per_page=100, order_by=order_by, order_type=order_type)
    keys = [row[order_by] for row in rows]
    assert keys == sorted(keys, reverse=order_type == "desc")
    assert len(rows) == 120


def test_updated_since_is_kept(api: httpx.Client) -> None:
    """Only tickets changed at or after the moment are listed, in any way of writing it."""
    rows = every_page(api, updated_since="2026-03-03T02:00:00+02:00", order_by="updated_at")
    wanted = [
        row for row in every_page(api, updated_since=ALL) if row["updated_at"] >= "2026-03-03T00:00:00Z"
    ]
    assert {row["id"] for row in rows} == {row["id"] for row in wanted}
    assert wanted


def test_without_updated_since_only_thirty_days(sandbox: Callable[..., Sandbox]) -> None:
    """Without `updated_since` only tickets made in the last 30 days are listed."""
    room = sandbox(tickets=400)
    with room.freshdesk() as api:
        rows = every_page(api, per_page=100)
    assert 0 < len(rows) < 400
    assert min(row["created_at"] for row in rows) >= "2026-02-02T09:59:00Z"


def test_spam_and_deleted_hide(api: httpx.Client) -> None:
    """Spam, deleted, merged and archived tickets never show without their filter."""
    listed = {row["id"] for row in every_page(api, updated_since=ALL)}
    spam, deleted = (every_page(api, filter=one) for one in ("spam", "deleted"))
    assert spam
    assert all(row["spam"] for row in spam)
    assert deleted
    assert all(row["deleted"] for row in deleted)
    assert not listed & {row["id"] for row in spam + deleted}


def test_filters_narrow(api: httpx.Client, reading_room: Sandbox) -> None:
    """Requester, address and company narrow the list to theirs."""
    row = every_page(api, updated_since=ALL)[0]
    contact = api.get(f"/contacts/{row['requester_id']}").json()
    by_id = every_page(api, updated_since=ALL, requester_id=row["requester_id"])
    by_mail = every_page(api, updated_since=ALL, email=contact["email"])
    assert by_id == by_mail
    assert {one["requester_id"] for one in by_id} == {row["requester_id"]}
    company = every_page(api, updated_since=ALL, company_id=contact["company_id"])
    assert {one["company_id"] for one in company} == {contact["company_id"]}
    mine = every_page(api, updated_since=ALL, filter="new_and_my_open")
    assert {(one["status"], one["responder_id"]) for one in mine} == {(2, None)}


def test_includes(api: httpx.Client) -> None:
    """What `include` names comes along and costs two credits each; the description is not there unasked."""
    answer = api.get("/tickets", params={"include": "stats,requester,company,description"})
    row = next(one for one in answer.json() if one["company_id"])
    assert answer.headers["X-Ratelimit-Used-CurrentRequest"] == "9"
    assert row["requester"]["id"] == row["requester_id"]
    assert row["company"]["id"] == row["company_id"]
    assert "first_responded_at" in row["stats"]
    assert row["description"].startswith("<div>")
    plain = api.get("/tickets")
    assert not {"description", "stats", "requester", "company"} & set(plain.json()[0])
    assert plain.headers["X-Ratelimit-Used-CurrentRequest"] == "1"


def test_link_only_when_more_follows(api: httpx.Client) -> None:
    """The last page has no Link, and a page beyond it is empty."""
    pages = [
        api.get("/tickets", params={"updated_since": ALL, "per_page": 60, "page": page}) for page in (1, 2, 3)
    ]
    assert ["next" in page.links for page in pages] == [True, False, False]
    assert [len(page.json()) for page in pages] == [60, 60, 0]


@pytest.mark.parametrize(
    ("params", "field", "code"),
    [
        ({"per_page": "101"}, "per_page", "invalid_value"),
        ({"per_page": "0"}, "per_page", "invalid_value"),
        ({"page": "x"}, "page", "datatype_mismatch"),
        ({"page": "301"}, "page", "invalid_value"),
        ({"status": "2"}, "status", "invalid_field"),
        ({"order_by": "subject"}, "order_by", "invalid_value"),
        ({"order_type": "up"}, "order_type", "invalid_value"),
        ({"include": "everything"}, "include", "invalid_value"),
        ({"updated_since": "yesterday"}, "updated_since", "invalid_date"),
        ({"filter": "mine"}, "filter", "invalid_value"),
    ],
)
def test_wrong_arguments(api: httpx.Client, params: dict[str, str], field: str, code: str) -> None:
    """Unknown keys and values out of range are refused with 400 and named, not clamped."""
    answer = api.get("/tickets", params=params)
    assert answer.status_code == 400
    problem = answer.json()["errors"][0]
    assert (problem["field"], problem["code"]) == (field, code)


def test_a_get_has_no_body(api: httpx.Client) -> None:
    """A GET with a JSON body is refused like unknown arguments."""
    answer = api.request("GET", "/tickets", json={"status": 2})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "invalid_field"


def test_list_equals_view(api: httpx.Client) -> None:
    """A ticket's row of the list says the same as its view."""
    for row in every_page(api, updated_since=ALL)[:40]:
        view = api.get(f"/tickets/{row['id']}").json()
        assert row == {key: view[key] for key in row}


def test_the_seed_makes_the_world(sandbox: Callable[..., Sandbox]) -> None:
    """The same seed gives the same tickets and conversations, another seed others."""

    def told(seed: int) -> tuple[Any, Any]:
        room = sandbox(tickets=40, open=12, seed=seed)
        with room.freshdesk() as api:
            rows = every_page(api, updated_since=ALL)
            talk = [api.get(f"/tickets/{row['id']}/conversations").json() for row in rows]
        return rows, [[one["created_at"] for one in entries] for entries in talk]

    assert told(3) == told(3)
    assert told(3) != told(4)


def test_many_tickets_page_to_the_wall(sandbox: Callable[..., Sandbox]) -> None:
    """Of 40,000 tickets the 300th page can be read, and beyond it one goes on by moving `updated_since`."""
    room = sandbox(tickets=40_000)
    params = {"updated_since": ALL, "per_page": 100, "order_by": "updated_at", "order_type": "asc"}
    with room.freshdesk() as api:
        last = api.get("/tickets", params=params | {"page": 300})
        assert len(last.json()) == 100
        assert api.get(last.links["next"]["url"]).status_code == 400
        since = last.json()[-1]["updated_at"]
        onward = api.get("/tickets", params=params | {"updated_since": since})
    assert last.json()[-1]["id"] in {row["id"] for row in onward.json()}
