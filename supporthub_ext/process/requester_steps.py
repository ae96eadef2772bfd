"""The steps towards the requester. Each rule answers its step, or None when it is not its turn."""

from __future__ import annotations

from supporthub_ext.models import Ball, NextStep, StepName
from supporthub_ext.process.case import Case, step, wrote
from supporthub_ext.process.noise import noise_rule
from supporthub_ext.process.promise import Start


def noise(case: Case) -> NextStep | None:
    """Answer what to do with a mail that is no request: look once, and close it."""
    rule = noise_rule(case.facts, case.process)
    if rule is None:
        return None
    name: StepName = "wait" if case.done else "close_out"
    ball: Ball = "requester" if case.done else "ours"
    source = f"process file, noise {rule.name}"
    line = case.because(name, f"It looks like: {rule.label}.", "noise", rule.name, source)
    advice = "closed." if case.done else "close it, or reply to it if a person needs you."
    return step(name, ball, f"{rule.label}: {advice}", None, line, noise=rule.name)


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
    ball: Ball = "engineer" if engineer else "ours"
    return step(
        "update", ball, f"{case.who} expects word from us, also if nothing is new.", case.update, line
    )


def _with_engineer(case: Case) -> str | None:
    """Answer who works on it, or was asked to; None when it is us."""
    facts = case.facts
    if facts.issue and facts.issue.state == "open" and facts.issue.assignees:
        return ", ".join(facts.issue.assignees)
    over = facts.issue is not None and facts.issue.state == "closed"
    if not over and any(ask.answer != "declined" for ask in facts.asks):
        return case.process.roles.engineer.capitalize()
    return facts.status_label if facts.status == "waiting_on_other" else None
