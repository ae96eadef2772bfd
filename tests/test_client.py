"""The kernel's way to its own server."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from supporthub_ext.client import Address, Client, NoServer, RemoteError, end_kernel, find_server
from tests.views.room import OurServer, plan, queue, refusal, row


@pytest.fixture
def server() -> Iterator[OurServer]:
    """Start our server's stand-in."""
    running = OurServer()
    yield running
    running.stop()


@pytest.fixture
def client(server: OurServer) -> Client:
    """Make a client that knows the stand-in."""
    return Client(server.url + "/", "a-token")


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Write what a running Jupyter server writes about itself."""
    monkeypatch.setattr("jupyter_server.serverapp.jupyter_runtime_dir", lambda: str(tmp_path))
    monkeypatch.setenv("JPY_PARENT_PID", str(os.getpid()))

    def write(**info: Any) -> None:
        standard = {"pid": os.getpid(), "port": 8888, "base_url": "/", "hostname": "localhost"}
        known = standard | {"url": "http://localhost:8888/", "token": "abc", "secure": False} | info
        (tmp_path / f"jpserver-{known['pid']}.json").write_text(json.dumps(known))

    return write


def test_it_reads_and_says_who_it_is(client: Client, server: OurServer) -> None:
    """A read asks the path of the contract, with the server's token."""
    server.answers["GET queue"] = queue(row(1))
    assert client.queue()["tickets"][0]["ticket_id"] == 1
    assert server.asked == [("GET queue", None)]


def test_a_plan_is_asked_for_as_the_contract_says(client: Client, server: OurServer) -> None:
    """Ids of tickets are numbers in the list and texts as keys, as JSON wants them."""
    server.answers["POST plans"] = plan()
    client.plan("reply", [4101], {"text": "Dear Ana"}, {4101: "2026-03-03T18:00:00Z"}, {"quote": "asked for"})
    assert server.calls("POST plans") == [
        {
            "action": "reply",
            "ticket_ids": [4101],
            "fields": {"text": "Dear Ana"},
            "expected": {"4101": "2026-03-03T18:00:00Z"},
            "release": {"quote": "asked for"},
        }
    ]


def test_a_history_is_read_to_its_last_page(client: Client, server: OurServer) -> None:
    """A history of many pages comes as one, in order."""
    pages = [
        {"columns": ["ticket_id"], "rows": [[1], [2]], "next_cursor": "a"},
        {"columns": ["ticket_id"], "rows": [[3]], "next_cursor": None},
    ]
    server.answers["GET history"] = pages
    assert client.history("tickets") == (["ticket_id"], [[1], [2], [3]])


def test_a_refusal_comes_as_the_server_said_it(client: Client, server: OurServer) -> None:
    """An error of our server keeps its code, its words and its details."""
    server.answers["POST plans"] = (409, refusal("ticket_changed", changes=["Ana wrote"]))
    with pytest.raises(RemoteError) as caught:
        client.plan("reply", [1], {})
    assert caught.value.code == "ticket_changed"
    assert caught.value.to_json()["changes"] == ["Ana wrote"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((404, {"message": "Not Found", "reason": None}), "not_installed"),
        ((403, {"message": "Forbidden", "reason": None}), "not_allowed"),
        ((302, ""), "not_allowed"),
        ((200, "<html>log in</html>"), "unreadable"),
        ((500, "oops"), "unreadable"),
    ],
)
def test_an_answer_of_somebody_else_is_explained(
    client: Client, server: OurServer, answer: Any, code: str
) -> None:
    """What Jupyter or a proxy answers in our place becomes a sentence that says what to do."""
    server.answers["GET queue"] = answer
    with pytest.raises(RemoteError) as caught:
        client.queue()
    assert caught.value.code == code
    assert caught.value.what_to_do


def test_a_server_that_is_gone_is_said(server: OurServer) -> None:
    """When nobody answers, the error says so, and what to look at."""
    client = Client(server.url, "a-token")
    server.stop()
    server.stop = lambda: None  # type: ignore[method-assign]  # it has ended already
    with pytest.raises(RemoteError) as caught:
        client.queue()
    assert caught.value.code == "unreachable"


def test_a_kernel_finds_the_server_that_started_it(runtime: Callable[..., None]) -> None:
    """Of several running servers, the one whose process started the kernel counts."""
    runtime()
    runtime(pid=os.getppid(), token="other")
    assert find_server() == Address("http://127.0.0.1:8888", "abc")


@pytest.mark.parametrize("hostname", ["0.0.0.0", "*", "localhost", ""])  # noqa: S104 (read only)
def test_a_wildcard_is_called_on_loopback(runtime: Callable[..., None], hostname: str) -> None:
    """A server that listens everywhere is called on this machine: its host name may not resolve."""
    runtime(hostname=hostname, url="http://some-machine:8888/user/ana/", base_url="/user/ana/")
    assert find_server().url == "http://127.0.0.1:8888/user/ana"


def test_a_kernel_can_ask_to_be_ended(runtime: Callable[..., None], server: OurServer) -> None:
    """It asks its own server, by its own id."""
    runtime(url=server.url, port=int(server.url.rpartition(":")[2]))
    server.answers["DELETE /api/kernels/k-1"] = (204, {})
    end_kernel("k-1")
    assert server.asked == [("DELETE /api/kernels/k-1", None)]


def test_outside_of_jupyter_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a plain Python session the error says how to name a server."""
    monkeypatch.delenv("JPY_PARENT_PID", raising=False)
    with pytest.raises(NoServer) as caught:
        Client().queue()
    assert "Desk(url" in caught.value.what_to_do


def test_the_token_never_shows() -> None:
    """A token in a repr ends up in a notebook."""
    assert "secret" not in repr(Address("http://127.0.0.1:8888", "secret"))
