"""How a ticket can have gone so far: every state of the support process, as a list of turns.

A turn is one entry of the conversation after the first message; ``turns.py`` says who speaks and what.
"""

from __future__ import annotations

from dataclasses import dataclass

from supporthub_ext.sandbox.freshdesk.numbers import (
    CLOSED,
    OPEN,
    PENDING,
    RESOLVED,
    WAITING_ON_CUSTOMER,
    WAITING_ON_THIRD_PARTY,
)


@dataclass(frozen=True, slots=True)
class Plot:
    """One way of going: where the ticket stands, its age and idle time (hours), and what was said.

    ``about`` is ``topic``, ``outage``, ``event``, ``noise`` or ``spam``.
    """

    name: str
    status: int
    age_h: tuple[float, float]
    idle_h: tuple[float, float]
    turns: tuple[str, ...] = ()
    about: str = "topic"


Span = tuple[float, float]


def _plot(name: str, status: int, age: Span, idle: Span, turns: str = "", *, about: str = "topic") -> Plot:
    return Plot(name, status, age, idle, tuple(turns.split()), about)


# The first few make sense as a world of their own: an account with five open tickets has these.
OPEN_PLOTS = (
    _plot("new", OPEN, (0.3, 9), (0, 0)),
    _plot("answered", OPEN, (30, 60), (1, 20), "ack ask answer"),
    _plot("update owed", PENDING, (130, 200), (52, 110), "ack thread issue update"),
    _plot("alert", OPEN, (1, 60), (0, 0), about="noise"),
    _plot("with engineer", PENDING, (22, 50), (3, 18), "ack thread issue"),
    _plot("new, late", OPEN, (26, 60), (0, 0)),
    _plot("acknowledged", OPEN, (8, 44), (2, 20), "ack"),
    _plot("asked", WAITING_ON_CUSTOMER, (20, 70), (4, 40), "ack ask"),
    _plot("chased", PENDING, (70, 120), (1, 26), "ack thread issue chase"),
    _plot("done, not told", PENDING, (60, 140), (3, 28), "ack thread issue update done"),
    _plot("event", OPEN, (20, 60), (3, 19), "ack", about="event"),
    _plot("thanked early", OPEN, (30, 70), (20, 29), "ack thanks_early"),
    _plot("third party", WAITING_ON_THIRD_PARTY, (50, 120), (10, 46), "ack thread third"),
    _plot("came back", OPEN, (90, 200), (2, 22), "ack told again"),
    _plot("on copy", OPEN, (20, 46), (1, 12), "ack colleague"),
    _plot("asked, silent", WAITING_ON_CUSTOMER, (150, 260), (100, 140), "ack ask"),
    _plot("with engineer, told so", PENDING, (40, 90), (4, 20), "ack thread issue update"),
    _plot("event, new", OPEN, (1, 14), (0, 0), about="event"),
)
OUTAGE = _plot("outage", OPEN, (0.2, 1.1), (0, 0), about="outage")
OUTAGE_SIZE = 5  # tickets within an hour, on one hub
OUTAGE_FROM = 20  # open tickets that a world must have to hold an outage

CLOSED_PLOTS = (
    _plot("answered at once", CLOSED, (2, 30), (0, 0), "told thanks"),
    _plot("answered at once", RESOLVED, (2, 30), (0, 0), "told"),
    _plot("asked and answered", CLOSED, (20, 120), (0, 0), "ack ask answer told thanks"),
    _plot("escalated", CLOSED, (40, 240), (0, 0), "ack thread issue update done told thanks summary"),
    _plot("escalated", CLOSED, (40, 240), (0, 0), "ack ask answer thread issue update told follow"),
    _plot("quiet", CLOSED, (10, 100), (0, 0), "ack told"),
    _plot("with survey", RESOLVED, (10, 160), (0, 0), "ack thread issue told survey"),
    _plot("chased", CLOSED, (60, 200), (0, 0), "ack issue chase update done told thanks"),
    _plot("came back", CLOSED, (90, 240), (0, 0), "ack told again update told thanks"),
    _plot("noise, closed", CLOSED, (0.5, 40), (0, 0), about="noise"),
)
RESOLVED_NOT_TOLD = _plot("resolved, not told", RESOLVED, (40, 120), (4, 40), "ack thread issue done")
SPAM = _plot("spam", OPEN, (10, 600), (0, 0), about="spam")

ALL = (*OPEN_PLOTS, OUTAGE, *CLOSED_PLOTS, RESOLVED_NOT_TOLD, SPAM)
PLACE = {id(plot): place for place, plot in enumerate(ALL)}
