"""A quarter of tickets, drawn from the load's numbers: the same seed, the same quarter, whoever works it.

Everything that chance decides is drawn here, for each ticket by itself: so two orders of the same seed meet
the same requesters, engineers and lengths of work, and their figures can be compared in pairs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from supporthub_ext.models import ImpactLevel
from supporthub_ext.process.definition import Process
from supporthub_ext.process.impact import assess
from supporthub_ext.process.one_cause import one_cause
from supporthub_ext.replay.load import KindLoad, Load
from supporthub_ext.replay.timeline import BEGIN, MINUTE, Timeline, timeline

DAY = 24 * 60
DRAWS = 16  # how many lengths, answers and asks a ticket has ready; a longer life begins again
LEVELS: tuple[ImpactLevel, ...] = ("low", "medium", "high", "critical")
MONTHS_IN_A_WEEK = 12 / 52


@dataclass(frozen=True, slots=True)
class Fate:
    """What chance has in store for one ticket. Delays are working minutes; a None never happens.

    ``lengths`` scale the minutes of each piece of work; ``writes_back`` says after which of our messages the
    requester writes, and when; ``asks`` says of each ask whether it is accepted, and when.
    """

    number: int
    created: int  # minute of the quarter
    hub: int
    kind: str
    noise: bool
    level: ImpactLevel
    misjudged: ImpactLevel
    settled_at_once: bool
    unclear: bool
    thread_to_issue: bool
    lengths: Sequence[float]
    writes_back: Sequence[int | None]
    comes_back: int | None
    answers: int | None
    team: int
    team_asks: int | None
    asks: Sequence[tuple[bool, int]]
    work: int
    work_asks: int | None


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of a hub: its first minute, and the one in which it is over."""

    hub: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """Tickets in the order in which they come; events; ``one_cause`` has the minute from which it shows."""

    seed: int
    timeline: Timeline
    fates: tuple[Fate, ...]
    events: tuple[Happening, ...]
    one_cause: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class _Arrival:
    minute: int
    hub: int
    answers: str  # which answers to the impact questions are likely


def draw(seed: int, name: str, load: Load, process: Process) -> Quarter:
    """Answer the quarter of a seed under a load (a key of its ``volumes``)."""
    chance = Random(f"{name} {seed}")
    line = timeline(process.working_time, load.weeks)
    events = _events(chance, load)
    special = [*_during_events(chance, events, name, load), *_outages(chance, name, load)]
    wanted = load.volumes[name] * MONTHS_IN_A_WEEK * load.weeks
    arrivals = sorted(
        [*special, *_plain(chance, max(wanted - len(special), 0.0), load)], key=lambda one: one.minute
    )
    fates = tuple(_fate(chance, number, one, load, process) for number, one in enumerate(arrivals))
    return Quarter(seed, line, fates, events, _shown_causes(fates, process))


def _events(chance: Random, load: Load) -> tuple[Happening, ...]:
    hubs, length = load.communities * load.hubs_each, load.events.days * DAY
    days = [
        week * 7 + chance.choice((0, 1, 2, 3))
        for week in chance.choices(range(load.weeks), k=load.events.a_quarter)
    ]
    return tuple(Happening(chance.randrange(hubs), day * DAY, day * DAY + length) for day in days)


def _during_events(chance: Random, events: Sequence[Happening], name: str, load: Load) -> list[_Arrival]:
    found = []
    for event in events:
        count = _poisson(chance, load.events.tickets_a_day[name] * load.events.days)
        found += [
            _Arrival(chance.randrange(event.first, event.last), event.hub, "event") for _ in range(count)
        ]
    return found


def _outages(chance: Random, name: str, load: Load) -> list[_Arrival]:
    hubs, end = load.communities * load.hubs_each, load.weeks * 7 * DAY
    found = []
    for _ in range(_poisson(chance, load.outages.a_quarter[name])):
        hub, first = chance.randrange(hubs), chance.randrange(end - DAY)
        found += [
            _Arrival(first + chance.randrange(load.outages.within_minutes), hub, "outage")
            for _ in range(chance.randint(*load.outages.tickets))
        ]
    return found


def _plain(chance: Random, wanted: float, load: Load) -> list[_Arrival]:
    rule = load.arrivals
    rates = [
        chance.gammavariate(rule.burstiness, 1 / rule.burstiness) * (rule.weekend if day % 7 > 4 else 1)
        for day in range(load.weeks * 7)
    ]
    weekdays, weekends = 5 * load.weeks, 2 * load.weeks
    a_day = wanted / (weekdays + weekends * rule.weekend)
    hubs = load.communities * load.hubs_each
    return [
        _Arrival(day * DAY + _time_of_day(chance, load), chance.randrange(hubs), "plain")
        for day, rate in enumerate(rates)
        for _ in range(_poisson(chance, rate * a_day))
    ]


def _time_of_day(chance: Random, load: Load) -> int:
    first, last = load.arrivals.busy_hours
    if chance.random() < load.arrivals.busy_share:
        return chance.randrange(first * 60, last * 60)
    return chance.randrange(DAY)


def _fate(chance: Random, number: int, arrival: _Arrival, load: Load, process: Process) -> Fate:
    others, day = load.others, timeline(process.working_time, load.weeks).day
    kind = "bug" if arrival.answers == "outage" else _pick(chance, _shares(load.kinds))
    of_kind = load.kinds[kind]
    level = _level(chance, arrival.answers, load, process)

    def later(days: float) -> int:
        return max(1, round(chance.expovariate(1 / (days * day))))

    def maybe(share: float, days: float) -> int | None:
        delay = later(days)
        return delay if chance.random() < share else None

    work = max(1, round(day * others.work_days * math.exp(chance.gauss(0, others.work_spread))))
    return Fate(
        number=number,
        created=arrival.minute,
        hub=arrival.hub,
        kind=kind,
        noise=chance.random() < load.arrivals.noise and arrival.answers == "plain",
        level=level,
        misjudged=_misjudged(chance, level, load),
        settled_at_once=chance.random() < of_kind.settled_at_once,
        unclear=chance.random() < of_kind.unclear,
        thread_to_issue=chance.random() < others.thread_to_issue,
        lengths=[math.exp(chance.gauss(0, load.minutes.spread)) for _ in range(DRAWS)],
        writes_back=[maybe(others.writes_back, others.writes_back_days) for _ in range(DRAWS)],
        comes_back=maybe(others.comes_back, others.writes_back_days),
        answers=maybe(1 - others.silent, others.answers_days),
        team=later(others.team_days),
        team_asks=maybe(others.team_asks, others.team_days),
        asks=[(chance.random() < others.accepts, later(others.accepts_days)) for _ in range(DRAWS)],
        work=work,
        work_asks=max(1, round(work * chance.random())) if chance.random() < others.work_asks else None,
    )


def _shares(kinds: Mapping[str, KindLoad]) -> Mapping[str, float]:
    return {name: kind.share for name, kind in kinds.items()}


def _level(chance: Random, answers: str, load: Load, process: Process) -> ImpactLevel:
    known = {question: _pick(chance, shares) for question, shares in load.answers[answers].items()}
    return assess(process.impact, known).level


def _misjudged(chance: Random, level: ImpactLevel, load: Load) -> ImpactLevel:
    place = LEVELS.index(level)
    near = [LEVELS[other] for other in (place - 1, place + 1) if 0 <= other < len(LEVELS)]
    wrong = chance.choice(near)
    return wrong if chance.random() < load.trouble.misjudged else level


def _shown_causes(fates: Sequence[Fate], process: Process) -> Mapping[int, int]:
    """Answer for each ticket of a cluster when enough of them were there to be seen as one."""
    rule = process.impact.one_cause
    created = {fate.number: fate.created for fate in fates if not fate.noise}
    clusters = one_cause(
        rule,
        [(fate.number, str(fate.hub), BEGIN + fate.created * MINUTE) for fate in fates if not fate.noise],
    )
    return {
        number: max(created[number], created[cluster.ticket_ids[max(rule.tickets, 2) - 1]])
        for cluster in clusters
        for number in cluster.ticket_ids
    }


def _pick(chance: Random, shares: Mapping[str, float]) -> str:
    return chance.choices(list(shares), list(shares.values()))[0]


def _poisson(chance: Random, mean: float) -> int:
    count, left = 0, chance.expovariate(1.0)
    while left < mean:
        count, left = count + 1, left + chance.expovariate(1.0)
    return count
