"""Mismatches: places that contradict each other about one request, and the step that mends each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from supporthub_ext.actions.elsewhere import Row
from supporthub_ext.actions.office import Office
from supporthub_ext.models import Issue, TicketFacts
from supporthub_ext.process.case import DONE
from supporthub_ext.store.documents import instant

LOOSE_FOR = timedelta(days=14)  # a conversation that nobody went on with for longer is over


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One contradiction: its code, what is wrong in words, and the action that mends it."""

    code: str
    text: str
    mend: str


MISMATCHES: dict[str, Mismatch] = {
    one.code: one
    for one in (
        Mismatch("issue_closed", "The issue is closed, the requester does not know yet.", "tell_resolved"),
        Mismatch("ticket_closed", "The ticket is closed, the issue is open.", "close_out"),
        Mismatch("thread_without_end", "The ticket is closed, its thread goes on.", "close_out"),
        Mismatch("not_on_board", "The issue is not on the board.", "escalate"),
        Mismatch("no_label", "The issue lacks the support label.", "escalate"),
        Mismatch("no_reference", "The issue does not name this ticket.", "link"),
        Mismatch("ticket_merged", "The issue names only the ticket that was merged into this one.", "link"),
        Mismatch("below_ordinary", "The issue stands below ordinary work of this sprint.", "escalate"),
        Mismatch("nobody_on_it", "Nobody is assigned on the board, and nobody is asked.", "ask"),
        Mismatch("issue_gone", "The issue was deleted or moved to another place.", "escalate"),
        Mismatch("thread_gone", "The thread was deleted.", "thread"),
    )
}
"""Every contradiction that we look for on a ticket."""


def mismatches(office: Office, facts: TicketFacts) -> list[Mismatch]:
    """Answer what contradicts what about a ticket."""
    return [MISMATCHES[code] for code in (*_of_links(office, facts), *_of_issue(office, facts))]


def loose_threads(office: Office, now: datetime) -> list[Row]:
    """Answer conversations of the team about no ticket, as the queue shows them; old ones are left out."""
    return [
        {
            "link": row["link"],
            "text": row["messages"][0]["text"],
            "at": instant(datetime.fromtimestamp(float(row["ts"]), UTC)),
            "mend": "link",
        }
        for row in office.elsewhere.loose_threads()
        if float(row["latest"]) > (now - LOOSE_FOR).timestamp()
    ]


def _of_links(office: Office, facts: TicketFacts) -> list[str]:
    open_end = facts.status in DONE and facts.thread and facts.thread.ended_at is None
    found = ["thread_without_end"] if open_end else []
    if facts.status in DONE:
        return found
    return [*found, *(f"{kind}_gone" for kind in office.elsewhere.gone(facts.ticket_id))]


def _of_issue(office: Office, facts: TicketFacts) -> list[str]:
    row, issue = office.elsewhere.issue(facts.ticket_id), facts.issue
    if row is None or issue is None:
        return []
    if issue.state == "closed":
        return ["issue_closed"] if facts.status not in DONE and not _told(facts, issue) else []
    if facts.status in DONE:
        return [] if issue.needed_by_others else ["ticket_closed"]
    found = []
    if office.process.labels.support.name not in row["labels"]:
        found.append("no_label")
    named = row["named"] if office.process.audience.ticket_link_in_public else row["tickets"]
    if facts.ticket_id not in named:
        merged = office.elsewhere.merged_into(facts.ticket_id) & set(row["tickets"])
        found.append("ticket_merged" if merged else "no_reference")
    return found + of_board(office, facts)


def _told(facts: TicketFacts, issue: Issue) -> bool:
    """Say whether the requester was told since the issue was closed: then closing out is simply next."""
    told = facts.told_resolved_at
    return told is not None and (issue.closed_at is None or told >= issue.closed_at)


def of_board(office: Office, facts: TicketFacts) -> list[str]:
    """Answer what contradicts what about a ticket's place on the board."""
    issue = office.elsewhere.issue(facts.ticket_id)
    if issue is None or not office.elsewhere.items:
        return []  # or the board was not read yet
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
    ordinary = not (other["support"] or other["closed"] or other["redacted"])
    return bool(same and ordinary and other["place"] < item["place"])
