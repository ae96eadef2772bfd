"""Reminders: each once, never at night, nothing skipped, quiet when nothing is due."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.models import Person
from supporthub_ext.process.definition import Process, load
from supporthub_ext.process.digest_text import MOST_CHARACTERS, Section, digest_text
from supporthub_ext.process.reminders import Digest, Owed, Reminder, due_digests, due_nudges
from supporthub_ext.process.waking import is_awake
from tests.process.ticket_world import at

PROCESS = load()
DIRECT = replace(PROCESS, reminders=replace(PROCESS.reminders, where="direct"))
ANA = Person("ana", "Ana Sample", steward=True, zone="Europe/Rome")
BEN = Person("ben", "Ben Sample", steward=True, zone="America/Los_Angeles")
PAIR = (ANA, BEN)


class Desk:
    """Remembers what was sent, as the ledger does, and lets any number of runs look at it."""

    def __init__(self, owed: list[Owed], process: Process = PROCESS, pair: tuple[Person, ...] = PAIR) -> None:
        self.owed, self.process, self.pair = owed, process, pair
        self.sent: dict[str, datetime] = {}
        self.told: dict[tuple[str, int], datetime] = {}
        self.messages: list[tuple[datetime, Reminder]] = []

    def write(self, day: date) -> Digest | None:
        late = tuple(one.ticket_id for one in self.owed if one.due_at.date() <= day)
        return Digest(f"{len(late)} due", late) if late else None

    def run(self, now: datetime) -> list[Reminder]:
        """Send what is due now; answer what was sent."""
        digests = due_digests(self.write, self.pair, self.sent.__contains__, self.process, now)
        for one in digests:
            self._send(one, now)
        nudges = due_nudges(self.owed, self.pair, self.told, self.process, now)
        for one in nudges:
            self._send(one, now)
        return [*(one for one in digests if one.text), *nudges]

    def _send(self, one: Reminder, now: datetime) -> None:
        for key in one.marks():
            assert key not in self.sent, f"{key} twice"
            self.sent[key] = now
        if one.text:
            self.messages.append((now, one))
        for person in one.people:
            self.told |= {(person.id, ticket_id): now for ticket_id in one.tickets}


def owed(ticket_id: int, due: datetime, owner: str | None = None) -> Owed:
    return Owed(ticket_id, f"Ticket {ticket_id}", "update", owner, due, due - timedelta(days=1))


@settings(max_examples=60, deadline=None)
@given(
    where=st.sampled_from(["channel", "direct"]),
    dues=st.lists(st.integers(0, 13 * 24 * 4), min_size=1, max_size=5),
    owners=st.lists(st.sampled_from([None, "ana", "ben", "gone"]), min_size=5, max_size=5),
    jumps=st.lists(st.integers(1, 60 * 60), min_size=5, max_size=60),
)
def test_whatever_the_clock_does(
    where: Literal["channel", "direct"], dues: list[int], owners: list[str | None], jumps: list[int]
) -> None:
    """Over nights, weekends and a change of clocks: each once, nobody out of hours, nobody left untold."""
    begin = at("2026-03-05T00:00")  # America changes its clocks on 8 March
    process = replace(PROCESS, reminders=replace(PROCESS.reminders, where=where))
    tickets = [
        owed(number, begin + timedelta(minutes=15 * due), owners[number]) for number, due in enumerate(dues)
    ]
    desk, now = Desk(tickets, process), begin
    for minutes in jumps:
        now += timedelta(minutes=minutes)
        desk.run(now)
        assert desk.run(now) == []
        for one in tickets:
            if one.due_at <= now:
                people = [person for person in PAIR if person.id == one.owner_id] or list(PAIR)
                for person in people:
                    if is_awake(person, now, process.working_time):
                        assert desk.told[person.id, one.ticket_id] >= one.due_at
    for sent_at, reminder in desk.messages:
        for person in reminder.people:
            assert is_awake(person, sent_at, process.working_time)
            here = sent_at.astimezone(ZoneInfo(person.zone))
            assert here.weekday() < 5
            assert 8 <= here.hour < 20
    if where == "direct":
        assert all(len(reminder.people) == 1 for _, reminder in desk.messages)


def test_one_held_back_at_night_is_sent_in_the_morning() -> None:
    """Due at night in Los Angeles: Ana hears of it at once, Ben when he is awake, and each once."""
    desk = Desk([owed(1, at("2026-03-05T10:00"))], pair=PAIR)
    desk.sent = {f"remind-digest-202603{day:02}": at("2026-03-04T00:00") for day in range(1, 31)}
    now, heard = at("2026-03-05T10:00"), Counter[str]()
    while now < at("2026-03-06T20:00"):
        heard.update(person.id for one in desk.run(now) for person in one.people)
        if now < at("2026-03-05T16:00"):
            assert heard == {"ana": 1}
        now += timedelta(minutes=10)
    assert heard == {"ana": 1, "ben": 1}


def test_a_nudge_comes_before_it_is_due_and_once_more_when_it_is_late() -> None:
    """Some hours before, then when it is late; a digest that told of it makes the next nudge needless."""
    desk = Desk([owed(1, at("2026-03-05T15:00"), "ana")], pair=(ANA,))
    desk.sent = {"remind-digest-20260305": at("2026-03-05T00:00")}
    kinds = {}
    for hour in range(8, 19):
        for one in desk.run(at(f"2026-03-05T{hour:02}:00")):
            kinds[hour] = one.kind
    assert kinds == {11: "soon", 15: "late"}
    (late,) = (one for _, one in desk.messages if one.kind == "late")
    assert late.text == "Ticket 1: send an update. It was due Thu 5 Mar, 15:00 UTC."
    told = Desk([owed(1, at("2026-03-05T04:00"), "ana")], pair=(ANA,))
    assert [one.kind for one in told.run(at("2026-03-05T08:30"))] == ["digest"]


def test_a_ticket_that_nobody_on_duty_owns_reminds_everybody_on_duty() -> None:
    """Without an owner, or with one who is not on duty, both are told; with one on duty only they are."""
    now = at("2026-03-05T18:00")  # afternoon in Rome, morning in Los Angeles
    for owner, who in ((None, {"ana", "ben"}), ("gone", {"ana", "ben"}), ("ben", {"ben"})):
        nudges = due_nudges([owed(1, now, owner)], PAIR, {}, PROCESS, now)
        assert {person.id for one in nudges for person in one.people} == who


def test_the_channel_gets_one_digest_a_day_and_a_quiet_day_none() -> None:
    """The first who is up lets the day's digest come; where nothing is due nothing is said, and not later."""
    desk = Desk([owed(1, at("2026-03-05T10:00"))])
    sent = [
        one for hour in range(24) for one in desk.run(at(f"2026-03-05T{hour:02}:00")) if one.kind == "digest"
    ]
    assert [one.stem for one in sent] == ["remind-digest-20260305"]
    assert [person.id for person in sent[0].people] == ["ana"]
    quiet = Desk([])
    assert [one for hour in range(24) for one in quiet.run(at(f"2026-03-05T{hour:02}:00"))] == []
    quiet.owed = [owed(1, at("2026-03-05T02:00"), "ana")]
    assert [one.kind for one in quiet.run(at("2026-03-05T12:00"))] == ["late"]
    direct = Desk([owed(1, at("2026-03-05T10:00"))], DIRECT)
    runs = [one for hour in range(30) for one in direct.run(at("2026-03-05T00:00") + timedelta(hours=hour))]
    assert [one.people[0].id for one in runs if one.kind == "digest"] == ["ana", "ben"]


def test_a_digest_is_short_and_says_what_it_leaves_out() -> None:
    """Five lines a section, never more than Slack takes, and empty when there is nothing to say."""
    assert digest_text(date(2026, 3, 4), [Section("Overdue", []), Section("Events", [])]) == ""
    text = digest_text(date(2026, 3, 4), [Section("Overdue", [f"line {n}" for n in range(9)])])
    assert text.startswith("Support on Wednesday 4 March")
    assert text.endswith("• line 4\n• and 4 more")
    long = digest_text(date(2026, 3, 4), [Section(f"S{n}", ["x" * 300] * 5) for n in range(9)])
    assert len(long) <= MOST_CHARACTERS
    assert long.endswith("the queue has the rest.")


@pytest.mark.parametrize(
    ("zone", "moment", "awake"),
    [
        ("Europe/Rome", "2026-03-29T06:30", False),  # Sunday, and the clocks changed in the night
        ("Europe/Rome", "2026-03-30T06:00", True),
        ("Europe/Rome", "2026-03-27T06:30", False),
        ("Asia/Tokyo", "2026-03-01T23:00", True),  # Monday there
        ("America/Los_Angeles", "2026-03-06T03:59", True),
        ("America/Los_Angeles", "2026-03-06T04:00", False),
    ],
)
def test_who_is_awake_is_told_by_their_own_clock(zone: str, moment: str, awake: bool) -> None:
    """From eight to eight by a person's own clock, on working days of their own calendar."""
    assert is_awake(Person("x", "X", zone=zone), at(moment), PROCESS.working_time) is awake
