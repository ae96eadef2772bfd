"""A quarter of tickets, drawn from the load's numbers: the same seed, the same quarter, whoever works it.

Everything that chance decides is drawn here, for each ticket by itself: so two orders of the same seed meet
the same requesters, engineers and lengths of work, and their figures can be compared in pairs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from supporthub_ext.process.definition import Process
from supporthub_ext.process.one_cause import one_cause
from supporthub_ext.replay.fate import Arrival, Fate, draw_fate
from supporthub_ext.replay.load import Load
from supporthub_ext.replay.timeline import BEGIN, MINUTE, Timeline, timeline

DAY = 24 * 60
MONTHS_IN_A_WEEK = 12 / 52


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
    fates = tuple(
        draw_fate(chance, number, one, load, process, day=line.day) for number, one in enumerate(arrivals)
    )
    return Quarter(seed, line, fates, events, _shown_causes(fates, process))


def _events(chance: Random, load: Load) -> tuple[Happening, ...]:
    hubs, length = load.communities * load.hubs_each, load.events.days * DAY
    days = [
        week * 7 + chance.choice((0, 1, 2, 3))
        for week in chance.choices(range(load.weeks), k=load.events.a_quarter)
    ]
    return tuple(Happening(chance.randrange(hubs), day * DAY, day * DAY + length) for day in days)


def _during_events(chance: Random, events: Sequence[Happening], name: str, load: Load) -> list[Arrival]:
    found = []
    for event in events:
        count = _poisson(chance, load.events.tickets_a_day[name] * load.events.days)
        found += [
            Arrival(chance.randrange(event.first, event.last), event.hub, "event") for _ in range(count)
        ]
    return found


def _outages(chance: Random, name: str, load: Load) -> list[Arrival]:
    hubs, end = load.communities * load.hubs_each, load.weeks * 7 * DAY
    found = []
    for _ in range(_poisson(chance, load.outages.a_quarter[name])):
        hub, first = chance.randrange(hubs), chance.randrange(end - DAY)
        found += [
            Arrival(first + chance.randrange(load.outages.within_minutes), hub, "outage")
            for _ in range(chance.randint(*load.outages.tickets))
        ]
    return found


def _plain(chance: Random, wanted: float, load: Load) -> list[Arrival]:
    rule = load.arrivals
    rates = [
        chance.gammavariate(rule.burstiness, 1 / rule.burstiness) * (rule.weekend if day % 7 > 4 else 1)
        for day in range(load.weeks * 7)
    ]
    weekdays, weekends = 5 * load.weeks, 2 * load.weeks
    a_day = wanted / (weekdays + weekends * rule.weekend)
    hubs = load.communities * load.hubs_each
    return [
        Arrival(day * DAY + _time_of_day(chance, load), chance.randrange(hubs), "plain")
        for day, rate in enumerate(rates)
        for _ in range(_poisson(chance, rate * a_day))
    ]


def _time_of_day(chance: Random, load: Load) -> int:
    first, last = load.arrivals.busy_hours
    if chance.random() < load.arrivals.busy_share:
        return chance.randrange(first * 60, last * 60)
    return chance.randrange(DAY)


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


def _poisson(chance: Random, mean: float) -> int:
    count, left = 0, chance.expovariate(1.0)
    while left < mean:
        count, left = count + 1, left + chance.expovariate(1.0)
    return count
