"""`supporthub remind`, as cron runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from supporthub_ext.cli import main
from tests.sandbox.room import Sandbox


def test_what_is_due_is_shown_then_sent_once(
    sandbox: Callable[..., Sandbox],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A dry run shows it, a run sends it, the next has nothing left; without a service it is status 1."""

    def remind(*words: str) -> dict[str, Any]:
        assert main(["remind", "--json", *words]) == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    def posts() -> int:
        return sum(one["path"].endswith("chat.postMessage") for one in world.log("slack"))

    folder = tmp_path / "desk"
    world = sandbox(tickets=16, open=8, write_config=folder)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(folder))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    shown = remind("--dry-run")
    assert shown["reminders"][0]["text"].startswith("Support on Wednesday 4 March")
    assert posts() == 0
    sent = remind()
    assert [one["text"] for one in sent["reminders"]] == [one["text"] for one in shown["reminders"]]
    assert {one["state"] for one in sent["reminders"]} == {"sent"}
    assert posts() == len(sent["reminders"])
    assert remind()["reminders"] == []
    assert main(["remind"]) == 0
    assert capsys.readouterr().out == "Nothing is due.\n"
    world.fault(service="freshdesk", method="GET", path="*", status=401, count=50)
    assert main(["remind"]) == 1
    assert "supporthub: " in capsys.readouterr().err
