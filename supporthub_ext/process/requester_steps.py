"""The steps towards the requester. Each rule answers its step, or None when it is not its turn."""

from __future__ import annotations

from supporthub_ext.models import NextStep
from supporthub_ext.process.case import Case, step, wrote
from supporthub_ext.process.noise import noise_rule
from supporthub_ext.process.promise import Promise, Start, days_in_words, iso, spoken
from supporthub_ext.process.worktime import add


def noise(case: Case) -> NextStep | None:
    """Answer what to do with a mail that is no request: look once, and close it."""
    rule = noise_rule(case.facts, case.process)
    if rule is None:
        return None
    name = "wait" if case.done else "close_out"
    line = case.because(
        name, f"It looks like: {rule.label}.", "noise", rule.name, f"process file, noise {rule.name}"
    )
    advice = "closed." if case.done else "close it, or reply to it if a person needs you."
    return step(
        name, "requester" if case.done else "ours", f"{rule.label}: {advice}", None, line, noise=rule.name
    )


def acknowledge(case: Case) -> NextStep | None:
    """Say that we have it, and what we do next: nobody has answered yet."""
    if case.talk.ours or case.done:
        return None
    opening, facts = case.talk.opening, case.facts
    start = (
        wrote(opening, f"{case.who} wrote")
        if opening
        else Start(facts.created_at, "The ticket came in", f"ticket {facts.ticket_id}, created_at")
    )
    line = case.because("acknowledge", "Nobody has answered yet.", "first_answer", None, "conversation")
    return step(
        "acknowledge", "ours", f"{case.who} has no answer yet.", case.promised("first_response", start), line
    )


def reply(case: Case) -> NextStep | None:
    """Answer what the requester wrote since our last message; a closed ticket is no excuse."""
    waiting = case.talk.unanswered
    if waiting is None or case.talk.ours is None:
        return None
    line = case.because(
        "reply", f"{case.who} wrote after our last message.", "unanswered", waiting.source, waiting.source
    )
    again = ", although the ticket is closed" if case.done else ""
    owed = case.promised("reply", wrote(waiting, f"{case.who} wrote"))
    return step("reply", "ours", f"{case.who} wrote again and waits for an answer{again}.", owed, line)


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
        "the issue" if issue and issue.state == "open" else "",
        "the thread" if thread and thread.ended_at is None else "",
    ]
    return " and ".join(filter(None, names))


def follow_up(case: Case) -> NextStep | None:
    """Ask again when the requester is silent; after some times, close kindly."""
    ours = case.talk.ours
    if ours is None or not _with_requester(case):
        return None
    silence = case.process.silence
    asked = wrote(ours, "We last wrote to the requester")
    if _times_asked_again(case) >= silence.times:
        text = f"We asked again {silence.times} times without an answer."
        line = case.because("close_out", text, "asked_again", silence.times, "process file, silence")
        return step(
            "close_out", "requester", f"{case.who} stayed silent: close it kindly.", _look(case, asked), line
        )
    line = case.because(
        "follow_up", "The requester has the next word.", "status", case.facts.status, "ticket"
    )
    on = case.process.targets.is_on("follow_up")
    owed = case.promised("follow_up", asked) if on else _look(case, asked)
    return step("follow_up", "requester", f"We wait for {case.who} to answer.", owed, line)


def _with_requester(case: Case) -> bool:
    """Answer whether the next word is theirs: the status says so, or we asked and nobody works on it."""
    facts, asked = case.facts, case.facts.questions_at
    if facts.status == "waiting_on_requester":
        return True
    idle = facts.issue is None and not any(ask.answer != "declined" for ask in facts.asks)
    return bool(idle and asked and (case.talk.asked_at is None or case.talk.asked_at < asked))


def _times_asked_again(case: Case) -> int:
    """Count our messages after the question; when we don't know when that was, allow one more."""
    asked = case.facts.questions_at
    if asked is None:
        return max(0, case.talk.repeated - 2)
    return sum(
        message.at > asked and message.sender == "agent" and message.audience == "requester"
        for message in case.facts.messages
        if not message.automatic
    )


def _look(case: Case, start: Start) -> Promise:
    """Answer from when on it is worth another look, though nothing is promised."""
    days = case.process.silence.working_days
    soon_at = add(start.at, days, case.process.working_time)
    line = case.because(
        "follow_up",
        f"Nothing is promised; worth another look after {days_in_words(days)}.",
        "look_again_after",
        days,
        "process file, silence",
    )
    return Promise(None, soon_at, (start.line(), line))


def ask_impact(case: Case) -> NextStep | None:
    """Ask the questions that tell how urgent it is, once, where the kind of request calls for it."""
    facts, kind = case.facts, case.process.kind(case.facts.kind)
    if kind is None or not kind.ask_impact or facts.impact != "unknown" or facts.impact_asked_at:
        return None
    line = case.because(
        "ask_impact", f"Impact is unknown, and it is: {kind.label}.", "impact", "unknown", "ledger"
    )
    return step("ask_impact", "ours", "Nobody knows yet how badly users are hit.", case.update, line)


def update(case: Case) -> NextStep:
    """Tell the requester where we are, every day or two, also when nothing is new."""
    engineer = _with_engineer(case)
    text = f"{engineer} is on it." if engineer else "We are on it."
    line = case.because("update", text, "on_it", engineer, "issue and asks")
    ball = "engineer" if engineer else "ours"
    return step(
        "update", ball, f"{case.who} expects word from us, also if nothing is new.", case.update, line
    )


def _with_engineer(case: Case) -> str | None:
    """Answer who works on it, or was asked to; None when it is us."""
    facts = case.facts
    if facts.issue and facts.issue.state == "open" and facts.issue.assignees:
        return ", ".join(facts.issue.assignees)
    if any(ask.answer != "declined" for ask in facts.asks):
        return case.process.roles.engineer.capitalize()
    return facts.status_label if facts.status == "waiting_on_other" else None


def wait(case: Case) -> NextStep | None:
    """Nothing is left to do until somebody writes."""
    if not case.done:
        return None
    line = case.because(
        "wait", f"The ticket is {case.facts.status_label}.", "status", case.facts.status, "ticket"
    )
    return step("wait", "requester", f"Everything is done; it is {case.facts.status_label}.", None, line)
