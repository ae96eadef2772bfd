"""The numbers of a simulated quarter, read from load.toml beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from supporthub_ext.process.definition_checks import Count, Days, Factor, Hours, Points, Text, Zone
from supporthub_ext.process.definition_reader import Reader

Shares = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Seat:
    """One steward: a zone, and the hours of a weekday that go into support."""

    zone: Zone
    hours: Hours


@dataclass(frozen=True, slots=True)
class Arrivals:
    """When tickets come, and how many of them are noise."""

    burstiness: Factor
    weekend: float
    noise: float
    busy_hours: tuple[Points, ...]
    busy_share: float


@dataclass(frozen=True, slots=True)
class EventLoad:
    """Events of communities: how many, how long, and how many more tickets on each of their days."""

    a_quarter: Points
    days: Count
    tickets_a_day: Mapping[Text, float]


@dataclass(frozen=True, slots=True)
class OutageLoad:
    """Hubs that are down: how often, and how many tickets within how many minutes."""

    a_quarter: Mapping[Text, float]
    tickets: tuple[Count, ...]
    within_minutes: Count


@dataclass(frozen=True, slots=True)
class KindLoad:
    """A kind of request: its share, and how often the first answer settles it or impact must be asked."""

    share: float
    settled_at_once: float
    unclear: float


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes of attention for each step, and how much single ones vary."""

    acknowledge: Factor
    settling_answer: Factor
    reply: Factor
    ask_impact: Factor
    open_thread: Factor
    escalate: Factor
    find_engineer: Factor
    answer_engineer: Factor
    update: Factor
    tell_resolved: Factor
    close_out: Factor
    follow_up: Factor
    noise: Factor
    spread: Factor


@dataclass(frozen=True, slots=True)
class Others:
    """What requesters, the team and engineers do; times are working days."""

    writes_back: float
    writes_back_days: Days
    comes_back: float
    answers_days: Days
    silent: float
    team_days: Days
    team_asks: float
    thread_to_issue: float
    accepts: float
    accepts_days: Days
    work_days: Days
    work_spread: Factor
    work_asks: float


@dataclass(frozen=True, slots=True)
class DueDates:
    """FreshDesk's due dates, in working days after a ticket came."""

    first_response: Days
    resolution: Days


@dataclass(frozen=True, slots=True)
class Trouble:
    """What may go wrong: impact misjudged, the list not followed, a steward away."""

    misjudged: float
    followed: float
    away_from_week: Points
    away_weeks: Count


@dataclass(frozen=True, slots=True)
class Load:
    """All numbers of a simulated quarter."""

    weeks: Count
    communities: Count
    hubs_each: Count
    volumes: Mapping[Text, Factor]
    stewards: tuple[Seat, ...]
    arrivals: Arrivals
    events: EventLoad
    outages: OutageLoad
    kinds: Mapping[Text, KindLoad]
    answers: Mapping[Text, Mapping[Text, Shares]]
    minutes: Minutes
    others: Others
    freshdesk: DueDates
    trouble: Trouble


@cache
def load() -> Load:
    """Answer the numbers that ship with us.

    Raises
    ------
    ValueError
        When load.toml is wrong; it names everything that is.
    """
    reader = Reader()
    table = tomllib.loads((Path(__file__).parent / "load.toml").read_text(encoding="utf-8"))
    found = reader.record(Load, table)
    if not isinstance(found, Load):
        raise ValueError("; ".join(fault.sentence for fault in reader.faults))
    return found
