"""The five minutes on support at the meeting where seats change hands, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from supporthub_ext.process.escaping import for_github
from supporthub_ext.process.rota import Handover, Seat

MOST = 5  # tickets that fit into five minutes


@dataclass(frozen=True, slots=True)
class Item:
    """A ticket on the agenda: its link, what it is about, and why it needs words."""

    link: str
    subject: str
    why: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is told: numbers, tickets that need words, events to come, seats that stay empty."""

    open: int
    overdue: int
    unowned: int
    with_engineers: int
    tickets: Sequence[Item] = ()
    events: Sequence[str] = ()
    gaps: Sequence[str] = ()


def agenda_text(handover: Handover, stays: Iterable[Seat], agenda: Agenda, steward: str) -> str:
    """Answer the agenda of one handover. Words of tickets can't become headings, links or mentions."""
    numbers = (
        f"{agenda.open} open, {agenda.overdue} overdue, {agenda.unowned} that nobody owns, "
        f"{agenda.with_engineers} with engineers"
    )
    parts = [
        f"# {steward}: handover on {handover.day:%A} {handover.day.day} {handover.day:%B %Y}",
        "\n".join([
            f"- Leaves: {_name(handover.leaves)}",
            f"- Joins: {_name(handover.joins)}",
            *(f"- Stays: {seat.name}" for seat in stays),
        ]),
        f"## Where we are (1 minute)\n\n{numbers}",
        _section("Tickets that need words (3 minutes)", [_line(one) for one in agenda.tickets[:MOST]]),
        _section("Coming up (1 minute)", [*agenda.events, *agenda.gaps]),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _section(title: str, lines: Sequence[str]) -> str:
    return "\n".join([f"## {title}", "", *(f"- {line}" for line in lines or ("Nothing.",))])


def _line(item: Item) -> str:
    return f"[{for_github(item.subject)}]({item.link}): {for_github(item.why)}"


def _name(seat: Seat | None) -> str:
    return seat.name if seat else "nobody"
