"""``--write-config``: all that a jupyter-server needs to work on the sandbox, in one folder."""

from __future__ import annotations

import json
import re
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from supporthub_ext.sandbox.people import STEWARDS, SUPPORT_MAIL, TEAM, Colleague, absences, on_duty
from supporthub_ext.sandbox.world import Places


def write_config(folder: Path, ready: dict[str, Any], today: date) -> None:
    """Write configuration, secrets (0600), roster and process file into a folder.

    Parameters
    ----------
    folder
        Is made where it does not exist; files of the same names are replaced.
    ready
        The ready line.
    today
        Decides who is on duty: the steward who serves longer acts (``local_steward``).

    Raises
    ------
    OSError
        When a file can't be written.
    """
    folder = folder.absolute()
    secrets = folder / "secrets"
    secrets.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, value in _secrets(ready).items():
        path = secrets / name
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_text(value)
    (folder / "roster.toml").write_text(roster_text(today), encoding="utf-8")
    (folder / "process.toml").write_text(process_text(Places()), encoding="utf-8")
    traits = {name: value for name, value in _traits(folder, ready, today).items() if value}
    settings = {"ServerApp": {"jpserver_extensions": {"supporthub_ext": True}}, "SupportHub": traits}
    (folder / "jupyter_server_config.json").write_text(json.dumps(settings, indent=2) + "\n")


def _secrets(ready: dict[str, Any]) -> dict[str, str]:
    found = {
        "freshdesk_api_key": (ready["freshdesk"] or {}).get("api_key"),
        "slack_bot_token": (ready["slack"] or {}).get("bot_token"),
        "github_token": (ready["github"] or {}).get("token"),
    }
    return {name: value for name, value in found.items() if value}


def _traits(folder: Path, ready: dict[str, Any], today: date) -> dict[str, str]:
    urls = {
        f"{name}_url": (ready[name] or {}).get("url", "")
        for name in ("freshdesk", "slack", "github", "calendar")
    }
    return urls | {
        "github_repository": (ready["github"] or {}).get("repository", ""),
        "process_file": str(folder / "process.toml"),
        "roster_file": str(folder / "roster.toml"),
        "secrets_dir": str(folder / "secrets"),
        "database_url": f"sqlite:///{folder / 'supporthub.sqlite'}",
        "clock_url": f"{ready['control']['url']}/clock",
        "local_steward": on_duty(today)[0].id,
    }


def roster_text(today: date) -> str:
    """Answer the roster: the team, an engineer who is away now, and a steward who will be."""
    away = [
        f'[[absence]]\nperson_id = "{one.person_id}"\nfrom = {one.first_day}\nlast_day = {one.last_day}'
        for one in absences(today)
    ]
    return "\n\n".join([*(_person(one) for one in TEAM), *away]) + "\n"


def _person(one: Colleague) -> str:
    """Answer one person of the roster as TOML; JSON's texts, numbers and lists are TOML's too."""
    values = {
        "id": one.id,
        "name": one.name,
        "steward": one.steward,
        "engineer": one.engineer,
        "mail": one.mail,
        "slack_id": one.slack_id,
        "github_login": one.github_login,
        "freshdesk_agent_id": one.freshdesk_agent_id,
        "jupyter_user": one.jupyter_user,
        "zone": one.zone,
        "skills": list(one.skills),
        "wants_to_learn": list(one.wants_to_learn),
    }
    return "[[person]]\n" + "\n".join(f"{key} = {json.dumps(value)}" for key, value in values.items())


def process_text(places: Places) -> str:
    """Answer the written process as the package ships it, with the sandbox's own people and places."""
    text = files("supporthub_ext").joinpath("process", "process.toml").read_text(encoding="utf-8")
    ours = {
        ("", "support_address"): f'"{SUPPORT_MAIL}"',
        ("rota", "anchor_person"): f'"{STEWARDS[0].id}"',
        ("channels.tickets", "name"): f'"{places.private_channel_name}"',
        ("channels.general", "name"): f'"{places.public_channel_name}"',
        ("repository", "name"): f'"{places.repository}"',
        ("board", "organisation"): f'"{places.org}"',
        ("board", "number"): str(places.project),
    }
    for (table, key), value in ours.items():
        text = _with_value(text, table, key, value)
    return text


def _with_value(text: str, table: str, key: str, value: str) -> str:
    """Answer a TOML text with one value replaced; a text without the key stays as it is."""
    start = text.index(f"\n[{table}]\n") if table and f"\n[{table}]\n" in text else 0
    if table and not start:
        return text
    end = text.find("\n[", start + 1)
    end = len(text) if end < 0 else end
    line = re.compile(rf"^{re.escape(key)} = .*$", re.MULTILINE)
    return text[:start] + line.sub(lambda _: f"{key} = {value}", text[start:end], count=1) + text[end:]
