"""``--write-config``: all that a jupyter-server needs to work on the sandbox, in one folder."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from supporthub_ext.sandbox.people import STEWARDS, SUPPORT_MAIL, TEAM, Colleague, absences
from supporthub_ext.sandbox.profile import Profile
from supporthub_ext.sandbox.world import Places, World


def write_config(folder: Path, ready: dict[str, Any], world: World) -> None:
    """Write configuration, secrets (0600), roster and process file into a folder.

    Parameters
    ----------
    folder
        Is made where it does not exist; files of the same names are replaced.
    ready
        The ready line.
    world
        Its clock decides who is on duty: the steward who serves longest acts (``local_steward``). Its profile
        is the process that is written.

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
    (folder / "roster.toml").write_text(roster_text(world.clock.now().date()), encoding="utf-8")
    (folder / "process.toml").write_text(process_text(world.profile, world.places), encoding="utf-8")
    traits = {name: value for name, value in _traits(folder, ready, world).items() if value}
    settings = {"ServerApp": {"jpserver_extensions": {"supporthub_ext": True}}, "SupportHub": traits}
    (folder / "jupyter_server_config.json").write_text(json.dumps(settings, indent=2) + "\n")


def _secrets(ready: dict[str, Any]) -> dict[str, str]:
    found = {
        "freshdesk_api_key": (ready["freshdesk"] or {}).get("api_key"),
        "slack_bot_token": (ready["slack"] or {}).get("bot_token"),
        "github_token": (ready["github"] or {}).get("token"),
    }
    return {name: value for name, value in found.items() if value}


def _traits(folder: Path, ready: dict[str, Any], world: World) -> dict[str, str]:
    urls = {
        f"{name}_url": (ready[name] or {}).get("url", "")
        for name in ("freshdesk", "slack", "github", "calendar")
    }
    return urls | {
        "events_url": (ready["calendar"] or {}).get("events_url", ""),
        "github_repository": (ready["github"] or {}).get("repository", ""),
        "process_file": str(folder / "process.toml"),
        "roster_file": str(folder / "roster.toml"),
        "secrets_dir": str(folder / "secrets"),
        "database_url": f"sqlite:///{folder / 'supporthub.sqlite'}",
        "clock_url": f"{ready['control']['url']}/clock",
        "local_steward": world.on_duty()[0].id,
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


def process_text(profile: Profile, places: Places) -> str:
    """Answer a profile's file as the package ships it, with the sandbox's own people and places."""
    text = profile.text
    ours = {
        ("", "support_address"): f'"{SUPPORT_MAIL}"',
        ("rota", "anchor_person"): f'"{STEWARDS[0].id}"',
        ("repository", "name"): f'"{places.repository}"',
        ("board", "organisation"): f'"{places.org}"',
        ("board", "number"): str(places.project),
    }
    for (table, key), value in ours.items():
        text = _with_value(text, table, key, value)
    return text


def _with_value(text: str, table: str, key: str, value: str) -> str:
    """Answer a TOML text with one value replaced, or added to its table where the text does not say it."""
    start = text.index(f"\n[{table}]\n") + 1 if table else 0
    part = text[start:].partition("\n[")[0]
    head, rest = text[:start], text[start + len(part) :]
    line = re.compile(rf"^{re.escape(key)} = .*$", re.MULTILINE)
    if line.search(part):
        return head + line.sub(lambda _: f"{key} = {value}", part, count=1) + rest
    return f"{head}{part.rstrip()}\n{key} = {value}\n{rest}"
