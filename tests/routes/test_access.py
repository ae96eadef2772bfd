"""Who may do what: nothing without a token, reading for all, acting for stewards."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError

from supporthub_ext.routes.table import ROUTES
from tests.routes.conftest import Call, refused

pytestmark = pytest.mark.parametrize("profile", ["as_written"])  # who may do what stands in no process file
VERBS = ("GET", "POST", "PUT", "DELETE", "PATCH")


def concrete(pattern: str) -> str:
    """Answer an address that a pattern fits."""
    path = (
        pattern.replace(r"(\d+)", "4101")
        .replace(r"([a-z_]+)", "reply")
        .replace(r"(\w+)", "abc")
        .replace(r"([\w-]+)", "reply")
    )
    path = path.replace(r"\.", ".")
    return re.sub(r"\(\?:.*", "/nowhere", path)


async def test_nothing_is_open(jp_serverapp: Any, http_server_client: Any, jp_base_url: str) -> None:
    """Without a token every verb of every address is refused, and says nothing of a ticket."""
    for pattern, verb in product([pattern for pattern, _ in ROUTES], VERBS):
        body = None if verb in {"GET", "DELETE"} else "{}"
        address = jp_base_url.rstrip("/") + concrete(pattern)
        with pytest.raises(HTTPClientError) as caught:
            await http_server_client.fetch(address, method=verb, body=body, follow_redirects=False)
        assert caught.value.code in {403, 405}, (verb, pattern)


async def test_an_unknown_address_answers_in_our_shape(settled: Call) -> None:
    """A wrong address below ours is a 404 with what to do."""
    status, error = await refused(settled("nowhere", "at", "all"))
    assert (status, error["code"]) == (404, "not_found")


async def test_a_body_that_is_no_object_is_refused(settled: Call) -> None:
    """JSON of another shape gets a 400 that says what to send."""
    status, error = await refused(settled("plans", body=[1, 2]))
    assert (status, error["code"]) == (400, "bad_request")
