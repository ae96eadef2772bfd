"""`supporthub doctor` on a real server: a sandbox that stands for an account."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from supporthub_ext.cli import main
from tests.sandbox.room import Sandbox


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """An account with other tickets than the doctor's own sandbox."""
    config = tmp_path_factory.mktemp("config")
    running = Sandbox(tickets=60, open=15, seed=5, plan="growth", write_config=config)
    running.config = config
    yield running
    running.stop()


@pytest.fixture
def say(
    account: Sandbox, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., tuple[int, Any]]]:
    """Ask the doctor about the account; answers the exit status and what it says as JSON."""
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(account.config))

    def run(*words: str | Path) -> tuple[int, Any]:
        status = main(["doctor", "--json", *map(str, words)])
        return status, json.loads(capfd.readouterr().out)

    yield run
    account.clear_faults()


@pytest.mark.slow
def test_a_good_account_is_said_to_be_good(say: Callable[..., tuple[int, Any]], account: Sandbox) -> None:
    """With keys that work every service is ok, and the status is 0."""
    status, body = say()
    assert status == 0
    assert {name: one["state"] for name, one in body["services"].items()} == dict.fromkeys(
        ("freshdesk", "slack", "github", "calendar", "events"), "ok"
    )
    assert account.api_key not in json.dumps(body)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fault", "state", "todo"),
    [
        ({"service": "freshdesk", "path": "/api/v2/agents/me", "status": 401}, "refused", "Check the key"),
        ({"service": "freshdesk", "path": "/api/v2/agents/me", "status": 429}, "limited", "Wait"),
        ({"service": "freshdesk", "path": "/api/v2/agents/me", "drop": True}, "down", "Check the address"),
        ({"service": "freshdesk", "path": "/api/v2/agents/me", "body": "<html>"}, "down", "log-in page"),
        ({"service": "slack", "path": "/api/auth.test", "body": {"ok": False, "error": "invalid_auth"}},
         "refused", "token"),
        ({"service": "slack", "path": "/api/conversations.list", "body": {"ok": True, "channels": []}},
         "refused", "/invite"),
        ({"service": "github", "path": "/api/v3/repos/*", "status": 404}, "refused", "Check the name"),
        ({"service": "github", "path": "/api/graphql", "body": {"errors": [{"type": "NOT_FOUND"}]}},
         "refused", "board"),
        ({"service": "calendar", "path": "/*", "body": "<html>sign in</html>"}, "refused", "its address"),
    ],
)  # fmt: skip
def test_trouble_comes_with_what_to_do(
    say: Callable[..., tuple[int, Any]], account: Sandbox, fault: dict[str, Any], state: str, todo: str
) -> None:
    """A service that does not answer as it should is named with its state and a remedy; the status is 1."""
    account.fault(**{"method": "*", "count": 1, "status": 200, **fault})
    status, body = say()
    told = body["services"][fault["service"]]
    assert (status, told["state"]) == (1, state)
    assert todo in told["what_to_do"]


@pytest.mark.slow
def test_a_recording_holds_no_value_and_finds_a_difference(
    say: Callable[..., tuple[int, Any]], account: Sandbox, tmp_path: Path
) -> None:
    """Every call is answered and only reads, no value is kept, and what is strange is told."""
    account.clear_log()
    account.fault(service="freshdesk", method="GET", path="/api/v2/groups", status=200, count=1,
                  body=[{"id": "grp", "beta_feature": True}])  # fmt: skip
    status, body = say("--record", tmp_path / "shapes.json")
    assert status == 1
    assert (
        "freshdesk, GET /api/v2/groups?per_page=30: [].id is string, in the sandbox integer."
        in body["differences"]
    )
    assert any("beta_feature is not in the sandbox" in line for line in body["differences"])
    assert all("/api/v2/groups" in line for line in body["differences"]), "the sandbox differs from itself"
    kept = (tmp_path / "shapes.json").read_text("utf-8")
    assert all(call["trouble"] is None for calls in json.loads(kept)["services"].values() for call in calls)
    assert values(account) & set(json.dumps(json.loads(kept)).split('"')) == set()
    written = {(one["service"], one["method"]) for one in account.log()} - {
        ("slack", "POST"),
        ("github", "POST"),
    }
    assert {method for _, method in written} == {"GET"}


def values(account: Sandbox) -> set[str]:
    """Texts that are somebody's: names, addresses, subjects, keys."""
    with account.freshdesk() as freshdesk:
        tickets = freshdesk.get("/tickets", params={"include": "requester"}).json()
    people = [ticket["requester"] for ticket in tickets]
    texts = {person[name] for person in people for name in ("name", "email")}
    return texts | {ticket["subject"] for ticket in tickets} | {account.api_key}


def test_nothing_set_up_is_said_with_what_to_set(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Without any configuration the doctor names what to set, and there is nothing to record."""
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    for name in ("FRESHDESK_API_KEY", "SLACK_BOT_TOKEN", "GITHUB_TOKEN"):
        monkeypatch.delenv(f"SUPPORTHUB_{name}", raising=False)
    assert main(["doctor"]) == 1
    assert "SupportHub.freshdesk_url" in capfd.readouterr().out
    assert main(["doctor", "--record", str(tmp_path / "x.json")]) == 2
    assert "nothing to record" in capfd.readouterr().err
