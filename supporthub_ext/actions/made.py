"""What earlier plans made for a ticket, as the journal tells: no service's list can trail behind it."""

from __future__ import annotations

from datetime import timedelta

from supporthub_ext.actions.draft import Looked
from supporthub_ext.models import Receipt, StepKind, StepState

SURELY_SHOWN = timedelta(minutes=2)  # what is as old as this shows in every list; if it does not, it is gone
FINISHED: set[StepState] = {"done", "adopted", "by_hand"}


def made_lately(looked: Looked, kind: StepKind, part: str) -> Receipt | None:
    """Answer the receipt of the newest step of a part that a plan finished a moment ago, or None.

    Another server that shares the journal may have made it: our mirror need not know it yet.
    """
    earliest = looked.office.clock.now() - SURELY_SHOWN
    for plan in looked.office.journal.of_ticket(looked.ticket_id):
        for step in plan.steps:
            named = step.id in {part, f"{looked.ticket_id}-{part}"} and step.kind == kind
            if named and step.state in FINISHED and step.receipt and step.receipt.at > earliest:
                return step.receipt
    return None
