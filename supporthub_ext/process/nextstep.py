"""Ticket facts -> the one next step, with its due time and the reason for both.

The rules stand in the order of a request's life, and the first that applies is the step; the last always
applies, so every ticket has exactly one. Nothing here knows what time it is: a due time depends on facts
alone, and whoever shows it compares it with now.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from supporthub_ext.models import NextStep, TicketFacts
from supporthub_ext.process import ending_steps, requester_steps, silence_steps, team_steps
from supporthub_ext.process.case import Case, open_case
from supporthub_ext.process.definition import Process

Rule = Callable[[Case], NextStep | None]

RULES: tuple[Rule, ...] = (
    requester_steps.noise,
    requester_steps.acknowledge,
    requester_steps.reply,
    ending_steps.tell_resolved,
    ending_steps.close_out,
    ending_steps.wait,
    team_steps.answer_engineer,
    silence_steps.follow_up,
    requester_steps.ask_impact,
    team_steps.escalate,
    team_steps.open_thread,
    team_steps.find_engineer,
    requester_steps.update,
)
"""In the order in which they are tried."""


def next_step(facts: TicketFacts, process: Process) -> NextStep:
    """Answer the one thing to do on a ticket, when it is due, and why.

    Parameters
    ----------
    facts
        What is known of the ticket. Its problems are shown in the reason, never skipped.
    process
        The process as its file says.
    """
    case = open_case(facts, process)
    found = next(step for rule in RULES if (step := rule(case)) is not None)
    notes = (*facts.problems, *(() if facts.complete else ("The conversation is still being read.",)))
    return replace(found, reason=" ".join((found.reason, *notes))) if notes else found
