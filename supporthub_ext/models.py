"""Frozen records that all rooms share. Times are aware datetimes in UTC; ids are the service's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

Audience = Literal["requester", "team", "public"]
"""Who can see a text: the requester (and copied people), the team, or everybody."""

Ball = Literal["ours", "engineer", "requester"]
"""Whose turn it is."""

StepName = Literal[
    "acknowledge",
    "reply",
    "ask_impact",
    "open_thread",
    "escalate",
    "find_engineer",
    "answer_engineer",
    "update",
    "tell_resolved",
    "close_out",
    "follow_up",
    "wait",
]
"""What a next step can be."""

STEP_WORDS: Mapping[StepName, str] = {
    "acknowledge": "acknowledge",
    "reply": "reply",
    "ask_impact": "ask about impact",
    "open_thread": "open a thread",
    "escalate": "escalate",
    "find_engineer": "find an engineer",
    "answer_engineer": "answer the engineer",
    "update": "send an update",
    "tell_resolved": "tell it is resolved",
    "close_out": "close out",
    "follow_up": "follow up",
    "wait": "wait",
}
"""The next step as a verb, as stewards read it everywhere."""

Status = Literal[
    "open", "pending", "waiting_on_requester", "waiting_on_other", "resolved", "closed", "unknown"
]
"""What a FreshDesk status number means to the process; the process file holds the map."""

ImpactLevel = Literal["critical", "high", "medium", "low", "unknown"]
"""How badly a hub's users are hit."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the roster. ``id`` is stable and never used again; dates are local to nobody."""

    id: str
    name: str
    steward: bool = False
    engineer: bool = False
    mail: str | None = None
    slack_id: str | None = None
    github_login: str | None = None
    freshdesk_agent_id: int | None = None
    jupyter_user: str | None = None
    zone: str = "UTC"
    waking: tuple[str, str] = ("08:00", "20:00")
    skills: tuple[str, ...] = ()
    wants_to_learn: tuple[str, ...] = ()
    joined: date | None = None
    left: date | None = None  # exclusive


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which a person is away, ``last_day`` inclusive."""

    person_id: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody who takes part, and when they are away."""

    people: tuple[Person, ...] = ()
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """A recorded change to the rota, ``last_day`` inclusive; withdrawn ones are not passed on.

    ``cover``: ``by_id`` sits in ``person_id``'s seat on these days; with the same person in both, they take a
    seat that nobody holds. ``swap``: the two exchange whatever seats they hold on these days.
    """

    id: str
    kind: Literal["swap", "cover"]
    person_id: str
    by_id: str
    first_day: date
    last_day: date
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class CalendarRecord:
    """An all-day event as a calendar holds it, from ``first_day`` to ``end_day`` (exclusive)."""

    uid: str
    title: str
    first_day: date
    end_day: date


@dataclass(frozen=True, slots=True)
class Ask:
    """An engineer was asked to take a ticket's work. Declining costs nothing and is kept all the same."""

    id: str
    ticket_id: int
    engineer_id: str
    at: datetime
    answer: Literal["open", "accepted", "declined"] = "open"
    answered_at: datetime | None = None
    overrule_reason: str | None = None  # why the steward asked somebody else than was suggested


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of a ticket's conversation; the ticket's own first message is one too.

    ``sender`` is ``requester`` for whoever writes in (also people on copy), ``agent`` for us and ``system``
    for automatic entries such as survey answers. ``source`` names the record, e.g. ``conversation 48100001``.
    """

    id: int
    at: datetime
    sender: Literal["requester", "agent", "system"]
    audience: Audience
    author: str | None
    author_id: int | None
    html: str
    text: str
    source: str
    attachments: tuple[Mapping[str, Any], ...] = ()
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class TeamMessage:
    """A message of a ticket's thread, or a comment of its issue; ``ours`` for stewards and our bot."""

    at: datetime
    author: str | None
    text: str
    ours: bool
    source: str  # names the record, e.g. ``thread message 1772618400.000100``
    outsider: bool = False  # wrote in public without being of the team


@dataclass(frozen=True, slots=True)
class Thread:
    """A ticket's private thread. ``ended_at`` is when we said there that the ticket is closed."""

    link: str
    messages: tuple[TeamMessage, ...] = ()
    started_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """A ticket's support issue; ``assignees`` are logins, ``status`` and ``sprint`` what the board says."""

    link: str
    state: Literal["open", "closed"] = "open"
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    assignees: tuple[str, ...] = ()
    status: str | None = None
    status_since: datetime | None = None  # when we saw it move there; None when it was there from the start
    sprint: str | None = None
    comments: tuple[TeamMessage, ...] = ()
    needed_by_others: bool = False  # another open ticket has the same cause: this one may end alone


@dataclass(frozen=True, slots=True)
class HubEvent:
    """A community's event, or another large influx of users; ``ends_at`` is exclusive."""

    id: str
    title: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What the process needs to know of one ticket to say its next step. No clock in it.

    ``messages`` are in order of time, the first message included. ``problems`` are sentences about what
    could not be read: an unmapped status, a missing requester, an unreadable date. They are shown.

    What follows ``problems`` is what we know from elsewhere; nothing known is a good value for each.
    ``kind`` names a kind of the process file. ``needs`` is what a steward said the request needs.
    ``impact_asked_at``, ``questions_at``: when we last asked the requester about impact, and anything else
    that we wait for. ``told_resolved_at``: when we last told them that it is resolved, by a tell-resolved or
    by setting the ticket Resolved or Closed with a reply. ``event`` is the hub's event that is on or next.
    ``knows_thread``, ``knows_issue``: whether they were looked for; before, their absence says nothing.
    """

    ticket_id: int
    subject: str
    status: Status
    status_label: str
    created_at: datetime
    updated_at: datetime
    community: str | None
    hub: str | None
    requester: str | None
    requester_mail: str | None
    assignee_id: int | None
    tags: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()
    complete: bool = True  # False while only the list row was read, not the conversation
    problems: tuple[str, ...] = ()
    kind: str | None = None
    impact: ImpactLevel = "unknown"
    impact_asked_at: datetime | None = None
    questions_at: datetime | None = None
    told_resolved_at: datetime | None = None
    needs: Literal["thread", "issue"] | None = None
    knows_thread: bool = False
    knows_issue: bool = False
    thread: Thread | None = None
    issue: Issue | None = None
    asks: tuple[Ask, ...] = ()
    event: HubEvent | None = None


@dataclass(frozen=True, slots=True)
class DerivationLine:
    """One line of the reason for a due time: readable, and enough to compute it again."""

    text: str
    fact: str
    value: Any
    source: str
    rule: str | None = None
    sentence: str | None = None  # the sentence of the written process behind it

    def to_json(self) -> dict[str, Any]:
        """Answer the line as the endpoints show it."""
        return {name: getattr(self, name) for name in ("text", "fact", "value", "source", "rule", "sentence")}


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do on a ticket now. Does not depend on the clock: the reader compares with now."""

    step: StepName
    ball: Ball
    due_at: datetime | None
    due_soon_at: datetime | None
    reason: str
    derivation: tuple[DerivationLine, ...] = ()
    noise: str | None = None  # the name of the noise rule that caught it


StepKind = Literal[
    "reply",
    "note",
    "set_status",
    "post_message",
    "react",
    "create_label",
    "create_issue",
    "comment",
    "close_issue",
    "assign",
    "add_item",
    "set_field",
    "move_item",
    "set_topic",
    "set_members",
    "record",
]
StepState = Literal["planned", "open", "done", "adopted", "by_hand", "failed", "skipped", "cancelled"]
PlanState = Literal["shown", "held", "running", "stopped", "done", "cancelled"]


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at before anything is sent. A ``stop`` is passed only by a release with a reason."""

    rule: str
    level: Literal["stop", "warn"]
    step_id: str | None
    caught: str
    what_to_do: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one step did. ``looked`` says that the service was searched for the step's key.

    ``more`` holds what later steps need of it, such as an issue's node id; it is never shown.
    """

    at: datetime
    actor: str
    service_id: str | None = None
    link: str | None = None
    looked: bool = False
    attempts: int = 1
    error: Mapping[str, Any] | None = None
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a plan: what goes where, who sees it, and what else happens because of it.

    ``work`` is what the runner hands to the service; it is stored with the plan and never shown.
    """

    id: str
    kind: StepKind
    service: str
    audience: Audience
    to: str
    text: str
    key: str
    side_effects: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    state: StepState = "planned"
    receipt: Receipt | None = None
    work: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """An action as data: built, shown, confirmed, then run step by step."""

    id: str
    version: int
    action: str
    ticket_ids: tuple[int, ...]
    actor: str
    created_at: datetime
    state: PlanState
    checks: tuple[Check, ...]
    steps: tuple[Step, ...]
    seen: Mapping[str, Any] = field(default_factory=dict)  # what each ticket looked like when shown
    released: Mapping[str, str] = field(default_factory=dict)  # rule -> the reason somebody gave
