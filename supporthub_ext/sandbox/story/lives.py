"""What the story knows of each ticket: whether the trouble is really over, and how its people are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from supporthub_ext.sandbox.chance import Chance
from supporthub_ext.sandbox.freshdesk.account import Account
from supporthub_ext.sandbox.freshdesk.subject import Subject
from supporthub_ext.sandbox.world import World


@dataclass(slots=True)
class Life:
    """One ticket of the story.

    ``fixed_at`` is when somebody really ended the trouble; a question needs nobody to do so. ``answers`` maps
    an engineer's id to ``asked``, ``accepted`` or ``declined``.
    """

    ticket_id: int
    subject: Subject
    fixed_at: datetime | None = None
    agent_said: int = 0
    requester_said: int = 0
    chased: int = 0
    thanked: bool = False
    working: str | None = None
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def needs_engineer(self) -> bool:
        """Whether words alone do not help."""
        return self.subject.said.type not in ("Question", "Event", None)

    @property
    def is_over(self) -> bool:
        """Whether the trouble is really over."""
        return self.fixed_at is not None or not self.needs_engineer

    @property
    def is_human(self) -> bool:
        """Whether somebody reads the answers."""
        return self.subject.community is not None and self.subject.said.sender is None


class Lives:
    """All tickets of the story: those that arrive, and those that were there before."""

    def __init__(self, world: World, account: Account) -> None:
        self._world = world
        self._account = account
        self._known: dict[int, Life] = {}
        self._closed = {one.ticket_id: one.closed_at for one in world.escalations if one.closed_at}

    def begin(self, ticket_id: int, subject: Subject) -> Life:
        """Remember a ticket that arrived."""
        self._known[ticket_id] = Life(ticket_id, subject)
        return self._known[ticket_id]

    def of(self, ticket_id: int) -> Life | None:
        """Answer a ticket's life; None for tickets of which the story knows nothing."""
        if ticket_id not in self._known and ticket_id in self._account.tickets.teller.history.ids:
            subject = self._account.tickets.teller.subject(ticket_id)
            self._known[ticket_id] = Life(ticket_id, subject, self._closed.get(ticket_id))
        return self._known.get(ticket_id)

    def busy(self, engineer_id: str) -> int:
        """Answer on how many tickets an engineer works."""
        return sum(one.working == engineer_id and one.fixed_at is None for one in self._known.values())

    def chance(self, life: Life, *names: object) -> Chance:
        """Answer a stream of draws for one thing about one ticket."""
        return Chance(self._world.seed, "life", life.ticket_id, *names)
