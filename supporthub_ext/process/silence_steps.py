"""The steps while the next word is the requester's: nothing is promised, and nothing is forgotten."""

from __future__ import annotations

from datetime import timedelta

from supporthub_ext.models import NextStep
from supporthub_ext.process.case import Case, step, wrote
from supporthub_ext.process.promise import Promise, Start, days_in_words
from supporthub_ext.process.worktime import add

CLOCKS_DIFFER = timedelta(minutes=1)  # our question is stamped by us, the message that holds it by FreshDesk


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
    since = asked - CLOCKS_DIFFER
    ours = (one for one in case.facts.messages if one.sender == "agent" and not one.automatic)
    return max(0, sum(one.audience == "requester" and one.at >= since for one in ours) - 1)


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
