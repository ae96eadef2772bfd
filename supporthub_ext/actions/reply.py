"""Reply: write to the requester; perhaps the request is answered with it.

"Many requests may be immediately resolved via a quick action or response to the community representative."
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from supporthub_ext.actions.changes import fingerprint
from supporthub_ext.actions.draft import Draft, Looked, step
from supporthub_ext.actions.fields import Field, choice, mails, refuse, text, texts
from supporthub_ext.models import Check, Step
from supporthub_ext.process.definition_texts import PLACEHOLDER

TICKETS = "one"
FIELDS = (
    Field("text", text, required=True),
    Field("questions", texts),
    Field("set_status", choice("resolved", "closed")),
    Field("copy", mails),
)


async def build(looked: Looked, fields: dict[str, Any]) -> Draft:
    """Answer a public reply, and the status that goes with it when the steward says so."""
    questions = fields["questions"] or ()
    letter = _letter(looked, fields["text"], questions)
    status, checks = fields["set_status"], letter_checks(looked, letter)
    remember = _remember(looked, questions, answered=status is not None)
    first = reply_step(looked, letter, remember, copy=fields["copy"] or ())
    if status is None:
        return Draft((first,), checks)
    return Draft((first, status_step(looked, status, needs=(first.id,))), checks)


def _remember(looked: Looked, questions: tuple[str, ...], *, answered: bool) -> dict[str, Any]:
    """Answer what the reply means: we wait for an answer, or they know that it is resolved."""
    impact = {question.name for question in looked.process.impact.questions}
    asked = {"about": "impact" if impact & set(questions) else "questions", "questions": list(questions)}
    return ({"asked": asked} if questions else {}) | ({"told": {}} if answered else {})


def letter_checks(looked: Looked, letter: str) -> tuple[Check, ...]:
    """Answer what is caught in a letter, such as a placeholder that was left unfilled."""
    unfilled = (
        Check(
            rule="unfilled_placeholder",
            level="stop",
            step_id="reply",
            caught=f"{{{name}}} still stands in the text.",
            what_to_do="Write what belongs there, or take it out.",
        )
        for name in dict.fromkeys(PLACEHOLDER.findall(letter))
    )
    return (*unfilled, *looked.checks(letter, "requester", "reply"))


def reply_step(
    looked: Looked, letter: str, remember: Mapping[str, Any] | None = None, copy: Iterable[str] = ()
) -> Step:
    """Answer the step that mails a text to the requester and everybody on copy.

    ``remember`` are lines for our ledger, by kind, that are true once the mail has left. ``copy`` are mail
    addresses that are put on copy beside those that were there before.
    """
    copied = tuple(dict.fromkeys([*looked.copied, *copy]))
    return step(
        looked,
        "reply",
        "reply",
        service="freshdesk",
        audience="requester",
        to=looked.recipients,
        text=letter,
        side_effects=_mails(looked, copied),
        work={
            "ticket_id": looked.ticket_id,
            "text": letter,
            "remember": dict(remember or {}),
            "copy": list(copied) if copy else [],
            "after": fingerprint(looked.ticket)["newest"],
        },
    )


def status_step(looked: Looked, means: str, needs: tuple[str, ...] = ()) -> Step:
    """Answer the step that sets the ticket's status.

    Parameters
    ----------
    means
        What it means to the process: ``resolved``, ``closed``, ``pending``, ...

    Raises
    ------
    InvalidField
        When the process file maps no FreshDesk status to it.
    """
    number = looked.process.status_number(means)
    if number is None:
        raise refuse("set_status", f"The process file has no {means} status.", "Add one under [statuses].")
    status = looked.process.statuses[number]
    return step(
        looked,
        "status",
        "set_status",
        service="freshdesk",
        audience="requester" if status.side_effect else "team",
        to=f"ticket {looked.ticket_id}",
        text=f"Set the ticket {status.label}.",
        side_effects=(status.side_effect or "The requester is not told by FreshDesk.",),
        needs=needs,
        work={"ticket_id": looked.ticket_id, "fields": {"status": number}},
    )


def _letter(looked: Looked, body: str, questions: tuple[str, ...]) -> str:
    """Put the steward's text and the questions together; a question's name stands for its wording."""
    wording = {question.name: question.text for question in looked.process.impact.questions}
    asked = [f"- {wording.get(question, question)}" for question in questions]
    return "\n\n".join([body, "\n".join(asked)]) if asked else body


def _mails(looked: Looked, copied: tuple[str, ...]) -> tuple[str, ...]:
    mail = looked.facts.requester_mail
    effects = [f"FreshDesk sends a mail to {mail or looked.recipients}."]
    if copied:
        effects.append(f"On copy: {', '.join(copied)}.")
    return tuple(effects)
