"""Escalate: a support issue on the Sprint Board, a private thread, perhaps an engineer, and a note.

"When a support request is made that requires an action from a 2i2c engineer, a Support Steward should
describe this change in a GitHub issue, and add it to the Sprint Board."
"""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions import issues
from supporthub_ext.actions.asks import ask_steps, choose
from supporthub_ext.actions.draft import Draft, Looked
from supporthub_ext.actions.fields import Field, text
from supporthub_ext.actions.hands import later
from supporthub_ext.actions.mismatch import of_board
from supporthub_ext.actions.note import note_step
from supporthub_ext.actions.on_board import board_steps
from supporthub_ext.actions.reply import status_step
from supporthub_ext.actions.thread import opening_text
from supporthub_ext.actions.threads import channel_checks, find_thread, thread_steps
from supporthub_ext.models import Step
from supporthub_ext.services.github_records import GitHubIssue
from supporthub_ext.services.slack_records import Channel

TICKETS = "one"
FIELDS = (*issues.FIELDS, Field("engineer_id", text), Field("overrule_reason", text))
ISSUE_LINK = later("issue")


async def build(looked: Looked, fields: dict[str, Any]) -> Draft:
    """Answer everything that makes a ticket the team's work; what exists already is adopted and mended."""
    channel = await looked.office.slack.channel_named(looked.process.channels.tickets.name)
    text = await issues.issue_text(looked, fields)
    there = await issues.find_issue(looked)
    steps = await _issue(looked, text, there)
    lift = "below_ordinary" in of_board(looked.office, looked.facts)
    placing, in_the_way = await board_steps(
        looked, text.audience, there.number if there else None, lift=lift or there is None
    )
    steps += placing
    steps += await _thread(looked, channel, there)
    steps += _ask(looked, channel, fields)
    steps += _freshdesk(looked, steps)
    leaks = () if there else issues.issue_checks(looked, text)
    return Draft(tuple(steps), (*channel_checks(channel, "thread"), *leaks, *in_the_way))


async def _issue(looked: Looked, text: issues.IssueText, there: GitHubIssue | None) -> list[Step]:
    """Answer the label where it is missing, the issue, and that it is remembered as the ticket's."""
    label = looked.process.labels.support.name
    labels = [] if there and label in there.labels else await issues.label_steps(looked)
    if there is None:
        return [*labels, issues.issue_step(looked, text), *issues.tie(looked)]
    known = looked.office.elsewhere.is_linked(looked.ticket_id, there.number)
    return [
        *labels,
        *issues.adopted_steps(looked, there, text.audience),
        *([] if known else issues.tie(looked)),
    ]


async def _thread(looked: Looked, channel: Channel, there: GitHubIssue | None) -> list[Step]:
    place = await find_thread(looked, channel)
    thread = looked.facts.thread
    told = there and thread and any(there.link in message.text for message in thread.messages)
    said = "" if told else f"The issue: {ISSUE_LINK}"
    return await thread_steps(looked, channel, place, opening_text(looked, said), said)


def _ask(looked: Looked, channel: Channel, fields: dict[str, Any]) -> list[Step]:
    if not fields["engineer_id"]:
        return []
    now = looked.office.clock.now()
    person = choose(looked, fields["engineer_id"], fields["overrule_reason"], now)
    return ask_steps(looked, person, channel, "", fields["overrule_reason"], issue=ISSUE_LINK)


def _freshdesk(looked: Looked, before: list[Step]) -> list[Step]:
    """Answer the private note that links all of it, and the status that says that an issue exists."""
    steps: list[Step] = []
    if not _noted(looked, before):
        links = {"thread_link": later("thread"), "issue_link": ISSUE_LINK, "board_link": later("item")}
        text = looked.process.texts.escalation_note.fill(links)
        steps.append(note_step(looked, text, needs=("thread", "issue")))
    if looked.facts.status != "pending" and looked.process.status_number("pending") is not None:
        steps.append(status_step(looked, "pending", needs=tuple(one.id for one in steps)))
    return steps


def _noted(looked: Looked, steps: list[Step]) -> bool:
    """Say whether a private note links the issue and the thread already."""
    links = [one.receipt and one.receipt.link for one in steps if one.id in {"issue", "thread"}]
    notes = [message.text for message in looked.facts.messages if message.audience == "team"]
    return all(link and any(link in note for note in notes) for link in links)
