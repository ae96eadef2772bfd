"""Sends reminders, each once, whoever runs it and however often.

A reminder is claimed in the ledger before it is sent: of several processes that share it one wins. It is
looked for in Slack as well, by its key, before it is sent and again after: so processes with a ledger of
their own send nothing twice either.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from supporthub_ext.actions.doubles import EVERYBODY, Posted, served_by, take_back
from supporthub_ext.actions.office import Office
from supporthub_ext.errors import ServiceError
from supporthub_ext.models import Person
from supporthub_ext.process.escaping import for_slack
from supporthub_ext.process.reminders import Reminder
from supporthub_ext.services.slack_reading import LAG_S
from supporthub_ext.services.slack_records import key_of
from supporthub_ext.store.documents import instant
from supporthub_ext.store.ledger import Entry

REACH = timedelta(days=14)
LOST_AFTER_S = 120.0  # a claim that is older belongs to a process that died while it was sending
WRITER = "reminders"


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a reminder: ``sent``, ``found`` in Slack already, or ``quiet``: nothing was due."""

    key: str
    state: str
    people: tuple[str, ...]
    text: str


class Reminding:
    """Sends reminders.

    Parameters
    ----------
    office
        The ledger and Slack.
    """

    lag_s = LAG_S

    def __init__(self, office: Office) -> None:
        self._office = office
        self._there: dict[str, set[str]] = {}
        self._posted: dict[str, Posted] = {}
        self._team: str | None = None

    def told(self, now: datetime) -> dict[tuple[str, int], datetime]:
        """Answer when each person was last told of each ticket."""
        found: dict[tuple[str, int], datetime] = {}
        for entry in self._office.ledger.since("reminder", instant(now - REACH)):
            if entry.document["state"] == "sent":
                at = datetime.fromisoformat(entry.written_at)
                for pair in (
                    (who, id_) for who in entry.document["people"] for id_ in entry.document["tickets"]
                ):
                    found[pair] = max(at, found.get(pair, at))
        return found

    def settled(self, key: str) -> bool:
        """Say whether nothing is left to do under a key."""
        entry = self._office.ledger.get("reminder", key)
        return entry is not None and entry.document["state"] != "open"

    async def send(self, reminders: tuple[Reminder, ...], now: datetime) -> list[Sent]:
        """Send what is due, each to those who are not served yet; answer what became of each.

        Raises
        ------
        ServiceError
            When Slack does not take one; it is due again with the next run.
        """
        self._there, self._posted = {}, {}  # what stands in Slack is read once a run
        try:
            found = [await self._one(reminder, now) for reminder in reminders]
        except ServiceError:
            await self._doubles()
            raise
        doubles = await self._doubles()
        return [replace(one, state="found") if one.key in doubles else one for one in found if one]

    async def _one(self, reminder: Reminder, now: datetime) -> Sent | None:
        won = {key: person for key, person in reminder.marks().items() if self._claim(key, reminder, now)}
        if not won:
            return None
        people = tuple(person for person in won.values() if person) or reminder.people
        sent = Sent(
            _key(reminder, people),
            "sent" if reminder.text else "quiet",
            tuple(one.id for one in people),
            reminder.text,
        )
        if reminder.text:
            try:
                sent = await self._post(sent, reminder, people, now)
            except ServiceError as problem:
                if not problem.stored:  # nothing can have arrived: the next run may try at once
                    for mark in won:
                        self._office.ledger.remove("reminder", mark)
                raise
        for mark, person in won.items():
            self._write(mark, reminder, now, "sent" if reminder.text else "quiet", person)
        return sent

    async def _post(self, sent: Sent, reminder: Reminder, people: tuple[Person, ...], now: datetime) -> Sent:
        channel = await self._channel(people)
        served = await self._served(channel, reminder.stem, now)
        people = tuple(one for one in people if one.id not in served)
        if not people or EVERYBODY in served:
            return replace(sent, state="found")
        calls = " ".join(f"<@{one.slack_id}>" if one.slack_id else one.name for one in people)
        text = f"{calls} {for_slack(reminder.text)}"
        key = _key(reminder, people)
        try:
            place = await self._office.slack.post(channel, text, key=key, audience="team")
            self._posted[sent.key] = Posted(place, reminder.stem, _whom(reminder, people))
        except ServiceError as problem:
            if not problem.stored:
                raise
            await asyncio.sleep(self.lag_s)
            self._there.pop(channel, None)
            found = await self._served(channel, reminder.stem, now)
            if not {EVERYBODY, people[0].id} & found:
                raise
        return sent

    async def _served(self, channel: str, stem: str, now: datetime) -> set[str]:
        """Answer for whom a reminder stands in a channel already, by the keys there."""
        if channel not in self._there:
            history = self._office.slack.history(channel, now - REACH)
            self._there[channel] = {key async for one in history if (key := key_of(one))}
        return served_by(self._there[channel], stem)

    async def _doubles(self) -> set[str]:
        """Take back what somebody else sent a moment before us; answer its keys."""
        found: set[str] = set()
        if self._posted:
            await asyncio.sleep(self.lag_s)
        for key, posted in self._posted.items():
            try:
                if await take_back(self._office.slack, posted):
                    found.add(key)
            except ServiceError as problem:
                self._office.log.warning("A reminder may stand twice: %s", problem.message)
        return found

    async def _channel(self, people: tuple[Person, ...]) -> str:
        """Answer the id of the channel that the process file names; somebody unknown to Slack gets none."""
        slack = self._office.slack
        ids = [one.slack_id for one in people if one.slack_id]
        if self._office.process.reminders.where == "direct" and len(ids) == len(people) == 1:
            return await slack.open_direct(ids)
        if self._team is None:
            self._team = (await slack.channel_named(self._office.process.channels.tickets.name)).id
        return self._team

    # -- claims ----------------------------------------------------------------------------------------

    def _claim(self, key: str, reminder: Reminder, now: datetime) -> bool:
        """Say whether this process may send it: nobody else has, or whoever wanted to is gone."""
        ledger = self._office.ledger
        fresh = self._entry(key, reminder, now, "open", None)
        if ledger.add(fresh):
            return True
        known = ledger.get("reminder", key)
        if known is None or known.document["state"] != "open":
            return False
        lost = abs(datetime.now(UTC).timestamp() - known.document["since"]) > LOST_AFTER_S
        return lost and ledger.swap(known, fresh)

    def _write(self, key: str, reminder: Reminder, now: datetime, state: str, person: Person | None) -> None:
        self._office.ledger.put(self._entry(key, reminder, now, state, person))

    def _entry(self, key: str, reminder: Reminder, now: datetime, state: str, person: Person | None) -> Entry:
        people = [person.id] if person else [one.id for one in reminder.people]
        document: dict[str, Any] = {
            "state": state,
            "since": time.time(),
            "people": people,
            "tickets": list(reminder.tickets),
        }
        return Entry("reminder", key, None, instant(now), WRITER, document)


def _whom(reminder: Reminder, people: tuple[Person, ...]) -> frozenset[str]:
    return frozenset({EVERYBODY} if reminder.shared else {one.id for one in people})


def _key(reminder: Reminder, people: tuple[Person, ...]) -> str:
    """Answer the key that a message carries: whom it reminds stands in it."""
    return reminder.stem if reminder.shared else f"{reminder.stem}-{'+'.join(one.id for one in people)}"
