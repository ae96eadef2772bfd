"""Drafts: what a steward could write next, made from what really happened. Edited before it goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from supporthub_ext.actions.office import Office
from supporthub_ext.models import Plan, TicketFacts
from supporthub_ext.process.news import day_in_words, draft_resolved, draft_update, happenings, who_is_on_it

DEEDS = {
    "acknowledge": "acknowledged",
    "reply": "answered",
    "thread": "talked over with the team",
    "escalate": "escalated",
    "ask": "an engineer was asked",
    "update": "an update was sent",
    "tell_resolved": "told that it is resolved",
}
"""What a finished plan of an action left behind, in the words of a summary."""


def suggested(office: Office, facts: TicketFacts) -> dict[str, str | None]:
    """Answer the draft texts of a ticket by action, None where there is nothing to say yet.

    They are texts for the field ``text`` (of ``close_out``: ``summary``); the letter around them is the
    process's. ``update_no_news`` is for an update with ``no_news``: None as soon as something happened.
    """
    process = office.process
    return {
        "update": draft_update(facts, process),
        "update_no_news": None if happenings(facts, process) else who_is_on_it(facts, process),
        "tell_resolved": draft_resolved(facts, process),
        "close_out": draft_summary(office, facts),
    }


def draft_summary(office: Office, facts: TicketFacts) -> str:
    """Answer the private summary of a request from the receipts of what was done; links are added to it."""
    names = {person.id: person.name for person in office.roster.people}
    opening = f"{facts.requester or 'Somebody'} wrote on {day_in_words(facts.created_at)}: {facts.subject}"
    lines = list(_deeds(office.journal.of_ticket(facts.ticket_id), names))
    lines += _engineers(facts, names)
    if facts.issue and facts.issue.closed_at:
        lines.append(f"{day_in_words(facts.issue.closed_at)}: the issue was closed")
    return "\n".join([opening, *(f"- {line}" for line in lines)])


def _deeds(plans: Iterable[Plan], names: dict[str, Any]) -> Iterator[str]:
    for plan in sorted(plans, key=lambda plan: plan.created_at):
        if plan.state == "done" and plan.action in DEEDS:
            who = names.get(plan.actor, plan.actor)
            yield f"{day_in_words(plan.created_at)}: {DEEDS[plan.action]} ({who})"


def _engineers(facts: TicketFacts, names: dict[str, Any]) -> Iterator[str]:
    for ask in facts.asks:
        who = names.get(ask.engineer_id, ask.engineer_id)
        if ask.answer == "accepted" and ask.answered_at:
            yield f"{day_in_words(ask.answered_at)}: {who} took it on"
