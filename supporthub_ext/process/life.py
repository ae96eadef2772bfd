"""The life of a request, found by playing it: what each deed and each event makes of the next step.

Nothing here says which step follows which: `explore` tries everything that can happen on invented tickets
and asks `next_step`. The drawing in the docs and the proof that no state is a trap come from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from supporthub_ext.models import NextStep, StepName, TicketFacts
from supporthub_ext.process.definition import Process
from supporthub_ext.process.life_events import ANYWHERE, DEEDS, possible, say
from supporthub_ext.process.nextstep import next_step

BEGIN = datetime(2026, 3, 2, 10, tzinfo=UTC)
PAUSE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one step to the next, by a deed of ours or by what others do."""

    start: StepName
    event: str
    end: StepName
    ours: bool


def explore(process: Process, moves: int = 9) -> set[Arrow]:
    """Answer every arrow that can be walked within so many moves from a new ticket of any kind."""
    arrows: set[Arrow] = set()
    edge = [(facts, next_step(facts, process)) for facts in _new_tickets(process)]
    seen = {_sign(facts, step) for facts, step in edge}
    for number in range(1, moves + 1):
        found = []
        for facts, step in edge:
            for event, happens in possible(facts, step):
                after = happens(facts, BEGIN + number * PAUSE)
                then = next_step(after, process)
                arrows.add(Arrow(step.step, event, then.step, event in DEEDS.values()))
                if (sign := _sign(after, then)) not in seen:
                    seen.add(sign)
                    found.append((after, then))
        edge = found
    return arrows


def drawing(arrows: set[Arrow]) -> str:
    """Answer the life as a Mermaid state diagram.

    What can happen at any moment (`ANYWHERE`) is left out, and so is what changes nothing: the picture shows
    how one step leads to the next.
    """
    drawn: dict[tuple[str, str], set[str]] = {}
    for arrow in arrows:
        if arrow.start != arrow.end and (arrow.ours or arrow.event not in ANYWHERE):
            drawn.setdefault((arrow.start, arrow.end), set()).add(arrow.event)
    order: list[str] = [*DEEDS, "wait"]
    pairs = sorted(drawn, key=lambda pair: (order.index(pair[0]), order.index(pair[1])))
    lines = [f"    {start} --> {end}: {', '.join(sorted(drawn[start, end]))}" for start, end in pairs]
    return "\n".join(["stateDiagram-v2", "    [*] --> acknowledge", *lines, "    wait --> [*]"])


def _new_tickets(process: Process) -> Iterator[TicketFacts]:
    for kind in (None, *(kind.name for kind in process.kinds)):
        facts = TicketFacts(
            ticket_id=1,
            subject="Invented",
            status="open",
            status_label="new",
            created_at=BEGIN,
            updated_at=BEGIN,
            community=None,
            hub=None,
            requester="Kim",
            requester_mail="kim@reef.example",
            assignee_id=None,
            kind=kind,
            knows_thread=True,
            knows_issue=True,
        )
        yield say(facts, BEGIN, "requester", "It does not work.")


def _sign(facts: TicketFacts, step: NextStep) -> tuple[object, ...]:
    """Answer what tells two tickets apart for the rules, with times left out."""
    issue, thread = facts.issue, facts.thread
    silent = 0
    if facts.status == "waiting_on_requester":
        silent = next(
            (count for count, one in enumerate(reversed(facts.messages)) if one.sender != "agent"), 0
        )
    return (
        silent,
        step.step,
        step.ball,
        facts.status,
        facts.kind,
        facts.needs,
        facts.impact_asked_at is None,
        facts.told_resolved_at is None,
        issue and (issue.state, bool(issue.assignees)),
        thread and (thread.ended_at is None, bool(thread.messages) and thread.messages[-1].ours),
        tuple(ask.answer for ask in facts.asks[-2:]),
    )
