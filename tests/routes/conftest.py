"""A real jupyter-server with the extension in it, on a sandbox of its own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError

from supporthub_ext.sandbox.profile import profile_names, read_profile
from tests.sandbox.room import Sandbox

Call = Callable[..., Awaitable[Any]]
STEWARD = "amara"


@pytest.fixture
def config_dir(tmp_path: Path) -> Path:
    return tmp_path / "desk"


@pytest.fixture(params=profile_names())
def profile(request: pytest.FixtureRequest) -> str:
    """Every endpoint is tested under each process that ships: no name of one may stand in code."""
    return str(request.param)


@pytest.fixture
def process(profile: str) -> Mapping[str, Any]:
    """What the profile says, to look names up in."""
    return read_profile(profile).data


@pytest.fixture
def world(sandbox: Callable[..., Sandbox], config_dir: Path, profile: str) -> Sandbox:
    """A small world: 30 tickets, 12 of them open."""
    return sandbox(tickets=30, open=12, profile=profile, write_config=config_dir)


@pytest.fixture
def local_steward() -> str:
    return STEWARD


@pytest.fixture
def settings(world: Sandbox, config_dir: Path, local_steward: str) -> dict[str, Any]:
    """The traits of ``SupportHub``, as the sandbox writes them."""
    written = json.loads((config_dir / "jupyter_server_config.json").read_text())
    traits: dict[str, Any] = written["SupportHub"]
    return traits | {"local_steward": local_steward, "refresh_s": 1.0}


@pytest.fixture
def jp_server_config(settings: dict[str, Any]) -> dict[str, Any]:
    return {
        "ServerApp": {
            "jpserver_extensions": {"supporthub_ext": True},
            "allow_unauthenticated_access": False,
            "reraise_server_extension_failures": True,
        },
        "SupportHub": settings,
    }


@pytest.fixture
def call(jp_fetch: Any, jp_serverapp: Any) -> Call:
    """Call an endpoint and answer its JSON: ``await call("queue")``, ``await call("plans", body={...})``."""

    async def ask(*path: str, method: str = "", body: Any = None, **query: str) -> Any:
        acts = body is not None or path[-1] in {"run", "cancel"}
        method = method or ("POST" if acts else "GET")
        more = {"body": json.dumps(body)} if body is not None else {}
        if method == "POST":
            more.setdefault("body", "{}")
        answer = await jp_fetch("supporthub", *path, method=method, params=query, request_timeout=60, **more)
        return json.loads(answer.body)

    return ask


@pytest.fixture
def settled(call: Call, jp_asyncio_loop: asyncio.AbstractEventLoop) -> Call:
    """The same, once every service was read: what comes later would change the queue under a test's feet."""
    jp_asyncio_loop.run_until_complete(settle(call))
    return call


async def settle(call: Call) -> None:
    """Wait until every service was read."""
    for _ in range(300):
        services = (await call("health"))["services"]
        if (await call("queue"))["state"] == "ready" and all(one["as_of"] for one in services.values()):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"not everything was read: {services}")


async def refused(asked: Awaitable[Any]) -> tuple[int, dict[str, Any]]:
    """Answer the status and the error of a call that must fail."""
    with pytest.raises(HTTPClientError) as caught:
        await asked
    response = caught.value.response
    assert response is not None
    error = json.loads(response.body)
    assert {"code", "message", "what_to_do"} <= set(error)
    assert error["message"]
    assert error["what_to_do"]
    return caught.value.code, error
