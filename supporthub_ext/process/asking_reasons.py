"""Where an engineer stands towards one ticket, and that in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from supporthub_ext.models import Ask, Person, Roster
from supporthub_ext.process.definition_judgement import Asking
from supporthub_ext.process.rota_order import plain


@dataclass(frozen=True, slots=True)
class Need:
    """What is wanted: a ticket and its skills, who worked on it before, and what each engineer has open."""

    ticket_id: int | None = None
    skills: Collection[str] = ()
    touched_by: Collection[str] = ()
    open: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """One engineer towards one ticket. ``recent`` counts asks of late, whatever was answered.

    ``asked_here`` is their last ask for this very ticket; ``asked_last`` says that nobody was asked after.
    """

    person: Person
    open: int
    recent: int
    declined: int
    last_asked: Ask | None
    asked_here: Ask | None
    asked_last: bool
    away_until: date | None
    knows: tuple[str, ...]
    learns: tuple[str, ...]
    cues: frozenset[str]

    @property
    def able(self) -> bool:
        """Answer whether they could be asked at all: there, and not asked for this ticket already."""
        return self.away_until is None and self.asked_here is None

    @property
    def last_asked_key(self) -> float:
        """Answer when they were asked last, as something to sort by; never comes first."""
        return self.last_asked.at.timestamp() if self.last_asked else float("-inf")


def standing(
    person: Person, *, rule: Asking, roster: Roster, asks: Sequence[Ask], need: Need, now: datetime
) -> Standing:
    """Answer where an engineer stands towards a ticket, from all asks so far.

    An ask counts as soon as it is written down, also where the clock of the server that wrote it is ahead of
    ours.
    """
    in_order = sorted(asks, key=lambda ask: (ask.at, ask.id))
    theirs = [ask for ask in in_order if ask.engineer_id == person.id]
    late = [ask for ask in theirs if ask.at > now - timedelta(days=rule.recent_days)]
    here = [ask for ask in theirs if need.ticket_id is not None and ask.ticket_id == need.ticket_id]
    open_ = need.open.get(person.id, 0)
    knows, learns = _shared(need.skills, person.skills), _shared(need.skills, person.wants_to_learn)
    cues = {
        "touched_it": person.id in need.touched_by,
        "skill": bool(knows),
        "wants_to_learn": bool(learns),
        "capacity": open_ < rule.open_many,
    }
    return Standing(
        person,
        open_,
        recent=len(late),
        declined=sum(ask.answer == "declined" for ask in late),
        last_asked=theirs[-1] if theirs else None,
        asked_here=here[-1] if here else None,
        asked_last=bool(theirs) and theirs[-1] is in_order[-1],
        away_until=_away_until(roster, person, now),
        knows=knows,
        learns=learns,
        cues=frozenset(cue for cue, applies in cues.items() if applies),
    )


def reasons_for(rule: Asking, one: Standing) -> tuple[str, ...]:
    """Answer what speaks for asking somebody, the process file's first cue first."""
    words = {
        "touched_it": "Worked on this before.",
        "skill": f"Knows {_listed(one.knows)}.",
        "wants_to_learn": f"Wants to learn {_listed(one.learns)}.",
        "capacity": "Has room: nothing open." if not one.open else f"Has room: only {one.open} open.",
    }
    said = [words[cue] for cue in rule.cues if cue in one.cues]
    return (*said, *([] if one.recent else [f"Was not asked in the last {rule.recent_days} days."]))


def reasons_against(rule: Asking, one: Standing, now: datetime) -> tuple[str, ...]:
    """Answer what speaks against asking somebody now. That they declined is nothing against them."""
    return tuple(_against(rule, one, now))


def _against(rule: Asking, one: Standing, now: datetime) -> Iterator[str]:
    if one.away_until:
        yield f"Away until {one.away_until.day} {one.away_until:%B %Y}, that day included."
    if one.asked_here:
        answers = {"open": "has not answered", "accepted": "took it on", "declined": "said no"}
        yield f"Was asked for this ticket already and {answers[one.asked_here.answer]}."
    elif one.asked_last and one.last_asked:
        yield f"Was the last to be asked, for ticket {one.last_asked.ticket_id}."
    if one.recent > 1:
        yield f"Was asked more than once in the last {rule.recent_days} days."
    if one.open >= rule.open_many:
        yield f"Has much open already: {one.open}."
    if rule.declining_counts and one.declined:
        yield "Declined of late."
    if not _awake(one.person, now):
        yield f"It is {now.astimezone(ZoneInfo(one.person.zone)):%H:%M} where they are."


def _awake(person: Person, now: datetime) -> bool:
    first, last = person.waking
    return first <= f"{now.astimezone(ZoneInfo(person.zone)):%H:%M}" < last


def _away_until(roster: Roster, person: Person, now: datetime) -> date | None:
    """Answer the last day of the absence that covers today, and of those that follow at once."""
    day = now.astimezone(ZoneInfo(person.zone)).date()
    until: date | None = None
    for absence in sorted(roster.absences, key=lambda absence: absence.first_day):
        if absence.person_id == person.id and absence.first_day <= day <= absence.last_day:
            until, day = absence.last_day, absence.last_day + timedelta(days=1)
    return until


def _shared(wanted: Collection[str], has: Sequence[str]) -> tuple[str, ...]:
    plainly = {plain(one) for one in wanted}
    return tuple(one for one in has if plain(one) in plainly)


def _listed(words: Sequence[str]) -> str:
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)
