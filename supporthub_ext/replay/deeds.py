"""What a steward does to a simulated ticket: each step, how long it takes, and what it brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from supporthub_ext.models import StepName
from supporthub_ext.replay.fate import DRAWS
from supporthub_ext.replay.life import Life
from supporthub_ext.replay.others import comes_back, engineer_answers, team_answers, team_asks, writes

UNSEEN = ("open_thread", "find_engineer", "answer_engineer")
"""Steps that leave no trace in FreshDesk."""


def minutes(life: Life) -> int:
    """Answer how many minutes of attention the next step takes."""
    table, fate = life.rules.load.minutes, life.fate
    if fate.noise:
        typical = table.noise
    elif life.step == "acknowledge" and fate.settled_at_once:
        typical = table.settling_answer
    else:
        typical = getattr(table, life.step)
    return max(1, round(typical * fate.lengths[life.works % DRAWS]))


def do(life: Life, minute: int) -> None:
    """Do the next step of a ticket; it is done at that minute of the quarter."""
    life.works += 1
    if life.step not in UNSEEN:
        life.touched = minute
    DEEDS[life.step](life, life.rules.line.clock[minute])
    life.move()


def acknowledge(life: Life, now: int) -> None:
    """Tell the requester that we have it; whoever reads it usually sees how bad it is."""
    life.settled = life.fate.settled_at_once
    if not life.fate.unclear:
        life.impact = life.judge
    _write(life, now)


def reply(life: Life, now: int) -> None:
    """Answer; what they wrote tells how bad it is."""
    life.impact, life.waiting = life.judge, None
    _write(life, now)


def ask_impact(life: Life, now: int) -> None:
    """Ask, and wait for them."""
    life.impact_asked, life.waiting = True, 0
    life.write(now)
    if life.fate.answers is not None:
        life.later(life, now + life.fate.answers, writes)


def follow_up(life: Life, now: int) -> None:
    """Ask again."""
    life.waiting = (life.waiting or 0) + 1
    life.write(now)


def open_thread(life: Life, now: int) -> None:
    """Ask the team, which answers, or first asks something back."""
    life.thread, fate = True, life.fate
    delay, happens = (fate.team, team_answers) if fate.team_asks is None else (fate.team_asks, team_asks)
    life.later(life, now + delay, happens)


def answer_engineer(life: Life, now: int) -> None:
    """Answer the team's question; in a thread, their answer comes next."""
    life.keep("answer_engineer", now)
    life.question = None
    if life.issue_opened is None:
        life.later(life, now + life.fate.team, team_answers)


def escalate(life: Life, now: int) -> None:
    """Open an issue, and a thread with it."""
    life.issue_opened, life.thread = now, True


def find_engineer(life: Life, now: int) -> None:
    """Ask an engineer, who answers later."""
    accepts, delay = life.fate.asks[life.asks % DRAWS]
    life.ask_at, life.asks = now, life.asks + 1
    life.later(life, now + delay, partial(engineer_answers, number=life.asks, accepts=accepts))


def update(life: Life, now: int) -> None:
    """Say where we are, or what the solution is."""
    _write(life, now)


def tell_resolved(life: Life, now: int) -> None:
    """Tell what was done."""
    life.keep("tell_resolved", now)
    life.settled = True
    _write(life, now)


def close_out(life: Life, now: int) -> None:
    """Close the ticket and what belongs to it; after a long silence, kindly."""
    if life.waiting is not None:
        life.settled, life.waiting = True, None
        _write(life, now)
    life.thread, life.done = False, True


def _write(life: Life, now: int) -> None:
    """Send a message, which may bring an answer back; who knows that it is resolved may still come back."""
    told, fate = life.told, life.fate
    back = fate.writes_back[life.said % DRAWS]
    life.write(now)
    if life.told is None and back is not None:
        life.later(life, now + back, writes)
    elif told is None and life.told is not None and fate.comes_back is not None:
        life.later(life, now + fate.comes_back, comes_back)


DEEDS: Mapping[StepName, Callable[[Life, int], None]] = {
    "acknowledge": acknowledge,
    "reply": reply,
    "ask_impact": ask_impact,
    "follow_up": follow_up,
    "open_thread": open_thread,
    "answer_engineer": answer_engineer,
    "escalate": escalate,
    "find_engineer": find_engineer,
    "update": update,
    "tell_resolved": tell_resolved,
    "close_out": close_out,
}
