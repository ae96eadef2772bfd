"""A Slack user group that says who the stewards are: who was in it when, and what the roster becomes.

The roster file still says who people are. Whom it does not know, or who has left Slack, is never a steward,
and is named: the retired bot saved such people as null.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from supporthub_ext.models import Person, Roster
from supporthub_ext.process.roster import find_person


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the group as Slack knows them; ``deleted`` when their account was closed."""

    slack_id: str
    name: str
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Stay:
    """When somebody was in the group. ``joined`` None is before we first looked; ``left`` is exclusive."""

    joined: date | None = None
    left: date | None = None


Stays = Mapping[str, Stay]
"""Everybody who was ever seen in the group, by Slack id. Empty: the group was never read."""


def remember(stays: Stays, members: Iterable[Member], today: date) -> dict[str, Stay]:
    """Answer the stays once the group was read again.

    Whoever is there at the very first look was always there; whoever comes later joins on that day, so that
    nobody's earlier tours move. Somebody who comes back has never left.
    """
    here = {member.slack_id for member in members if not member.deleted}
    since = today if stays else None
    known = {slack_id: replace(stays.get(slack_id, Stay(since)), left=None) for slack_id in here}
    gone = {
        slack_id: replace(stay, left=stay.left or today)
        for slack_id, stay in stays.items()
        if slack_id not in here
    }
    return gone | known


def stewards_now(roster: Roster, stays: Stays) -> Roster:
    """Answer the roster in which exactly the people of the group are stewards; unread, it stays as it is."""
    if not stays:
        return roster
    people = ((person, _stay(roster, stays, person)) for person in roster.people)
    return replace(
        roster,
        people=tuple(replace(one, steward=stay is not None and stay.left is None) for one, stay in people),
    )


def stewards_ever(roster: Roster, stays: Stays) -> Roster:
    """Answer the roster for the rota: stewards from the day they joined the group until they left it."""
    if not stays:
        return roster
    people = ((person, _stay(roster, stays, person)) for person in roster.people)
    return replace(roster, people=tuple(_on_rota(person, stay) for person, stay in people))


def group_problems(roster: Roster, members: Sequence[Member], handle: str) -> tuple[str, ...]:
    """Answer a sentence for each of the group who can't be a steward."""
    problems = []
    for one in members:
        who = f"{one.name} ({one.slack_id}) is in @{handle}"
        if one.deleted:
            problems.append(f"{who}, but has left Slack: they are no steward here.")
        elif find_person(roster, slack_id=one.slack_id) is None:
            problems.append(f"{who}, but not once in the roster: write them there with that slack_id.")
    return tuple(problems)


def _stay(roster: Roster, stays: Stays, person: Person) -> Stay | None:
    """Answer when a person was in the group; None for never, and for a Slack id that several have."""
    found = find_person(roster, slack_id=person.slack_id)
    return stays.get(person.slack_id or "") if found is person else None


def _on_rota(person: Person, stay: Stay | None) -> Person:
    if stay is None:
        return replace(person, steward=False)
    joined = max(filter(None, (person.joined, stay.joined)), default=None)
    left = min(filter(None, (person.left, stay.left)), default=None)
    return replace(person, steward=True, joined=joined, left=left)
