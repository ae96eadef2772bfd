"""Whom to ask: every engineer with the reasons for and against, and one fair suggestion.

"Think about an engineering team member that likely has the skills and capacity needed, and ask them if they
are willing to take on resolving this issue. Try not to ask the same person for support help many times in a
row - we should spread the work." People are shown with reasons, never with a score; declining costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from supporthub_ext.errors import InvalidField
from supporthub_ext.models import Ask, Person, Roster
from supporthub_ext.process.asking_reasons import Need, Standing, reasons_against, reasons_for, standing
from supporthub_ext.process.definition_judgement import Asking
from supporthub_ext.process.roster import is_active
from supporthub_ext.process.rota_order import order_key


@dataclass(frozen=True, slots=True)
class Candidate:
    """An engineer, with what speaks for and against asking them now.

    ``away_until`` is the last day away. ``overrules`` is the rule that asking them would overrule, in words,
    or None: a steward may do it and says why.
    """

    person: Person
    open: int
    last_asked_at: datetime | None
    away_until: date | None
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]
    suggested: bool = False
    overrules: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Answer the candidate as ``GET engineers`` shows them."""
        asked = self.last_asked_at
        return {
            "person_id": self.person.id,
            "name": self.person.name,
            "open": self.open,
            "last_asked_at": asked and asked.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "away_until": self.away_until and self.away_until.isoformat(),
            "for": list(self.reasons_for),
            "against": list(self.reasons_against),
            "suggested": self.suggested,
            "overrules": self.overrules,
        }


def candidates(
    rule: Asking, roster: Roster, asks: Sequence[Ask], need: Need, now: datetime
) -> tuple[Candidate, ...]:
    """Answer every engineer who is with the team, the suggested one first and the others by name.

    Parameters
    ----------
    rule
        The asking rules of the process file.
    roster
        Who is an engineer, what they know and want to learn, and when they are away.
    asks
        Every ask so far, of all tickets, in any order.
    need
        The ticket, the skills it wants, who worked on it before, and how much each has open.
    now
        The present moment; days away are days of the engineer's own zone.
    """
    engineers = sorted(
        (person for person in roster.people if person.engineer and is_active(person, now.date())),
        key=order_key,
    )
    standings = [
        standing(person, rule=rule, roster=roster, asks=asks, need=need, now=now) for person in engineers
    ]
    chosen = _suggest(rule, standings)
    listed = [_candidate(rule, one, chosen, now) for one in standings]
    return tuple(sorted(listed, key=lambda candidate: not candidate.suggested))


def check_choice(listed: Sequence[Candidate], engineer_id: str) -> Candidate:
    """Answer the candidate that a steward chose; their ``overrules`` says whether a reason has to be given.

    Raises
    ------
    InvalidField
        When nobody on the list has this id; it names who is.
    """
    for candidate in listed:
        if candidate.person.id == engineer_id:
            return candidate
    known = ", ".join(candidate.person.id for candidate in listed) or "nobody yet"
    raise InvalidField(
        f'No engineer has the id "{engineer_id}".', f"Ask one of: {known}.", field="engineer_id"
    )


def _suggest(rule: Asking, standings: Sequence[Standing]) -> Standing | None:
    """Choose among those who can: not the one asked last, then by the cues, then whoever waited longest.

    Somebody asked two times more than another comes after them, whatever they know: else the same few
    experts are asked for ever.
    """
    able = [one for one in standings if one.able]
    if rule.never_twice_in_a_row:
        able = [one for one in able if not one.asked_last] or able
    fewest = min((one.recent for one in able), default=0)

    def key(one: Standing) -> tuple[object, ...]:
        missing = tuple(cue not in one.cues for cue in rule.cues)
        return one.recent > fewest + 1, missing, one.recent, one.last_asked_key, order_key(one.person)

    return min(able, key=key, default=None)


def _candidate(rule: Asking, one: Standing, chosen: Standing | None, now: datetime) -> Candidate:
    another = chosen is not None and chosen.person.id != one.person.id
    found = Candidate(
        one.person,
        one.open,
        one.last_asked.at if one.last_asked else None,
        one.away_until,
        reasons_for(rule, one),
        reasons_against(rule, one, now),
        suggested=one is chosen,
    )
    if one.asked_last and another and rule.never_twice_in_a_row:
        return replace(
            found, overrules=f"{one.person.name} was asked last, and somebody else could be asked."
        )
    if one.away_until:
        return replace(found, overrules=f"{one.person.name} is away until {one.away_until}.")
    return found
