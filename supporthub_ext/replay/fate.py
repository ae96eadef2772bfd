"""What chance has in store for a ticket: drawn once, the same in whichever order the ticket is worked."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from supporthub_ext.models import ImpactLevel
from supporthub_ext.process.definition import Process
from supporthub_ext.process.impact import assess
from supporthub_ext.replay.load import KindLoad, Load

DRAWS = 16  # how many lengths, answers and asks a ticket has ready; a longer life begins again
LEVELS: tuple[ImpactLevel, ...] = ("low", "medium", "high", "critical")


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
class Arrival:
    """A ticket that comes: its minute of the quarter, its hub, and which answers to impact are likely."""

    minute: int
    hub: int
    answers: str


def draw_fate(
    chance: Random, number: int, arrival: Arrival, load: Load, process: Process, *, day: int
) -> Fate:
    """Answer a ticket's fate; ``day`` is a working day in minutes."""
    others = load.others
    kind = "bug" if arrival.answers == "outage" else _pick(chance, _shares(load.kinds))
    level = _level(chance, arrival.answers, load, process)
    delays = _Delays(chance, day)
    work = delays.around(others.work_days, others.work_spread)
    return Fate(
        number=number,
        created=arrival.minute,
        hub=arrival.hub,
        kind=kind,
        noise=chance.random() < load.arrivals.noise and arrival.answers == "plain",
        level=level,
        misjudged=_misjudged(chance, level, load),
        settled_at_once=chance.random() < load.kinds[kind].settled_at_once,
        unclear=chance.random() < load.kinds[kind].unclear,
        thread_to_issue=chance.random() < others.thread_to_issue,
        lengths=[math.exp(chance.gauss(0, load.minutes.spread)) for _ in range(DRAWS)],
        writes_back=[delays.maybe(others.writes_back, others.writes_back_days) for _ in range(DRAWS)],
        comes_back=delays.maybe(others.comes_back, others.writes_back_days),
        answers=delays.maybe(1 - others.silent, others.answers_days),
        team=delays.later(others.team_days),
        team_asks=delays.maybe(others.team_asks, others.team_days),
        asks=[(chance.random() < others.accepts, delays.later(others.accepts_days)) for _ in range(DRAWS)],
        work=work,
        work_asks=max(1, round(work * chance.random())) if chance.random() < others.work_asks else None,
    )


@dataclass(frozen=True, slots=True)
class _Delays:
    """Draws working minutes of which a mean or a median is known in working days."""

    chance: Random
    day: int

    def later(self, mean: float) -> int:
        return max(1, round(self.chance.expovariate(1 / (mean * self.day))))

    def maybe(self, share: float, mean: float) -> int | None:
        delay = self.later(mean)
        return delay if self.chance.random() < share else None

    def around(self, median: float, spread: float) -> int:
        return max(1, round(self.day * median * math.exp(self.chance.gauss(0, spread))))


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


def _pick(chance: Random, shares: Mapping[str, float]) -> str:
    return chance.choices(list(shares), list(shares.values()))[0]
