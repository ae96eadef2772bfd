"""What the team already did about a ticket elsewhere: its Slack thread and its GitHub issue.

FreshDesk's invented conversations mention them; Slack and GitHub show the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Escalation:
    """One ticket's thread and issue. People by their roster ids; ``None`` where there is none (yet).

    ``at_work`` tells whether the engineer took the issue; ``closed_at`` when they closed it.
    ``thread_says`` is what stands in the thread's first answer, ``change`` what the issue asks for, ``done``
    what the engineer said at the end.
    """

    ticket_id: int
    subject: str
    community: str
    hub: str
    steward_id: str
    engineer_id: str
    thread_at: datetime
    thread_says: str
    issue_at: datetime | None
    change: str
    at_work: bool
    closed_at: datetime | None
    done: str


def thread_ts(ticket_id: int, thread_at: int) -> str:
    """Answer the Slack ``ts`` of a ticket's thread that began at an epoch second."""
    return f"{thread_at}.{ticket_id % 1_000_000:06d}"


def issue_number(ticket_id: int) -> int:
    """Answer the GitHub number of a ticket's issue; issues made later have higher ones."""
    return ticket_id - 900


def moment(second: int) -> datetime:
    """Answer an epoch second as an aware moment in UTC."""
    return datetime.fromtimestamp(second, UTC)
