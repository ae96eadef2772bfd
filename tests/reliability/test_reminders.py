"""Reminders from several processes: each message once, whoever runs it, however often, whatever gets lost."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from supporthub_ext.actions.office import Office
from supporthub_ext.actions.reminding import LOST_AFTER_S, Reminding, Sent
from supporthub_ext.actions.settings import Settings
from supporthub_ext.process.reminders import PREFIX, Reminder
from supporthub_ext.store.ledger import Entry
from tests.reliability.reminder import Reminder as Process
from tests.sandbox.room import Sandbox

NOW = datetime(2026, 3, 5, 10, tzinfo=UTC)


class Room:
    """A sandbox, and what its private channel says under our keys."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox = sandbox
        self._traits = json.loads((folder / "jupyter_server_config.json").read_text())["SupportHub"]

    def settings(self, folder: Path, database: Path) -> Settings:
        folder.mkdir(exist_ok=True)
        traits = self._traits | {"database_url": f"sqlite:///{database}"}
        return Settings(data_dir=folder, **traits, refresh_s=3600)

    def choose(self, old: str, new: str) -> None:
        """Change a line of the process file."""
        path = Path(self._traits["process_file"])
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    def messages(self, channel: str = "") -> list[dict[str, Any]]:
        """Every reminder in a channel, newest first; without a name in the private one."""
        where = channel or self.sandbox.ready["slack"]["private_channel"]
        asked = {"channel": where, "limit": "999", "include_all_metadata": "true"}
        found = self._slack("conversations.history", asked)["messages"]
        return [one for one in found if _key(one).startswith(PREFIX)]

    def direct(self) -> dict[str, list[dict[str, Any]]]:
        """Every reminder that somebody got directly, by their Slack id."""
        rooms = self._slack("conversations.list", {"types": "im", "limit": "999"})["channels"]
        return {one["user"]: self.messages(one["id"]) for one in rooms}

    def zones(self) -> dict[str, ZoneInfo]:
        """Where everybody is, by their Slack id."""
        return {one["slack_id"]: ZoneInfo(one["zone"]) for one in self.sandbox.people()["people"]}

    def _slack(self, method: str, asked: dict[str, str]) -> Any:
        slack = self.sandbox.ready["slack"]
        headers = {"Authorization": f"Bearer {slack['bot_token']}"}
        return httpx.post(f"{slack['url']}{method}", headers=headers, data=asked, trust_env=False).json()


def _key(message: dict[str, Any]) -> str:
    return str(((message.get("metadata") or {}).get("event_payload") or {}).get("key", ""))


@pytest.fixture
def room(sandbox: Callable[..., Sandbox], tmp_path: Path) -> Room:
    folder = tmp_path / "desk"
    return Room(sandbox(tickets=16, open=8, write_config=folder), folder)


@pytest.mark.slow
def test_three_processes_remind_for_a_week(room: Room, tmp_path: Path) -> None:
    """Three processes that share a ledger run together all week: each message once, nobody at night."""
    shared = tmp_path / "shared.sqlite"
    processes = [Process(room.settings(tmp_path / f"p{number}", shared)) for number in range(3)]
    sent: Counter[str] = Counter()
    try:
        for _ in range(7 * 6):
            for process in processes:
                process.begin()
            for process in processes:
                sent.update(one["key"] for one in process.sent() if one["state"] == "sent")
            room.sandbox.advance(4 * 3600)
    finally:
        for process in processes:
            process.end()
    messages = room.messages()
    stood = Counter(_key(message) for message in messages)
    assert stood == sent
    assert set(stood.values()) == {1}
    assert sum("digest" in key for key in stood) == 6  # from Wednesday to Wednesday, but the weekend
    zones = room.zones()
    for message in messages:
        called = [slack_id for slack_id in zones if f"<@{slack_id}>" in message["text"]]
        assert called
        assert all(in_waking_hours(message, zones[slack_id]) for slack_id in called)


def in_waking_hours(message: dict[str, Any], zone: ZoneInfo) -> bool:
    """Say whether a message came on a working day, between eight and eight of where somebody is."""
    here = datetime.fromtimestamp(float(message["ts"]), UTC).astimezone(zone)
    return here.weekday() < 5 and 8 <= here.hour < 20


@pytest.mark.slow
def test_each_steward_is_reminded_directly(room: Room, tmp_path: Path) -> None:
    """Directly, each on duty gets a digest of their own and their own nudges, awake, and each once."""
    room.choose('where = "channel"', 'where = "direct"')
    shared = tmp_path / "shared.sqlite"
    processes = [Process(room.settings(tmp_path / f"p{number}", shared)) for number in range(2)]
    people = {one["id"]: one["slack_id"] for one in room.sandbox.people()["people"]}
    sent: dict[str, list[str]] = {slack_id: [] for slack_id in people.values()}
    try:
        for _ in range(5 * 6):
            for process in processes:
                process.begin()
            for one in (one for process in processes for one in process.sent()):
                (person,) = one["people"]
                if one["state"] == "sent":
                    sent[people[person]].append(one["key"])
            room.sandbox.advance(4 * 3600)
    finally:
        for process in processes:
            process.end()
    assert room.messages() == []
    stood = room.direct()
    assert len(stood) > 1
    zones = room.zones()
    for slack_id, messages in stood.items():
        keys = [_key(message) for message in messages]
        assert sorted(keys) == sorted(sent.pop(slack_id))
        assert len(set(keys)) == len(keys)
        assert sum("digest" in key for key in keys) >= 3
        assert any("digest" not in key for key in keys)
        assert all(message["text"].startswith(f"<@{slack_id}> ") for message in messages)
        assert all(in_waking_hours(message, zones[slack_id]) for message in messages)
    assert not any(sent.values())


@pytest.mark.slow
def test_two_servers_that_share_nothing_remind_once(room: Room, tmp_path: Path) -> None:
    """Two processes, each with a ledger of its own, remind in the same second: each message stands once."""
    processes = [Process(room.settings(tmp_path / f"p{n}", tmp_path / f"{n}.sqlite")) for n in range(2)]
    told: Counter[str] = Counter()
    try:
        for _ in range(3 * 4):
            for process in processes:
                process.begin()
            for process in processes:
                told.update(one["key"] for one in process.sent() if one["state"] in {"sent", "found"})
            room.sandbox.advance(6 * 3600)
    finally:
        for process in processes:
            process.end()
    stood = Counter(_key(message) for message in room.messages())
    assert len(stood) > 5
    assert set(stood.values()) == {1}
    assert set(stood) == set(told), "nothing is lost either"


def run(
    room: Room, folder: Path, deed: Callable[[Office, Reminding, Reminder], Awaitable[list[Sent]]]
) -> list[Sent]:
    """Let one process with a ledger in a folder do something with a reminder of everybody on duty."""

    async def inside() -> list[Sent]:
        office = Office(room.settings(folder, folder / "record.sqlite"), logging.getLogger("test"))
        reminding = Reminding(office)
        reminding.lag_s = 0.05
        people = tuple(one for one in office.roster.people if one.id in {"amara", "bruno"})
        try:
            return await deed(
                office, reminding, Reminder("remind-late-1-x", "late", "Ticket 1", (1,), people)
            )
        finally:
            await office.close()

    return asyncio.run(inside())


def test_nothing_is_said_twice_or_lost(room: Room, tmp_path: Path) -> None:
    """A lost answer is looked for, a dead process's claim is taken over, another ledger finds it in Slack."""

    async def send(_: Office, reminding: Reminding, reminder: Reminder) -> list[Sent]:
        return await reminding.send((reminder,), NOW)

    async def after_a_death(office: Office, reminding: Reminding, reminder: Reminder) -> list[Sent]:
        for since, wanted in ((datetime.now(UTC).timestamp(), 0), (0.0, 1)):
            document = {"state": "open", "since": since, "people": [], "tickets": []}
            for key in reminder.marks():
                office.ledger.put(Entry("reminder", key, None, "2026-03-05T09:00:00Z", "dead", document))
            found = await reminding.send((reminder,), NOW)
            assert len(found) == wanted
        assert reminding.told(NOW + timedelta(hours=1)) == {("amara", 1): NOW, ("bruno", 1): NOW}
        return found

    assert LOST_AFTER_S > 60
    room.sandbox.fault(
        service="slack", method="POST", path="*chat.postMessage", status=500, when="after", count=1
    )
    assert [one.state for one in run(room, tmp_path / "a", send)] == ["sent"]
    assert run(room, tmp_path / "a", send) == []
    assert [one.state for one in run(room, tmp_path / "b", after_a_death)] == ["found"]
    assert [one.state for one in run(room, tmp_path / "c", send)] == ["found"]
    assert [_key(one) for one in room.messages()] == ["remind-late-1-x-amara+bruno"]


def test_what_slack_refused_is_due_again(room: Room, tmp_path: Path) -> None:
    """A message that surely did not arrive is not remembered as sent."""

    async def twice(office: Office, reminding: Reminding, reminder: Reminder) -> list[Sent]:
        room.sandbox.control.post(f"/slack/channels/{channel}", json={"is_ext_shared": True})
        with pytest.raises(Exception, match="for the team alone"):
            await reminding.send((reminder,), NOW)
        assert not any(office.ledger.get("reminder", key) for key in reminder.marks())
        room.sandbox.control.post(f"/slack/channels/{channel}", json={"is_ext_shared": False})
        return await reminding.send((reminder,), NOW)

    channel = room.sandbox.ready["slack"]["private_channel"]
    assert [one.state for one in run(room, tmp_path / "a", twice)] == ["sent"]
    assert len(room.messages()) == 1
