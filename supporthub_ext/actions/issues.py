"""The support issue: its text, whether it is there already, and what every action that opens one needs."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from supporthub_ext.actions.belonging import tickets_named
from supporthub_ext.actions.draft import Ground, Looked, record, step
from supporthub_ext.actions.fields import Field, refuse, text
from supporthub_ext.actions.hands import later
from supporthub_ext.actions.made import made_lately
from supporthub_ext.actions.read_github import OVERLAP, REACH, READ_TO
from supporthub_ext.errors import ServiceMissing
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


def issue_checks(
    ground: Ground, issue: IssueText, public_channels: tuple[str, ...] = ()
) -> tuple[Check, ...]:
    """Answer what is caught in the issue on its way to those who can read the repository."""
    return ground.checks(f"{issue.title}\n\n{issue.body}", issue.audience, "issue", public_channels)


async def find_issue(looked: Looked) -> GitHubIssue | None:
    """Answer the open issue that refers to the ticket already, whoever opened it, as it is now; or None.

    The mirror knows what was said until the last look; what changed since is asked for. An issue that was
    closed is not taken up again: what has to change now is another change.
    """
    if number := _known(looked):
        with suppress(ServiceMissing):  # deleted or moved since we looked
            issue = await looked.office.github.issue(number)
            return issue if issue.state == "open" else None
    since, labels = _unread(looked)
    async for issue in looked.office.github.issues(since, labels, state="open"):
        if looked.ticket_id in tickets_named(issue.body, issue.key):
            return issue
    return None


def _known(looked: Looked) -> int | None:
    """Answer the number of the issue that the ticket has as far as we know, or None."""
    if (known := looked.office.elsewhere.issue(looked.ticket_id)) and known["state"] == "open":
        return int(known["number"])
    made = made_lately(looked, "create_issue", "issue")
    return int(made.service_id) if made and made.service_id else None


def _unread(looked: Looked) -> tuple[datetime, tuple[str, ...]]:
    """Answer since when an issue may name the ticket without our knowing, and which labels it then has."""
    created_at = looked.facts.created_at
    read_to = looked.office.mirror.mark(READ_TO)
    if read_to and created_at > looked.office.clock.now() - REACH:
        return max(created_at, datetime.fromisoformat(read_to)) - OVERLAP, ()
    return created_at - OVERLAP, (looked.process.labels.support.name,)


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


def adopted_steps(ground: Ground, issue: GitHubIssue, audience: Audience) -> list[Step]:
    """Answer the step of an issue that is there already, and the one that labels it where it has no label."""
    label = ground.process.labels.support.name
    adopted = step(
        ground,
        "issue",
        "create_issue",
        service="github",
        audience=audience,
        to=issue.repository,
        text=f"The issue is there already, and stays as it is: #{issue.number} {issue.title}",
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
    if label in issue.labels:
        return [adopted]
    return [
        adopted,
        step(
            ground, "labelled", "set_field", service="github", audience=audience, to=f"issue #{issue.number}",
            text=f"Label: {label}", work={"number": issue.number, "labels": [label]},
        ),
    ]  # fmt: skip


def tie(looked: Looked) -> list[Step]:
    """Answer the step that remembers which issue is the ticket's, whatever people do to its text later."""
    document = {"kind": "issue", "url": later("issue")}
    says = "Remember that this is the ticket's issue."
    return [record(looked, "tie", says, "link", document, needs=("issue",))]


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
