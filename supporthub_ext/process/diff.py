"""What differs between two processes, in people's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from typing import Any

from supporthub_ext.process.definition import Process
from supporthub_ext.process.definition_texts import Template

Place = tuple[str, ...]

NAMES: dict[str, str] = {
    "process_name": "The name of the process",
    "rota.seats": "Seats on duty at a time",
    "rota.tour_days": "The length of a tour",
    "rota.stagger_days": "The time between two handovers",
    "rota.anchor": "The day from which the rota is counted",
    "rota.anchor_person": "Who takes a seat on that day",
    "working_time.office": "Office hours",
    "working_time.days": "Working days",
    "working_time.closures": "Closures",
    "threads.policy": "When a ticket gets a thread",
    "threads.answer": "Which messages of the team want an answer",
    "representatives.page": "The page on who may ask",
    "queue.half_life_hours": "Hours left that halve a ticket's weight",
    "queue.late_days_that_double": "Working days late that double a ticket's weight",
    "queue.critical_hours_ahead": "Hours that a critical ticket counts as due sooner",
    "queue.update_alone": "What an update alone weighs",
    "audience.community_in_public": "A community's name may stand in public",
    "audience.ticket_link_in_public": "A ticket's link may stand in public",
}
"""What is called differently from what its place in the file says."""

LENGTHS = {"tour_days", "stagger_days", "notice_days", "soon_days", "recent_days"}


def diff(before: Process, after: Process) -> list[str]:
    """Answer a sentence for each thing that differs, in the order of the file; empty when nothing does."""
    return [sentence for sentence in _changes(before, after, ()) if sentence]


def _changes(before: Any, after: Any, place: Place) -> Iterator[str]:
    if before == after or place == ("extends",):
        return
    if isinstance(before, Template) and isinstance(after, Template):
        yield from _text_changes(before, after, place)
    elif is_dataclass(before) and is_dataclass(after):
        for item in fields(before):
            yield from _changes(getattr(before, item.name), getattr(after, item.name), (*place, item.name))
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _entries(before, after, place)
    elif _is_list_of_records(before) or _is_list_of_records(after):
        yield from _entries(_by_name(before), _by_name(after), place)
    else:
        yield f"{_name(place)}: {_value(before, place)} becomes {_value(after, place)}."


def _entries(before: Mapping[Any, Any], after: Mapping[Any, Any], place: Place) -> Iterator[str]:
    """Answer what came, what went and what changed inside, entry by entry."""
    for key in [*before, *(key for key in after if key not in before)]:
        if key not in after:
            yield f"{_name(place)}: {key} is gone."
        elif key not in before:
            yield f"{_name(place)}: {key} is new."
        else:
            yield from _changes(before[key], after[key], (*place, str(key)))


def _text_changes(before: Template, after: Template, place: Place) -> Iterator[str]:
    name = f"The text for {place[-1].replace('_', ' ')}"
    if before.audience != after.audience:
        yield f"{name} is now written for {after.audience} instead of {before.audience}."
    if before.text != after.text:
        old = set(before.text.splitlines())
        new = [line.strip() for line in after.text.splitlines() if line.strip() and line not in old]
        yield f"{name} now says: {' '.join(new)}" if new else f"{name} is shorter."


def _is_list_of_records(value: Any) -> bool:
    return isinstance(value, tuple) and any(is_dataclass(one) for one in value)


def _by_name(records: tuple[Any, ...]) -> dict[str, Any]:
    """Answer records by name; a name that stands twice is counted."""
    named: dict[str, Any] = {}
    for record in records:
        count = sum(key == record.name or key.startswith(f"{record.name} (") for key in named)
        named[f"{record.name} ({count + 1})" if count else record.name] = record
    return named


def _name(place: Place) -> str:
    path = ".".join(place)
    if path in NAMES:
        return NAMES[path]
    words = ", ".join(part.replace("_", " ") for part in place)
    return f"{words[0].upper()}{words[1:]}"


def _value(value: Any, place: Place) -> str:
    if value in ("", (), None):
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if place[-1] in LENGTHS and isinstance(value, int):
        return _length(value)
    if isinstance(value, tuple):
        return ", ".join(str(one) for one in value)
    if isinstance(value, float):
        return f"{value:g}"
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return f"“{value}”" if isinstance(value, str) else str(value)


def _length(days: int) -> str:
    number, unit = (days // 7, "week") if days % 7 == 0 else (days, "day")
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
