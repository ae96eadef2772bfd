"""Handover: a seat changes hands. Each open ticket gets a private note and its new owner, and Slack knows.

"Every two weeks (generally at the sprint meeting), a Support Steward cycles off the support team, and a new
team member joins the team."
"""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions.draft import Draft, Ground, Looked, record, step
from supporthub_ext.actions.fields import Field, day
from supporthub_ext.actions.handover_slack import slack_draft
from supporthub_ext.actions.note import note_step
from supporthub_ext.models import Check, Person, Step
from supporthub_ext.process.handover_note import note_values
from supporthub_ext.process.nextstep import next_step
from supporthub_ext.process.rota import Seat
from supporthub_ext.process.rota_meeting import Meeting, meeting_on

TICKETS = "every"
FIELDS = (Field("date", day, required=True),)


async def build(looked: Looked, fields: dict[str, Any]) -> Draft:
    """Answer what is done on one ticket: a private note, and the incoming steward as its new owner.

    A ticket that is no request gets neither; one of the steward who stays keeps its owner.
    """
    found = next_step(looked.facts, looked.process)
    if found.noise:
        return Draft(())
    values = looked.values() | note_values(looked.facts, found, looked.process)
    text = looked.process.texts.handover_note.fill(values)
    return Draft((note_step(looked, text), *_owner(looked, meeting(looked, fields))))


async def build_rest(ground: Ground, fields: dict[str, Any]) -> Draft:
    """Answer what is done beside the tickets: group, topic, welcome, and the line that remembers it."""
    found = meeting(ground, fields)
    slack = await slack_draft(ground, found)
    date = found.handover.day.isoformat()
    document = {"date": date, "leaves": _id(found.handover.leaves), "joins": _id(found.handover.joins)}
    says = f"Remember that the handover of {date} was done."
    line = record(ground, "handover", says, "handover", document, ledger_key=f"handover-{date}")
    return Draft((*slack.steps, line), (*_checks(ground, found), *slack.checks))


def meeting(ground: Ground, fields: dict[str, Any]) -> Meeting:
    """Answer the handover that is meant.

    Raises
    ------
    InvalidField
        When no seat changes hands on that day.
    """
    return meeting_on(ground.office.rota(), fields["date"])


def _owner(looked: Looked, found: Meeting) -> tuple[Step, ...]:
    """Answer the step that gives a ticket of the outgoing steward to the incoming one, or to nobody."""
    leaves, joins = _person(looked, found.handover.leaves), _person(looked, found.handover.joins)
    if leaves is None or looked.facts.assignee_id != leaves.freshdesk_agent_id:
        return ()
    agent = joins.freshdesk_agent_id if joins else None
    return (
        step(
            looked, "assign", "assign", service="freshdesk", audience="team",
            to=f"ticket {looked.ticket_id}",
            text=f"Give it from {leaves.name} to {joins.name if joins and agent else 'nobody'}.",
            side_effects=("FreshDesk tells the new owner by mail.",) if agent else (),
            work={"ticket_id": looked.ticket_id, "fields": {"responder_id": agent}},
        ),
    )  # fmt: skip


def _checks(ground: Ground, found: Meeting) -> tuple[Check, ...]:
    office, date = ground.office, found.handover.day.isoformat()
    checks = []
    if office.ledger.get("handover", f"handover-{date}"):
        advice = "Go on only if notes should be written once more."
        checks.append(Check("handed_over", "warn", None, f"The handover of {date} was done.", advice))
    if found.handover.at > office.clock.now():
        advice = "Go on if the new pair should be shown in Slack already."
        checks.append(Check("too_early", "warn", None, f"The handover is on {date}.", advice))
    if found.handover.joins is None:
        advice = "Record a cover first, or leave the tickets to the steward who stays."
        checks.append(Check("nobody_joins", "warn", None, "Nobody takes the seat.", advice))
    return tuple(checks)


def _person(ground: Ground, seat: Seat | None) -> Person | None:
    people = ground.office.roster.people
    return next((one for one in people if seat and one.id == seat.person_id), None)


def _id(seat: Seat | None) -> str | None:
    return seat.person_id if seat else None
