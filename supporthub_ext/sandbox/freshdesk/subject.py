"""What one invented ticket is about: its topic and the words to fill in, drawn from its own chance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from supporthub_ext.sandbox.chance import Chance
from supporthub_ext.sandbox.freshdesk.history import Beginning
from supporthub_ext.sandbox.freshdesk.numbers import DAY
from supporthub_ext.sandbox.freshdesk.stamps import day_of
from supporthub_ext.sandbox.freshdesk.topics import texts
from supporthub_ext.sandbox.people import COMMUNITIES, CONTACTS, TEAM, Colleague, Community, Contact, on_duty

_COMMUNITY = {one.id: one for one in COMMUNITIES}
_MACHINES = 48010900  # contacts that nobody is: alerts, bills, newsletters, spam


@dataclass(frozen=True, slots=True)
class Said:
    """The first message of a ticket, with its words still to fill in."""

    subject: str
    text: str
    type: str | None = None
    tags: tuple[str, ...] = ()
    sender: Contact | None = None  # where it is not the ticket's own contact


@dataclass(frozen=True, slots=True)
class Subject:
    """Who wrote about what; ``community`` and ``hub`` are None where a machine wrote."""

    said: Said
    topic: dict[str, Any]
    contact: Contact
    community: Community | None
    hub: str | None
    steward: Colleague
    engineer: Colleague
    writer: Contact
    home: Community
    place: str  # the hub's address, also where a machine wrote
    count: int
    day: int

    @property
    def title(self) -> str:
        """The ticket's subject."""
        title = self.said.subject
        return title.format(**self.words) if "{" in title else title

    @property
    def first_message(self) -> str:
        """What was written first, as plain text."""
        return self.said.text.format(**self.words)

    @property
    def words(self) -> dict[str, str]:
        """What the texts are filled in with."""
        return {
            "name": self.writer.name.split()[0],
            "hub": self.place,
            "host": self.place,
            "community": self.home.name,
            "community_slug": self.home.name.lower().replace(" ", "-"),
            "steward": self.steward.name.split()[0],
            "engineer": self.engineer.name.split()[0],
            "count": str(self.count),
            "day": _in_words(self.day),
            "zone": self.writer.zone,
        }


@cache
def machines() -> tuple[Contact, ...]:
    """Answer the senders of noise and spam, in the order of ``topics.toml``; spam stands last."""
    known = {one.mail: one for one in CONTACTS.values()}
    senders = [*texts()["noise"], texts()["spam"]]
    return tuple(
        known.get(one["mail"]) or Contact(_MACHINES + place, one["sender"], one["mail"], None, False, "UTC")
        for place, one in enumerate(senders)
    )


def draw(chance: Chance, one: Beginning, seats: int) -> Subject:
    """Answer what a ticket is about, where so many people are on duty at a time.

    Draws are made in one order, so that a list and a view agree.
    """
    writer = CONTACTS[one.contact_id]
    home = _COMMUNITY[writer.company_id or 0]
    topic = chance.pick(texts()["topic"])
    hub = home.hubs[0 if one.plot.about == "outage" else chance.below(len(home.hubs))].url
    steward = on_duty(day_of(one.created // DAY), seats)[chance.below(seats)]
    engineer = chance.pick(_able(topic["skill"]))
    count, day = 3 + chance.below(6), one.created // DAY + 4 + chance.below(6)
    said = _said(chance, one.plot.about, topic)
    contact = said.sender or writer
    community = _COMMUNITY.get(contact.company_id or 0)
    return Subject(
        said=said,
        topic=topic,
        contact=contact,
        community=community,
        hub=hub if community else None,
        steward=steward,
        engineer=engineer,
        writer=writer,
        home=home,
        place=hub,
        count=count,
        day=day,
    )


@cache
def _able(skill: str) -> tuple[Colleague, ...]:
    return tuple(one for one in TEAM if skill in one.skills)


@lru_cache(maxsize=4096)
def _in_words(number: int) -> str:
    day = day_of(number)
    return f"{day:%A} {day.day} {day:%B}"


def _said(chance: Chance, about: str, topic: dict[str, Any]) -> Said:
    place, told = chance.below(1000), texts()
    if about == "outage":
        subjects, bodies = told["outage"]["subjects"], told["outage"]["texts"]
        return Said(subjects[place % len(subjects)], bodies[place // 5 % len(bodies)], "Incident")
    if about == "event":
        return Said(told["event"]["subject"], told["event"]["text"], "Event", ("event",))
    if about == "noise":
        which = place % len(told["noise"])
        noise = told["noise"][which]
        return Said(noise["subject"], noise["text"], sender=machines()[which])
    if about == "spam":
        subjects = told["spam"]["subjects"]
        return Said(subjects[place % len(subjects)], told["spam"]["text"], sender=machines()[-1])
    return Said(topic["subject"], topic["text"], topic["type"], tuple(topic["tags"]))
