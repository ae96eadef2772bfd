"""The forms, one description each: what a steward fills in. A new action is a new description.

The JavaScript draws any of them from its description; what goes out is shown by the plan, not by the form.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to fill in.

    Attributes
    ----------
    name
        The field of ``POST plans``.
    label, hint
        What it is called, and one sentence of help.
    kind
        ``text`` (several lines), ``line``, ``lines`` (one item a line), ``choice``, ``date``.
    options
        Of a choice: value and words; an empty value leaves the field out.
    """

    name: str
    label: str
    kind: Literal["text", "line", "lines", "choice", "date"] = "text"
    hint: str = ""
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """What a steward fills in for one action.

    Attributes
    ----------
    action
        As in ``POST plans``.
    verb
        The button that opens it.
    says
        Who will see it, and what it is for.
    audience
        Who sees the text, at most.
    hold
        Whether sending waits some seconds, so that it can be undone.
    """

    action: str
    verb: str
    says: str
    audience: Literal["requester", "team", "public"]
    entries: tuple[Entry, ...]
    hold: bool = False


FORMS: tuple[Form, ...] = (
    Form(
        "acknowledge",
        "Acknowledge",
        "Tells the requester that their ticket arrived, and what happens next.",
        "requester",
        (
            Entry(
                "next_steps",
                "What happens next?",
                hint="Even “we will look into it, and write again tomorrow” is worth saying.",
                required=True,
            ),
        ),
        hold=True,
    ),
    Form(
        "reply",
        "Reply",
        "Goes to the requester, and to everybody on copy.",
        "requester",
        (
            Entry("text", "Your reply", required=True),
            Entry(
                "set_status",
                "And then",
                "choice",
                options=(
                    ("", "leave the ticket open"),
                    ("resolved", "set it Resolved (a survey is sent)"),
                    ("closed", "set it Closed (no survey)"),
                ),
            ),
        ),
        hold=True,
    ),
    Form(
        "note",
        "Private note",
        "Stays with the team: the requester never sees it.",
        "team",
        (
            Entry("text", "Note", required=True),
            Entry("links", "Links to discussions elsewhere", "lines", hint="One web address a line."),
        ),
    ),
)

BY_ACTION = {form.action: form for form in FORMS}
# The form that does a next step; a step that is not here has no form yet, and the reply is offered.
FOR_STEP = {"acknowledge": "acknowledge", "reply": "reply", "update": "reply", "tell_resolved": "reply"}


def descriptions() -> list[dict[str, Any]]:
    """Answer all forms as the JavaScript draws them."""
    return [asdict(form) for form in FORMS]
