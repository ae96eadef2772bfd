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

    def messages(self) -> list[dict[str, Any]]:
        """Every reminder in the private channel, newest first."""
        slack = self.sandbox.ready["slack"]
        answer = httpx.post(
            f"{slack['url']}conversations.history",
            headers={"Authorization": f"Bearer {slack['bot_token']}"},
            data={"channel": slack["private_channel"], "limit": "999", "include_all_metadata": "true"},
            trust_env=False,
        ).json()
        return [one for one in answer["messages"] if _key(one).startswith(PREFIX)]


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
    zones = {one["slack_id"]: one["zone"] for one in room.sandbox.people()["people"]}
    for message in messages:
        at = datetime.fromtimestamp(float(message["ts"]), UTC)
        called = [slack_id for slack_id in zones if f"<@{slack_id}>" in message["text"]]
        assert called
        for slack_id in called:
            here = at.astimezone(ZoneInfo(zones[slack_id]))
            assert here.weekday() < 5
            assert 8 <= here.hour < 20


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
