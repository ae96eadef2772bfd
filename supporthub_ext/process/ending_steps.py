"""The steps at the end of a request: telling, closing, resting. Each rule answers its step, or None."""

from __future__ import annotations

from supporthub_ext.models import NextStep
from supporthub_ext.process.case import Case, step
from supporthub_ext.process.promise import Start, iso, spoken


def tell_resolved(case: Case) -> NextStep | None:
    """Tell the requester what was done: the issue is closed, or the ticket is Resolved without a word."""
    facts, issue, told = case.facts, case.facts.issue, case.facts.told_resolved_at
    if case.done:
        if case.talk.ours or facts.status != "resolved":
            return None
        start = Start(
            facts.updated_at, "The ticket was set Resolved", f"ticket {facts.ticket_id}, updated_at"
        )
    else:
        if issue is None or issue.state != "closed":
            return None
        closed_at = issue.closed_at or facts.updated_at
        if told and (told >= closed_at or not _went_on(case)):
            return None
        start = Start(closed_at, "The issue was closed", f"issue {issue.link}")
    line = case.because(
        "tell_resolved",
        "The requester was not told yet.",
        "told_resolved_at",
        iso(told) if told else None,
        "journal",
    )
    reason = f"It is resolved, and {case.who} does not know yet."
    return step("tell_resolved", "ours", reason, case.promised("tell_resolved", start), line)


def _went_on(case: Case) -> bool:
    """Answer whether the requester came back after we told them."""
    told, asked = case.facts.told_resolved_at, case.talk.asked_at
    return bool(told and asked and asked > told)


def close_out(case: Case) -> NextStep | None:
    """Close what belongs to the request: the ticket, the issue, the thread, with a private summary."""
    facts, told = case.facts, case.facts.told_resolved_at
    left = _still_open(case)
    if case.done and left:
        line = case.because("close_out", f"Still open: {left}.", "still_open", left, "issue and thread")
        return step(
            "close_out", "ours", f"The ticket is {facts.status_label}; still open: {left}.", None, line
        )
    if case.done or told is None or _went_on(case):
        return None
    line = case.because(
        "close_out", f"We told the requester on {spoken(told)}.", "told_resolved_at", iso(told), "journal"
    )
    return step("close_out", "ours", f"{case.who} knows that it is resolved: close everything.", None, line)


def _still_open(case: Case) -> str:
    issue, thread = case.facts.issue, case.facts.thread
    names = [
        "the issue" if issue and issue.state == "open" and not issue.needed_by_others else "",
        "the thread" if thread and thread.ended_at is None else "",
    ]
    return " and ".join(filter(None, names))


def wait(case: Case) -> NextStep | None:
    """Nothing is left to do until somebody writes."""
    if not case.done:
        return None
    line = case.because(
        "wait", f"The ticket is {case.facts.status_label}.", "status", case.facts.status, "ticket"
    )
    return step("wait", "requester", f"Everything is done; it is {case.facts.status_label}.", None, line)
