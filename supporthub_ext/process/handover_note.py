"""What the next steward needs to know of a ticket, in five lines.

"Tickets left open become weight over time": a steward whose tour ends leaves a private note on each of them.
"""

from __future__ import annotations

from textwrap import shorten

from supporthub_ext.models import STEP_WORDS, Message, NextStep, TicketFacts
from supporthub_ext.process.definition import Process
from supporthub_ext.process.news import day_in_words
from supporthub_ext.process.promise import spoken

QUOTED = 200  # characters of our last message
BALLS = {"ours": "ours", "engineer": "an engineer's", "requester": "the requester's"}


def note_values(facts: TicketFacts, step: NextStep, process: Process) -> dict[str, str]:
    """Answer what fills the placeholders of the handover note of one ticket; the note is private."""
    return {
        "state": _state(facts, process),
        "last_message": _last_message(facts),
        "promise": spoken(step.due_at) if step.due_at else "nothing by a certain time",
        "next_step": f"{STEP_WORDS[step.step]}. {step.reason}",
        "ball": BALLS[step.ball],
    }


def _state(facts: TicketFacts, process: Process) -> str:
    parts = [facts.status_label, f"impact {facts.impact}"]
    if facts.thread and facts.thread.ended_at is None:
        parts.append(f"thread {facts.thread.link}")
    if facts.issue:
        on_board = f", {facts.issue.status} on the {process.board.name}" if facts.issue.status else ""
        parts.append(f"issue {facts.issue.link} ({facts.issue.state}{on_board})")
    if facts.event:
        parts.append(f"event on {day_in_words(facts.event.starts_at)}: {facts.event.title}")
    return "; ".join(parts)


def _last_message(facts: TicketFacts) -> str:
    ours = [one for one in facts.messages if _is_ours(one)]
    if not ours:
        return "none yet"
    last = ours[-1]
    text = shorten(last.text, QUOTED, placeholder=" …")
    return f"{day_in_words(last.at)}, {last.author or 'one of us'}: “{text}”"


def _is_ours(message: Message) -> bool:
    return message.sender == "agent" and message.audience == "requester" and not message.automatic
