"""Reading is for everybody on the server, acting for stewards."""

from __future__ import annotations

import pytest

from tests.routes.conftest import Call, refused

pytestmark = pytest.mark.parametrize("profile", ["as_written"])  # who may do what stands in no process file


@pytest.fixture(params=["", "engineer-only", "nobody"])
def local_steward(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def test_others_read_and_do_not_act(settled: Call) -> None:
    """Somebody who is no steward sees the queue, and is refused with the reason when they act."""
    queue = await settled("queue")
    assert queue["tickets"]
    assert not (queue["you"] or {}).get("steward")
    ticket_id = queue["tickets"][0]["ticket_id"]
    body = {"action": "note", "ticket_ids": [ticket_id], "fields": {"text": "x"}}
    status, error = await refused(settled("plans", body=body))
    assert (status, error["code"]) == (403, "not_a_steward")
    status, error = await refused(
        settled("tickets", str(ticket_id), "drafts", "note", method="PUT", body={"fields": {}})
    )
    assert (status, error["code"]) == (403, "not_a_steward")
