"""When several tickets from one hub come in a short time, the steward is asked whether it is one cause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from supporthub_ext.process.definition_judgement import OneCause

Arrival = tuple[datetime, int]
"""When a ticket came, and its id."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Tickets of one hub that came close together, the first one first. ``question`` is for the steward."""

    hub: str
    ticket_ids: tuple[int, ...]
    first: datetime
    last: datetime
    question: str


def one_cause(rule: OneCause, tickets: Iterable[tuple[int, str | None, datetime]]) -> tuple[Cluster, ...]:
    """Answer the clusters among tickets, each given as its id, its hub and when it was created.

    A cluster is ``rule.tickets`` or more of one hub within ``rule.hours``, and whatever came as close after
    them. A ticket without a hub belongs to none.
    """
    of_hub: dict[str, list[Arrival]] = defaultdict(list)
    for ticket_id, hub, created_at in tickets:
        if hub and hub.strip():
            of_hub[hub.strip()].append((created_at, ticket_id))
    clusters = [
        _cluster(hub, run) for hub, arrivals in of_hub.items() for run in _runs(rule, sorted(arrivals))
    ]
    return tuple(sorted(clusters, key=lambda cluster: (cluster.first, cluster.hub)))


def _runs(rule: OneCause, arrivals: list[Arrival]) -> Iterator[list[Arrival]]:
    """Join the windows that hold enough tickets, where they overlap."""
    span, many = timedelta(hours=rule.hours), max(rule.tickets, 2)
    first, end = 0, 0  # the run found so far, as indexes into the arrivals
    for index in range(len(arrivals) - many + 1):
        if arrivals[index + many - 1][0] - arrivals[index][0] > span:
            continue
        if index >= end:
            yield from [arrivals[first:end]] if end else []
            first = index
        end = index + many
    yield from [arrivals[first:end]] if end else []


def _cluster(hub: str, run: list[Arrival]) -> Cluster:
    minutes = (run[-1][0] - run[0][0]).total_seconds() / 60
    within = f"{minutes:.0f} minutes" if minutes < 120 else f"{minutes / 60:.0f} hours"
    question = f"{len(run)} tickets from {hub} within {within}: one cause?"
    return Cluster(hub, tuple(ticket_id for _, ticket_id in run), run[0][0], run[-1][0], question)
