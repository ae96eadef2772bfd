"""Reply: write to the requester; perhaps the request is answered with it.

"Many requests may be immediately resolved via a quick action or response to the community representative."
"""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions.draft import Draft, Looked, step
from supporthub_ext.actions.fields import Field, choice, refuse, text, texts
from supporthub_ext.models import Check, Step
from supporthub_ext.process.definition_texts import PLACEHOLDER
from supporthub_ext.process.escaping import for_freshdesk

FIELDS = (
    Field("text", text, required=True),
    Field("questions", texts),
    Field("set_status", choice("resolved", "closed")),
)


def build(looked: Looked, fields: dict[str, Any]) -> Draft:
    """Answer a public reply, and the status that goes with it when the steward says so."""
    letter = _letter(looked, fields["text"], fields["questions"] or ())
    checks = letter_checks(letter)
    first = reply_step(looked, letter)
    if fields["set_status"] is None:
        return Draft((first,), checks)
    return Draft((first, status_step(looked, fields["set_status"], needs=(first.id,))), checks)


def letter_checks(letter: str) -> tuple[Check, ...]:
    """Stop a letter in which a placeholder such as ``{next_steps}`` was left unfilled."""
    return tuple(
        Check(
            rule="unfilled_placeholder",
            level="stop",
            step_id="reply",
            caught=f"{{{name}}} still stands in the text.",
            what_to_do="Write what belongs there, or take it out.",
        )
        for name in dict.fromkeys(PLACEHOLDER.findall(letter))
    )


def reply_step(looked: Looked, letter: str) -> Step:
    """Answer the step that mails a text to the requester and everybody on copy."""
    return step(
        looked,
        "reply",
        "reply",
        service="freshdesk",
        audience="requester",
        to=looked.recipients,
        text=letter,
        side_effects=_mails(looked),
        work={"ticket_id": looked.ticket_id, "html": for_freshdesk(letter), "text": letter},
    )


def status_step(looked: Looked, means: str, needs: tuple[str, ...] = ()) -> Step:
    """Answer the step that sets the ticket Resolved or Closed.

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
        work={"ticket_id": looked.ticket_id, "status": number},
    )


def _letter(looked: Looked, body: str, questions: tuple[str, ...]) -> str:
    """Put the steward's text and the questions together; a question's name stands for its wording."""
    wording = {question.name: question.text for question in looked.process.impact.questions}
    asked = [f"- {wording.get(question, question)}" for question in questions]
    return "\n\n".join([body, "\n".join(asked)]) if asked else body


def _mails(looked: Looked) -> tuple[str, ...]:
    mail = looked.facts.requester_mail
    effects = [f"FreshDesk sends a mail to {mail or looked.recipients}."]
    if looked.copied:
        effects.append(f"On copy: {', '.join(looked.copied)}.")
    return tuple(effects)
