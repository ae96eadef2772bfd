"""What requesters, the team and engineers do to a simulated ticket; each at a working minute."""

from __future__ import annotations

from supporthub_ext.replay.life import Life


def writes(life: Life, now: int) -> None:
    """Let the requester write; nothing new while they wait already, or when all is done."""
    if life.asked is None and not life.done:
        _waits(life, now)


def comes_back(life: Life, now: int) -> None:
    """Let the requester write once more after all was told: FreshDesk opens the ticket again."""
    if life.asked is None:
        life.done = False
        _waits(life, now)


def team_asks(life: Life, now: int) -> None:
    """Let somebody of the team ask the steward something; not when it is settled or closed."""
    if life.told is None and life.issue_closed is None and life.question is None:
        life.question = life.running["answer_engineer"] = now
        life.move()


def team_answers(life: Life, now: int) -> None:
    """Let the thread end: the solution is known, or somebody has to change something."""
    del now
    if life.told is None:
        life.needs_issue = life.fate.thread_to_issue
        life.settled = not life.needs_issue
        life.move()


def engineer_answers(life: Life, now: int, number: int, *, accepts: bool) -> None:
    """Let the engineer of one ask accept or decline; whoever accepts works, and closes the issue."""
    if life.accepted:
        return
    if number == life.asks:
        life.ask_at = None
    if accepts:
        life.accepted = True
        life.later(life, now + life.fate.work, closes_issue)
        if life.fate.work_asks is not None:
            life.later(life, now + life.fate.work_asks, team_asks)
    else:
        life.declined = now
    life.move()


def closes_issue(life: Life, now: int) -> None:
    """Let the engineer be done."""
    life.issue_closed = life.running["tell_resolved"] = now
    life.move()


def _waits(life: Life, now: int) -> None:
    life.asked = life.running["reply"] = now
    life.touched = life.rules.line.opening[now]
    life.move()
