"""``--write-config``: one folder is all that a server needs."""

from __future__ import annotations

import json
import stat
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow


def test_everything_is_written(tmp_path: Path, sandbox: Callable[..., Sandbox]) -> None:
    """Settings name the sandbox's addresses, a steward on duty acts, and nobody else reads the secrets."""
    folder = tmp_path / "config"
    room = sandbox(tickets=5, write_config=folder)
    settings = json.loads((folder / "jupyter_server_config.json").read_text())
    ours = settings["SupportHub"]
    assert settings["ServerApp"]["jpserver_extensions"] == {"supporthub_ext": True}
    assert ours["freshdesk_url"] == room.freshdesk_url
    assert ours["clock_url"].startswith(room.ready["control"]["url"])
    assert ours["local_steward"] in room.people()["on_duty"]
    assert str(folder) in ours["database_url"]
    secret = Path(ours["secrets_dir"]) / "freshdesk_api_key"
    assert secret.read_text() == room.api_key
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert room.api_key not in (folder / "jupyter_server_config.json").read_text()


def test_roster_and_process_belong_together(tmp_path: Path, sandbox: Callable[..., Sandbox]) -> None:
    """The process names the sandbox's repository and board, and its first steward is in the roster."""
    sandbox(tickets=5, write_config=tmp_path)
    roster = tomllib.loads((tmp_path / "roster.toml").read_text())
    process = tomllib.loads((tmp_path / "process.toml").read_text())
    assert process["rota"]["anchor_person"] in {one["id"] for one in roster["person"] if one["steward"]}
    assert process["repository"]["name"] == "lagoon-hubs/infrastructure"
    assert (process["board"]["organisation"], process["board"]["number"]) == ("lagoon-hubs", 4)
    assert len(roster["person"]) == 8


def test_a_world_can_follow_another_process(tmp_path: Path, sandbox: Callable[..., Sandbox]) -> None:
    """Under the later profile Slack, board and duty are as that file says, with the sandbox's people."""
    room = sandbox(tickets=5, profile="later", write_config=tmp_path)
    process = tomllib.loads((tmp_path / "process.toml").read_text())
    assert process["extends"] == "as_written"
    assert process["rota"]["anchor_person"] == "amara"
    assert process["repository"]["name"] == room.ready["github"]["repository"]
    assert len(room.people()["on_duty"]) == process["rota"]["seats"] == 1
    assert room.ready["slack"]["private_channel_name"] == process["channels"]["tickets"]["name"]
    headers = {"Authorization": f"Bearer {room.ready['github']['token']}"}
    labels = room.control.get(
        f"{room.ready['github']['url']}/repos/{room.ready['github']['repository']}/labels", headers=headers
    ).json()
    assert process["labels"]["support"]["name"] in {one["name"] for one in labels}
