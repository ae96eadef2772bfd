"""``/search``: its grammar, its limits, and an index that lags."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow


def search(api: httpx.Client, query: str, **more: Any) -> httpx.Response:
    return api.get("/search/tickets", params={"query": f'"{query}"', **more})


@pytest.fixture(scope="module")
def rows(api: httpx.Client) -> list[dict[str, Any]]:
    params = {"updated_since": "2000-01-01", "per_page": 100}
    pages = (api.get("/tickets", params=params | {"page": page}).json() for page in (1, 2))
    return [row for page in pages for row in page]


FITS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "status:2": lambda row: row["status"] == 2,
    "status:2 OR status:3": lambda row: row["status"] in (2, 3),
    "status:2 AND priority:3": lambda row: (row["status"], row["priority"]) == (2, 3),
    "status:5 OR status:2 AND priority:3": lambda row: (
        row["status"] == 5 or (row["status"], row["priority"]) == (2, 3)
    ),
    "(status:5 OR status:2) AND tag:'storage'": lambda row: (
        row["status"] in (2, 5) and "storage" in row["tags"]
    ),
    "agent_id:null": lambda row: row["responder_id"] is None,
    "type:'Feature Request'": lambda row: row["type"] == "Feature Request",
    "priority:>2": lambda row: row["priority"] >= 2,
    "created_at:>'2026-03-01' AND created_at:<'2026-03-02'": lambda row: (
        "2026-03-01" <= row["created_at"][:10] <= "2026-03-02"
    ),
    "cf_hub_url:null": lambda row: row["custom_fields"]["cf_hub_url"] is None,
}
WRONG = [
    "status:",
    "subject:'x'",
    "status:'2'",
    "status:2 AND",
    "(status:2",
    "status:2 status:3",
    "created_at:>5",
    "created_at:>'yesterday'",
    "tag:>'x'",
    "Status:2",
    "status:2)",
    "x" * 513,
]


@pytest.mark.parametrize("query", FITS)
def test_the_grammar(api: httpx.Client, rows: list[dict[str, Any]], query: str) -> None:
    """Fields, AND before OR, brackets, null, at or after, at or before, custom fields."""
    answer = search(api, query).json()
    wanted = [row["id"] for row in rows if FITS[query](row)]
    assert answer["total"] == len(wanted) > 0
    assert {row["id"] for row in answer["results"]} <= set(wanted)
    assert all("description" in row for row in answer["results"])


@pytest.mark.parametrize("query", WRONG)
def test_what_it_does_not_understand(api: httpx.Client, query: str) -> None:
    """Unknown fields, wrong types, open brackets and more than 512 characters answer 400."""
    answer = search(api, query)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "query")


def test_it_wants_quotes_and_no_page_size(api: httpx.Client) -> None:
    """The query stands in double quotes; pages have 30 rows, there are ten, and `per_page` is unknown."""
    assert api.get("/search/tickets", params={"query": "status:2"}).status_code == 400
    assert search(api, "status:2", per_page=100).status_code == 400
    assert search(api, "status:2", page=11).status_code == 400
    assert len(search(api, "priority:>1").json()["results"]) == 30
    assert len(search(api, "priority:>1", page=4).json()["results"]) == 30
    assert search(api, "priority:>1", page=5).json()["results"] == []


def test_the_index_lags(sandbox: Callable[..., Sandbox]) -> None:
    """New and changed tickets are found only minutes later."""
    room = sandbox(tickets=10)
    ticket = room.writes_in("ruth.sandoval@prairieeco.example", "Help", "text", tags=["fresh"])
    with room.freshdesk() as api:
        assert search(api, "tag:'fresh'").json()["total"] == 0
        room.advance(200)
        assert search(api, "tag:'fresh'").json()["total"] == 1
        api.put(f"/tickets/{ticket['id']}", json={"tags": ["stale"]})
        assert search(api, "tag:'fresh'").json()["total"] == 1
        room.control.post("/freshdesk", json={"index_delay_s": 0})
        assert search(api, "tag:'fresh'").json()["total"] == 0
        assert search(api, "tag:'stale'").json()["results"][0]["id"] == ticket["id"]


def test_contacts_and_companies(api: httpx.Client) -> None:
    """Contacts are found by address and tag, companies by domain."""
    found = api.get("/search/companies", params={"query": "\"domain:'nightsky.example'\""}).json()
    assert [one["name"] for one in found["results"]] == ["Night Sky Archive"]
    query = f"\"company_id:{found['results'][0]['id']} AND tag:'representative'\""
    people = api.get("/search/contacts", params={"query": query}).json()
    assert {one["name"] for one in people["results"]} == {"Kai Nakoa", "Lena Fischer"}
