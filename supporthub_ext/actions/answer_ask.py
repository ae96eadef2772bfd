"""Answer an ask: an engineer said yes or no. A no costs nothing; on a yes the issue is theirs."""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions.draft import Draft, Looked, record, step
from supporthub_ext.actions.fields import Field, choice, refuse, text
from supporthub_ext.models import Person, Step
from supporthub_ext.process.roster import find_person
from supporthub_ext.store.documents import instant
from supporthub_ext.store.ledger import Entry

TICKETS = "one"
FIELDS = (
    Field("ask_id", text, required=True),
    Field("answer", choice("accepted", "declined"), required=True),
)


async def build(looked: Looked, fields: dict[str, Any]) -> Draft:
    """Answer what is remembered, and on a yes the assignment and the board's word for work under way."""
    entry = looked.office.ledger.get("ask", fields["ask_id"])
    if entry is None or fields["ask_id"] not in {ask.id for ask in looked.facts.asks}:
        raise refuse("ask_id", "This ticket has no such ask.", "Take the id from the ticket's asks.")
    person = find_person(looked.office.roster, person_id=entry.document["engineer_id"])
    steps = [_remember(looked, entry, person, fields["answer"])]
    if fields["answer"] == "accepted":
        steps += _theirs(looked, person)
    return Draft(tuple(steps))


def _remember(looked: Looked, entry: Entry, person: Person | None, answer: str) -> Step:
    name = person.name if person else entry.document["engineer_id"]
    said = "takes it" if answer == "accepted" else "can't take it; that is fine"
    document = entry.document | {
        "answer": answer,
        "answered_at": instant(looked.office.clock.now()),
        "asked_at": entry.document.get("asked_at") or entry.written_at,
    }
    return record(looked, "answer", f"Remember that {name} {said}.", "ask", document, ledger_key=entry.key)


def _theirs(looked: Looked, person: Person | None) -> list[Step]:
    """Answer the steps that make the issue theirs: "an assignee means work in progress"."""
    issue = looked.office.elsewhere.issue(looked.ticket_id)
    if issue is None or person is None or person.github_login is None:
        return []
    board, number = looked.process.board, issue["number"]
    steps = [
        step(
            looked, "assign", "assign", service="github", audience="public", to=f"issue #{number}",
            text=f"Assign {person.github_login}.", needs=("answer",),
            work={"number": number, "login": person.github_login},
        )
    ]  # fmt: skip
    if item := looked.office.elsewhere.item(number):
        steps.append(
            step(
                looked, "working", "set_field", service="github", audience="public", to=board.name,
                text=f"{board.fields.status}: {board.options.working}", needs=("assign",),
                work={"item": item["id"], "options": {board.fields.status: board.options.working}},
            )
        )  # fmt: skip
    return steps
