"""Mismatches: places that contradict each other about one request, and the step that mends each."""

from __future__ import annotations

from dataclasses import dataclass

from supporthub_ext.actions.elsewhere import Row
from supporthub_ext.actions.office import Office
from supporthub_ext.models import TicketFacts
from supporthub_ext.process.case import DONE


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One contradiction: its code, what is wrong in words, and the action that mends it."""

    code: str
    text: str
    mend: str


MISMATCHES: dict[str, Mismatch] = {
    one.code: one
    for one in (
        Mismatch("issue_closed", "The issue is closed, the ticket is open.", "tell_resolved"),
        Mismatch("ticket_closed", "The ticket is closed, the issue is open.", "close_out"),
        Mismatch("thread_without_end", "The ticket is closed, its thread goes on.", "close_out"),
        Mismatch("not_on_board", "The issue is not on the board.", "escalate"),
        Mismatch("no_label", "The issue lacks the support label.", "escalate"),
        Mismatch("no_reference", "The issue does not name this ticket.", "link"),
        Mismatch("below_ordinary", "The issue stands below ordinary work of this sprint.", "escalate"),
        Mismatch("nobody_on_it", "Nobody is assigned on the board, and nobody is asked.", "ask"),
        Mismatch("link_to_nowhere", "A link leads to an issue or a thread that is not there.", "link"),
    )
}
"""Every contradiction that we look for on a ticket."""


def mismatches(office: Office, facts: TicketFacts) -> list[Mismatch]:
    """Answer what contradicts what about a ticket."""
    return [MISMATCHES[code] for code in (*_of_links(office, facts), *_of_issue(office, facts))]


def _of_links(office: Office, facts: TicketFacts) -> list[str]:
    found = []
    if facts.status in DONE and facts.thread and facts.thread.ended_at is None:
        found.append("thread_without_end")
    for entry in office.ledger.of_ticket("link", facts.ticket_id):
        known = office.elsewhere.threads if entry.document["kind"] == "thread" else office.elsewhere.issues
        if known and entry.document["key"] not in known:
            found.append("link_to_nowhere")
    return found


def _of_issue(office: Office, facts: TicketFacts) -> list[str]:
    issue = office.elsewhere.issue(facts.ticket_id)
    if issue is None:
        return []
    found = []
    if issue["state"] == "closed":
        return ["issue_closed"] if facts.status not in DONE else []
    if facts.status in DONE:
        found.append("ticket_closed")
    if office.process.labels.support.name not in issue["labels"]:
        found.append("no_label")
    if facts.ticket_id not in issue["tickets"]:
        found.append("no_reference")
    return found + _of_board(office, facts, issue)


def _of_board(office: Office, facts: TicketFacts, issue: Row) -> list[str]:
    if not office.elsewhere.items:
        return []  # the board was not read yet
    item = office.elsewhere.item(issue["number"])
    if item is None:
        return ["not_on_board"]
    found = []
    if not issue["assignees"] and not any(ask.answer == "open" for ask in facts.asks):
        found.append("nobody_on_it")
    if any(_ordinary_above(other, item) for other in office.elsewhere.items.values()):
        found.append("below_ordinary")
    return found


def _ordinary_above(other: Row, item: Row) -> bool:
    """Say whether an ordinary open item of the same sprint and column stands above a support item."""
    same = (other["sprint"], other["status"]) == (item["sprint"], item["status"]) and item["sprint"]
    return bool(same and not other["support"] and not other["closed"] and other["place"] < item["place"])
