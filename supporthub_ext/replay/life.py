"""One simulated ticket: what is known of it, and its true next step.

The next step and its due time are those of `process.nextstep` in plain numbers, so that hundreds of quarters
can be played; a test holds the two against each other along whole lives.
"""

from __future__ import annotations

from collections.abc import Callable

from supporthub_ext.models import ImpactLevel, StepName
from supporthub_ext.replay.fate import Fate
from supporthub_ext.replay.promises import Book
from supporthub_ext.replay.rules import Rules

Found = tuple[StepName, int | None, int | None]
Happens = Callable[["Life", int], None]
Later = Callable[["Life", int, Happens], None]
"""Take note that something happens to a life, and at which working minute."""


class Life:
    """A ticket on its way.

    Times are working minutes of the quarter where nothing else is said; None: it did not happen.

    Attributes
    ----------
    step, due, soon
        The next step, when it is due, and from when on there is something to do; None is at once.
    impact
        What the queue knows of it; ``judge`` is what the stewards think, ``fate.level`` is the truth.
    running
        The promises that run, each with its beginning.
    version
        Counts the changes.
    """

    __slots__ = (
        "accepted", "ask_at", "asked", "asks", "book", "created", "declined", "done", "due", "event_today",
        "fate", "impact", "impact_asked", "issue_closed", "issue_opened", "judge", "later", "needs_issue",
        "ours", "outage", "question", "rules", "running", "said", "settled", "soon", "step", "thread", "told",
        "touched", "version", "waiting", "works",
    )  # fmt: skip

    def __init__(self, fate: Fate, rules: Rules, book: Book, later: Later, judge: ImpactLevel) -> None:
        self.fate, self.rules, self.book, self.later, self.judge = fate, rules, book, later, judge
        self.created = rules.line.clock[fate.created]
        self.touched = fate.created  # FreshDesk's updated_at, a minute of the quarter
        self.impact: ImpactLevel = "unknown"
        self.impact_asked = self.event_today = self.outage = False
        self.ours: int | None = None  # our last message to the requester
        self.asked: int | None = None  # their first since then
        self.waiting: int | None = None  # how often we wrote again since we asked them something
        self.needs_issue = not fate.noise and rules.needs.get(fate.kind) == "issue"
        self.thread = False  # there is one, and it is open
        self.issue_opened: int | None = None
        self.issue_closed: int | None = None
        self.ask_at: int | None = None  # of the last ask, while nobody answered it
        self.accepted = False
        self.declined: int | None = None
        self.question: int | None = None  # what the team asked us
        self.settled = False  # the solution is known: our next message brings it
        self.told: int | None = None
        self.done = False
        self.said = self.works = self.asks = self.version = 0
        self.running: dict[str, int] = {} if fate.noise else {"first_response": self.created}
        self.step, self.due, self.soon = self._next()

    def move(self) -> None:
        """Find the next step anew, after something happened."""
        self.version += 1
        self.step, self.due, self.soon = self._next()

    # -- the next step: the rules of process.nextstep, in their order --------------------------------------

    def _next(self) -> Found:
        rules, fate = self.rules, self.fate
        if fate.noise:
            return ("wait" if self.done else "close_out"), None, None
        if self.ours is None:
            return "acknowledge", self.created + rules.first_response, None
        if self.asked is not None:
            return "reply", self.asked + rules.reply, None
        if self.issue_closed is not None and self.told is None:
            return "tell_resolved", self.issue_closed + rules.tell_resolved, None
        if self.told is not None:
            return ("close_out" if self.thread or not self.done else "wait"), None, None
        return self._meanwhile(self.ours, self.ours + rules.update)

    def _meanwhile(self, ours: int, due: int) -> Found:
        rules, soon = self.rules, ours + self.rules.update_soon
        if self.question is not None and self.question + rules.reply <= due:
            return "answer_engineer", self.question + rules.reply, None
        if self.waiting is not None:
            silent = self.waiting >= rules.times
            return ("close_out" if silent else "follow_up"), None, ours + rules.look_again
        moves_on = self._moves_on(ours, soon)
        return (moves_on, due, None) if moves_on else ("update", due, soon)

    def _moves_on(self, ours: int, soon: int) -> StepName | None:
        """Answer the step that moves the request on, or None while others are at it."""
        if self.impact == "unknown" and not self.impact_asked and self.fate.kind in self.rules.asks_impact:
            return "ask_impact"
        if self.issue_opened is None and self.needs_issue:
            return "escalate"
        if self.issue_opened is None and not self.thread:
            return "open_thread"
        return "find_engineer" if self._wants_engineer(ours, soon) else None

    def _wants_engineer(self, ours: int, soon: int) -> bool:
        """Answer whether somebody has to be asked; an ask of a day ago may be given up after an update."""
        if self.issue_opened is None or self.accepted:
            return False
        if self.ask_at is not None and self.ask_at + self.rules.reply > ours:
            return False
        return (self.issue_opened if self.declined is None else self.declined) <= soon

    # -- messages and promises -----------------------------------------------------------------------------

    def write(self, now: int) -> None:
        """Send the requester a message: it answers what they wrote, and the next update is owed."""
        for kind in ("first_response", "reply", "update"):
            self.keep(kind, now)
        self.ours, self.asked = now, None
        self.said += 1
        if self.settled:
            self.told = now if self.told is None else self.told
            self.done = True
            for kind in self.running:
                self.book.drop(kind)
            self.running.clear()
        elif self.waiting is None:
            self.running["update"] = now

    def keep(self, kind: str, now: int) -> None:
        """Keep a promise, if it runs."""
        start = self.running.pop(kind, None)
        if start is not None:
            self.book.keep(kind, self.fate.level, start, now)
