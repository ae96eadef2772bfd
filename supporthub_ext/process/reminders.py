"""Which reminders are due: computed from facts, never a modulo of the clock.

A reminder asks: is it due, and was this person not told since? One that is held back while a person sleeps
does not count as sent. A ticket that nobody on duty owns reminds everybody on duty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from supporthub_ext.models import STEP_WORDS, Person, StepName
from supporthub_ext.process.definition import Process
from supporthub_ext.process.waking import has_morning, is_awake, local_day

Told = Mapping[tuple[str, int], datetime]
"""When a person was last told of a ticket, by person and ticket."""

PREFIX = "remind-"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Owed:
    """A ticket with a promise, as a reminder sees it. ``owner_id`` is a roster id, None where nobody owns it.

    ``label`` is what a reminder calls it, with its link.
    """

    ticket_id: int
    label: str
    step: StepName
    owner_id: str | None
    due_at: datetime
    due_soon_at: datetime | None


@dataclass(frozen=True, slots=True)
class Digest:
    """What a morning's digest would say, and of which tickets."""

    text: str
    tickets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reminder:
    """A message that is due now.

    Attributes
    ----------
    stem
        The same reminder has the same stem, whoever computes it.
    kind, text, tickets
        What it is, what it says, and of which tickets.
    people
        Whom it mentions, or to whom it goes directly.
    shared
        True for a digest of the channel: it is sent once, not once a person.
    """

    stem: str
    kind: Literal["digest", "soon", "late"]
    text: str
    tickets: tuple[int, ...]
    people: tuple[Person, ...]
    shared: bool = False

    def marks(self) -> dict[str, Person | None]:
        """Answer the keys under which it counts as sent, each with the person for whom."""
        if self.shared:
            return {self.stem: None}
        return {f"{self.stem}-{person.id}": person for person in self.people}


def due_nudges(
    owed: Iterable[Owed], on_duty: tuple[Person, ...], told: Told, process: Process, now: datetime
) -> tuple[Reminder, ...]:
    """Answer the nudges that are due now, the most urgent first.

    Parameters
    ----------
    owed
        Every ticket with a promise.
    on_duty
        Who sits in a seat now.
    told
        When each of them was last told of each ticket.
    now
        The present moment, UTC.
    """
    found = (_nudge(one, on_duty, told, process, now) for one in sorted(owed, key=lambda one: one.due_at))
    nudges = [one for one in found if one is not None]
    if process.reminders.where == "direct":
        return tuple(replace(one, people=(person,)) for one in nudges for person in one.people)
    return tuple(nudges)


def due_digests(
    write: Callable[[date], Digest | None],
    on_duty: tuple[Person, ...],
    sent: Callable[[str], bool],
    process: Process,
    now: datetime,
) -> tuple[Reminder, ...]:
    """Answer the digests that are due now: one for the channel, or one for each person.

    Parameters
    ----------
    write
        Answers what the digest of a day says, None where nothing is due.
    sent
        Whether something was already sent, or found to be quiet, under a key.
    """
    up = [one for one in on_duty if has_morning(one, now, process.reminders.digest_at, process.working_time)]
    if process.reminders.where == "direct":
        found = [_digest(write, local_day(one, now), (one,), shared=False) for one in up]
    else:
        day = now.astimezone(ZoneInfo(process.working_time.zone)).date()
        today = tuple(one for one in up if local_day(one, now) == day)
        found = [_digest(write, day, today, shared=True)] if today else []
    return tuple(one for one in found if one and not all(sent(key) for key in one.marks()))


def _digest(
    write: Callable[[date], Digest | None], day: date, people: tuple[Person, ...], *, shared: bool
) -> Reminder:
    digest = write(day) or Digest("", ())
    return Reminder(f"{PREFIX}digest-{day:%Y%m%d}", "digest", digest.text, digest.tickets, people, shared)


def _nudge(
    one: Owed, on_duty: tuple[Person, ...], told: Told, process: Process, now: datetime
) -> Reminder | None:
    late = now >= one.due_at
    since = one.due_at if late else _soon(one, process)
    if now < since:
        return None
    owners = tuple(person for person in on_duty if person.id == one.owner_id) or on_duty
    people = tuple(
        person
        for person in owners
        if is_awake(person, now, process.working_time) and told.get((person.id, one.ticket_id), NEVER) < since
    )
    if not people:
        return None
    kind: Literal["late", "soon"] = "late" if late else "soon"
    what = STEP_WORDS[one.step]
    when = f"It {'was' if late else 'is'} due {in_words(one.due_at)}."
    stem = f"{PREFIX}{kind}-{one.ticket_id}-{one.due_at.astimezone(UTC):%Y%m%dT%H%M}"
    return Reminder(stem, kind, f"{one.label}: {what}. {when}", (one.ticket_id,), people)


def _soon(one: Owed, process: Process) -> datetime:
    """Answer from when on somebody is nudged before a promise is due: never while it is fresh."""
    near = one.due_at - timedelta(hours=process.reminders.nudge_hours)
    return max(near, one.due_soon_at or near)


def in_words(at: datetime) -> str:
    """Answer a moment shortly: ``Thu 5 Mar, 14:00 UTC``."""
    at = at.astimezone(UTC)
    return f"{at:%a} {at.day} {at:%b, %H:%M} UTC"
