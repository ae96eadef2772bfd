"""What is going to arrive, whatever anybody does: requests, noise, an outage, an event that comes near."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from supporthub_ext.sandbox.chance import Chance
from supporthub_ext.sandbox.freshdesk import plots
from supporthub_ext.sandbox.freshdesk.history import Beginning
from supporthub_ext.sandbox.freshdesk.subject import Subject, draw
from supporthub_ext.sandbox.people import COMMUNITIES, Community
from supporthub_ext.sandbox.story.waking import awake

DAYS = 14
REQUESTS_A_DAY = 3
OUTAGE_DAY, OUTAGE_TICKETS = 2, 5
EVENT_DAY = 0.3  # the workshop itself is some days after the request
NEW = {about: plot for plot in plots.ALL for about in [plot.about]}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail that comes in. ``number`` tells it from all others of the story."""

    number: int
    at: datetime
    subject: Subject


def arrivals(seed: int, start: datetime, seats: int) -> list[Arrival]:
    """Answer all arrivals of the fortnight that begins at a moment, in order."""
    chance = Chance(seed, "story")
    wishes = sorted(_wishes(chance, start))
    return [
        Arrival(number, at, draw(Chance(seed, "story", number), _beginning(at, about, contact_id), seats))
        for number, (at, about, contact_id) in enumerate(wishes)
    ]


def _wishes(chance: Chance, start: datetime) -> Iterator[tuple[datetime, str, int]]:
    """Answer when, about what and from whom."""
    place = chance.below(len(COMMUNITIES))
    for day in range(DAYS):
        count = REQUESTS_A_DAY if (start + timedelta(days=day)).weekday() < 5 else 1
        for _ in range(count):
            place += 5  # everybody's turn comes
            community = COMMUNITIES[place % len(COMMUNITIES)]
            contact = chance.pick(community.representatives)
            at = start + timedelta(days=day + chance.share())
            yield awake(at, contact.zone), "topic", contact.id
        if chance.happens(0.5):
            noise = start + timedelta(days=day + chance.share())
            yield noise, "noise", COMMUNITIES[0].contacts[0].id
    yield from _outage(chance, start)
    community = chance.pick(COMMUNITIES)
    yield start + timedelta(days=EVENT_DAY), "event", community.representatives[0].id


def _outage(chance: Chance, start: datetime) -> Iterator[tuple[datetime, str, int]]:
    """Answer five mails within an hour, from one hub, on a working day."""
    hit: Community = chance.pick([one for one in COMMUNITIES if len(one.contacts) > 1])
    day = start + timedelta(days=OUTAGE_DAY)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    began = day.replace(hour=13, minute=10, second=0, microsecond=0)
    for place in range(OUTAGE_TICKETS):
        at = began + timedelta(minutes=11 * place + chance.between(0, 8))
        yield at, "outage", hit.contacts[place % len(hit.contacts)].id


def _beginning(at: datetime, about: str, contact_id: int) -> Beginning:
    second = int(at.timestamp())
    return Beginning(second, second, NEW[about], contact_id)
