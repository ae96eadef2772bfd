"""The handover: what the next steward is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from supporthub_ext.errors import InvalidField
from supporthub_ext.models import Issue, Person, Roster
from supporthub_ext.process.definition import load
from supporthub_ext.process.handover_agenda import Agenda, Item, agenda_text
from supporthub_ext.process.handover_note import note_values
from supporthub_ext.process.nextstep import next_step
from supporthub_ext.process.rota_json import make_rota
from supporthub_ext.process.rota_meeting import meeting_on
from tests.process.ticket_world import hours, note, they, ticket, we

PROCESS = load()
ROTA = make_rota(
    PROCESS,
    Roster(tuple(Person(name.lower(), f"{name} Sample", steward=True) for name in ("Ana", "Ben", "Cai"))),
)
DAY = date(2026, 3, 11)


def test_a_note_says_where_a_ticket_stands() -> None:
    """State, our last public message, promise, next step and ball: the five things to know, all filled."""
    issue = Issue("https://github.example/7", opened_at=hours(2), assignees=("robin",), status="In progress")
    facts = ticket(they(hours(0)), we(hours(1), "We look into it."), note(hours(2)), issue=issue)
    values = note_values(facts, next_step(facts, PROCESS), PROCESS)
    assert "In progress" in values["state"]
    assert values["last_message"] == "Monday 2 March, Sam: “We look into it.”"
    assert values["promise"] == "Wednesday 4 March 2026 at 11:00 UTC"
    assert values["next_step"].startswith("send an update.")
    assert values["ball"] == "an engineer's"
    assert PROCESS.texts.handover_note.fill(values)
    untouched = note_values(ticket(they(hours(0))), next_step(ticket(they(hours(0))), PROCESS), PROCESS)
    assert untouched["last_message"] == "none yet"


def test_a_handover_has_a_day() -> None:
    """On the day of a handover it is clear who leaves, joins and stays; on any other day it is refused."""
    found = meeting_on(ROTA, DAY)
    people = {found.handover.leaves, found.handover.joins, *found.stays}
    assert len(people) == 3
    assert [seat.person_id for seat in found.after] == [
        found.stays[0].person_id,
        found.handover.joins and found.handover.joins.person_id,
    ]
    for other in (date(2026, 3, 10), date(2026, 3, 12), date(2026, 3, 18)):
        with pytest.raises(InvalidField, match="No seat changes hands"):
            meeting_on(ROTA, other)


def test_the_agenda_fits_into_five_minutes() -> None:
    """The agenda has the numbers, at most five tickets, and nothing of a ticket can break out of its line."""
    found = meeting_on(ROTA, DAY)
    items = [Item("https://fd.example/1", "# Help\n- @everyone [x](y)", "Due.")] * 9
    text = agenda_text(found.handover, found.stays, Agenda(9, 2, 1, 3, items, gaps=["A gap."]), "Steward")
    assert "# Steward: handover on Wednesday 11 March 2026" in text
    assert "9 open, 2 overdue, 1 that nobody owns, 3 with engineers" in text
    assert text.count("https://fd.example/1") == 5
    assert "\n- @everyone" not in text
    assert "- A gap." in text
    empty = agenda_text(replace(found.handover, joins=None), (), Agenda(0, 0, 0, 0), "Steward")
    assert "- Joins: nobody" in empty
    assert empty.count("- Nothing.") == 2
