"""The support issue: its text, its place on the board, and what every action that opens one needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from supporthub_ext.actions.draft import Ground, Looked, step
from supporthub_ext.actions.fields import Field, refuse, text
from supporthub_ext.actions.threads import names_ticket
from supporthub_ext.models import Audience, Check, Receipt, Step
from supporthub_ext.process.escaping import for_github
from supporthub_ext.services.github_records import GitHubIssue

LEVELS = ("critical", "high", "medium", "low", "unknown")
NOT_SAID = "Not said yet."
NO_TICKET = "None: this is work of our own."

FIELDS = (
    Field("title", text, required=True),
    Field("change", text, required=True),
    Field("type", text),
    Field("found", text),
    Field("impact", text),
)
"""What the tracker asks for: title, the change that is needed, kind, results so far, impact."""


@dataclass(frozen=True, slots=True)
class IssueText:
    """An issue that is not opened yet, and who will be able to read it."""

    title: str
    body: str
    audience: Audience


async def issue_text(ground: Ground, fields: dict[str, Any]) -> IssueText:
    """Answer the issue's text, for the repository's real visibility.

    Raises
    ------
    InvalidField
        For a kind or an impact that the process file does not know.
    ServiceError
        When GitHub does not answer.
    """
    repository = await ground.office.github.repository()
    values = {
        "ticket_link": NO_TICKET,
        "ticket_id": NO_TICKET,
        "hub": NOT_SAID,
        "description": fields["title"],
        **(ground.values() if isinstance(ground, Looked) else {}),
        "kind": _kind(ground, fields["type"]),
        "impact": _impact(ground, fields["impact"]),
        "change": fields["change"],
        "found": fields["found"] or NOT_SAID,
    }
    body = ground.process.texts.issue.fill(values)
    return IssueText(fields["title"], body, "team" if repository.is_private else "public")


def issue_checks(ground: Ground, issue: IssueText) -> tuple[Check, ...]:
    """Answer what is caught in the issue on its way to those who can read the repository."""
    return ground.checks(f"{issue.title}\n\n{issue.body}", issue.audience, "issue")


async def find_issue(looked: Looked) -> GitHubIssue | None:
    """Answer the issue that refers to the ticket already, whoever opened it; an open one first."""
    if known := looked.office.elsewhere.issue(looked.ticket_id):
        return await looked.office.github.issue(known["number"])
    link, stem = f"/a/tickets/{looked.ticket_id}", f"sh-{looked.ticket_id}-"

    def about_it(issue: GitHubIssue) -> bool:
        return (issue.key or "").startswith(stem) or names_ticket(issue.body, link)

    label = looked.process.labels.support.name
    found = [one async for one in looked.office.github.issues(labels=[label]) if about_it(one)]
    return next((one for one in found if one.state == "open"), next(iter(found), None))


def issue_step(ground: Ground, issue: IssueText) -> Step:
    """Answer the step that opens the issue."""
    label = ground.process.labels.support.name
    everybody = issue.audience == "public"
    return step(
        ground,
        "issue",
        "create_issue",
        service="github",
        audience=issue.audience,
        to=ground.office.github.name,
        text=f"{issue.title}\n\n{issue.body}",
        side_effects=(
            f"It gets the label {label}.",
            "Everybody on the web can read it." if everybody else "Only the organisation can read it.",
        ),
        work={"title": issue.title, "body": for_github(issue.body), "labels": [label]},
    )


def adopted_issue(ground: Ground, issue: GitHubIssue) -> Step:
    """Answer the step of an issue that is there already: it is not opened again."""
    return step(
        ground,
        "issue",
        "create_issue",
        service="github",
        audience="public",
        to=issue.repository,
        text=f"The issue is there already: #{issue.number} {issue.title}",
        state="adopted",
        receipt=Receipt(
            at=ground.office.clock.now(),
            actor=ground.actor.id,
            service_id=str(issue.number),
            link=issue.link,
            looked=True,
            attempts=0,
            more={"node_id": issue.node_id},
        ),
    )


async def label_steps(ground: Ground) -> list[Step]:
    """Answer the step that makes the support label, where it is missing."""
    label = ground.process.labels.support
    if await ground.office.github.has_label(label.name):
        return []
    return [
        step(
            ground,
            "label",
            "create_label",
            service="github",
            audience="public",
            to=ground.office.github.name,
            text=f"Make the label {label.name}.",
            work={"name": label.name, "colour": label.colour, "description": label.description},
        )
    ]


def board_steps(ground: Ground, audience: Audience) -> list[Step]:
    """Answer the steps that put the issue on the board, ahead of ordinary work.

    "Support backlog items should: be placed in our Sprint Board ... be prioritized over other backlog items
    for that sprint."
    """
    board, day = ground.process.board, ground.office.clock.now().date()
    ahead = "the top" if board.position == "top" else "a place behind the other support items"
    parts: list[tuple[str, str, str, dict[str, Any]]] = [
        ("status", "set_field", f"{board.fields.status}: {board.options.ready}",
         {"field": board.fields.status, "option": board.options.ready}),
        ("sprint", "set_field", f"{board.fields.sprint}: the one that runs on {day:%d %b}",
         {"sprint_on": day.isoformat()}),
    ]  # fmt: skip
    if board.fields.priority and board.options.priority:
        parts.append(
            ("priority", "set_field", f"{board.fields.priority}: {board.options.priority}",
             {"field": board.fields.priority, "option": board.options.priority})
        )  # fmt: skip
    parts.append(("place", "move_item", f"Move it to {ahead}, before ordinary work.", {}))
    add = step(
        ground, "item", "add_item", service="github", audience=audience, to=board.name,
        text=f"Put the issue on the {board.name}.", needs=("issue",), work={"issue_of": "issue"},
    )  # fmt: skip
    return [
        add,
        *(
            step(ground, f"item_{part}", kind, service="github", audience=audience, to=board.name,  # type: ignore[arg-type]
                 text=says, needs=("item",), work=work | {"item_of": "item"})
            for part, kind, says, work in parts
        ),
    ]  # fmt: skip


def _kind(ground: Ground, given: str | None) -> str:
    """Answer a kind's label, from its name or label."""
    kinds = ground.process.kinds
    if given is None:
        own = ground.facts.kind if isinstance(ground, Looked) else None
        return next((kind.label for kind in kinds if kind.name == own), NOT_SAID)
    found = next((kind.label for kind in kinds if given in {kind.name, kind.label}), None)
    if found is None:
        known = ", ".join(kind.name for kind in kinds)
        raise refuse("type", f"There is no kind of request {given!r}.", f"Choose one of: {known}.")
    return found


def _impact(ground: Ground, given: str | None) -> str:
    if given is None:
        return ground.facts.impact if isinstance(ground, Looked) else "unknown"
    if given not in LEVELS:
        raise refuse("impact", f"There is no impact {given!r}.", f"Choose one of: {', '.join(LEVELS)}.")
    return given
