"""Link: adopt a thread, an issue or a discussion that was made by hand.

"Include a reference to any FreshDesk tickets if they exist."
"""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions.belonging import tickets_named
from supporthub_ext.actions.draft import Draft, Looked, record, step
from supporthub_ext.actions.fields import Field, link
from supporthub_ext.actions.note import note_step
from supporthub_ext.actions.threads import channel_checks
from supporthub_ext.models import Audience, Check
from supporthub_ext.services.github_records import GitHubIssue, read_link
from supporthub_ext.services.slack_records import read_permalink

TICKETS = "one"
FIELDS = (Field("url", link, required=True),)


async def build(looked: Looked, fields: dict[str, Any]) -> Draft:
    """Answer what is remembered of the link, after it was looked up at its service.

    Raises
    ------
    ServiceError
        When nothing stands there, or at a wrong place.
    """
    url: str = fields["url"]
    if read_permalink(url):
        return await _thread(looked, url)
    if read_link(url):
        return await _issue(looked, await looked.office.github.linked(url))
    return Draft((note_step(looked, f"Discussed elsewhere:\n- {url}"),))


async def _thread(looked: Looked, url: str) -> Draft:
    place, _ = await looked.office.slack.linked(url)
    channel = await looked.office.slack.channel(place.channel)
    document = {"kind": "thread", "url": url}
    line = record(looked, "link", "Remember that this is the ticket's thread.", "link", document)
    return Draft((line, note_step(looked, f"Thread: {url}")), _as_warning(channel_checks(channel, "link")))


async def _issue(looked: Looked, issue: GitHubIssue) -> Draft:
    """Remember the issue; one that does not name the ticket yet gets a reference to it."""
    document = {"kind": "issue", "url": issue.link}
    says = f"Remember that #{issue.number} is the ticket's issue."
    steps = [record(looked, "link", says, "link", document)]
    if not _is_named(looked, issue):
        repository = await looked.office.github.repository()
        audience: Audience = "team" if repository.is_private else "public"
        text = f"Also asked for in {_reference(looked)}"
        steps.append(
            step(
                looked, "reference", "comment", service="github", audience=audience,
                to=f"issue #{issue.number}", text=text, work={"number": issue.number, "text": text},
            )
        )  # fmt: skip
    return Draft((*steps, note_step(looked, f"Issue: {issue.link}")))


def _is_named(looked: Looked, issue: GitHubIssue) -> bool:
    """Say whether a reader finds the ticket in the issue or its comments."""
    known = looked.office.elsewhere.issues.get(str(issue.number), {})
    return looked.ticket_id in {*tickets_named(issue.body, None), *known.get("named", ())}


def _reference(looked: Looked) -> str:
    """Answer the ticket's link, or its number where links to tickets are not for the public."""
    link_text = looked.values()["ticket_link"]
    return link_text if looked.process.audience.ticket_link_in_public else f"ticket {looked.ticket_id}"


def _as_warning(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """Answer the checks as warnings: a thread in an open channel may be linked, and should be known."""
    return tuple(
        Check(check.rule, "warn", check.step_id, check.caught, "Say nothing private there.")
        for check in checks
    )
