"""Asking an engineer: who could be asked, and the steps that ask.

"Think about an engineering team member that likely has the skills and capacity needed, and ask them if they
are willing to take on resolving this issue. Try not to ask the same person for support help many times in a
row."
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from supporthub_ext.actions.draft import Looked, record
from supporthub_ext.actions.fields import refuse
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.threads import message_step
from supporthub_ext.models import Ask, Person, Step, TicketFacts
from supporthub_ext.process.asking import Candidate, candidates, check_choice
from supporthub_ext.process.asking_reasons import Need
from supporthub_ext.services.slack_records import Channel


def listed(office: Office, facts: TicketFacts | None, now: datetime) -> tuple[Candidate, ...]:
    """Answer every engineer with the reasons for and against asking them, those to ask first on top."""
    need = Need(
        ticket_id=facts.ticket_id if facts else None,
        skills=facts.tags if facts else (),
        touched_by=_touched(office, facts),
        open=_open_work(office),
    )
    return candidates(office.process.asking, office.roster, asks_of(office), need, now)


def choose(looked: Looked, engineer_id: str, overrule_reason: str | None, now: datetime) -> Person:
    """Answer the engineer that a steward wants to ask.

    Raises
    ------
    InvalidField
        When there is no such engineer, or asking them needs a reason that was not given.
    """
    found = check_choice(listed(looked.office, looked.facts, now), engineer_id)
    if found.overrules and not overrule_reason:
        advice = "Ask somebody else, or say why it has to be them."
        raise refuse("overrule_reason", f"{found.person.name}: {found.overrules}", advice)
    return found.person


def ask_steps(
    looked: Looked, person: Person, channel: Channel, said: str, overrule_reason: str | None, *, issue: str
) -> list[Step]:
    """Answer the steps that ask in the thread and remember that they were asked.

    ``issue`` is the issue's link, or what stands for that of the one which this plan opens; the step with
    the id ``thread`` comes before.
    """
    values = looked.values() | {
        "engineer": person.name.split()[0],
        "issue_link": issue,
        "title": looked.facts.subject,
        "text": said,
    }
    text = looked.process.texts.ask.fill(values, optional=("text",))
    document = {
        "engineer_id": person.id,
        "answer": "open",
        "answered_at": None,
        "overrule_reason": overrule_reason,
    }
    return [
        message_step(looked, "ask", channel, text, thread_of="thread", mention=person.slack_id),
        record(looked, "asked", f"Remember that {person.name} was asked.", "ask", document, needs=("ask",)),
    ]


def asks_of(office: Office) -> tuple[Ask, ...]:
    """Answer every ask that was recorded, oldest first."""
    return tuple(
        Ask(
            id=entry.key,
            ticket_id=entry.ticket_id or 0,
            engineer_id=entry.document["engineer_id"],
            at=datetime.fromisoformat(entry.document.get("asked_at") or entry.written_at),
            answer=entry.document["answer"],
            answered_at=_instant(entry.document.get("answered_at")),
            overrule_reason=entry.document.get("overrule_reason"),
        )
        for entry in office.ledger.all("ask")
    )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _touched(office: Office, facts: TicketFacts | None) -> frozenset[str]:
    """Answer who worked on the issue or spoke in the thread, by roster id."""
    if facts is None:
        return frozenset()
    logins = {login.lower() for login in (facts.issue.assignees if facts.issue else ())}
    places = (facts.thread.messages if facts.thread else (), facts.issue.comments if facts.issue else ())
    spoke = {message.author for place in places for message in place if not message.ours}
    return frozenset(
        person.id
        for person in office.roster.people
        if person.engineer and ((person.github_login or "").lower() in logins or person.name in spoke)
    )


def _open_work(office: Office) -> Mapping[str, int]:
    """Answer how many open support issues each engineer has, by roster id."""
    by_login = {(one.github_login or "").lower(): one.id for one in office.roster.people if one.github_login}
    counted: dict[str, int] = {}
    open_issues = (row for row in office.elsewhere.issues.values() if row["state"] == "open")
    for login in (login for row in open_issues for login in row["assignees"]):
        if person_id := by_login.get(login.lower()):
            counted[person_id] = counted.get(person_id, 0) + 1
    return counted
