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
from supporthub_ext.actions.note import note_step
from supporthub_ext.actions.reply import status_step
from supporthub_ext.actions.thread import opening_text
from supporthub_ext.actions.threads import channel_checks, find_thread, thread_steps
from supporthub_ext.models import Step
from supporthub_ext.services.slack_records import Channel

TICKETS = "one"
FIELDS = (*issues.FIELDS, Field("engineer_id", text), Field("overrule_reason", text))
ISSUE_LINK = "{issue}"


async def build(looked: Looked, fields: dict[str, Any]) -> Draft:
    """Answer everything that makes a ticket the team's work; what exists already is adopted."""
    channel = await looked.office.slack.channel_named(looked.process.channels.tickets.name)
    text = await issues.issue_text(looked, fields)
    existing = await issues.find_issue(looked)
    issue = issues.adopted_issue(looked, existing) if existing else issues.issue_step(looked, text)
    labels = [] if existing else await issues.label_steps(looked)
    steps: list[Step] = [*labels, issue, *issues.board_steps(looked, text.audience)]
    steps += await _thread(looked, channel)
    steps += _ask(looked, channel, fields)
    steps += _freshdesk(looked)
    checks = (*channel_checks(channel, "thread"), *(() if existing else issues.issue_checks(looked, text)))
    return Draft(tuple(steps), checks)


async def _thread(looked: Looked, channel: Channel) -> list[Step]:
    place = await find_thread(looked, channel)
    said = f"The issue: {ISSUE_LINK}"
    return await thread_steps(looked, channel, place, opening_text(looked, said), said)


def _ask(looked: Looked, channel: Channel, fields: dict[str, Any]) -> list[Step]:
    if not fields["engineer_id"]:
        return []
    now = looked.office.clock.now()
    person = choose(looked, fields["engineer_id"], fields["overrule_reason"], now)
    return ask_steps(looked, person, channel, "", fields["overrule_reason"], issue=ISSUE_LINK)


def _freshdesk(looked: Looked) -> list[Step]:
    """Answer the private note that links all of it, and the status that says that an issue exists."""
    links = {"thread_link": "{thread}", "issue_link": ISSUE_LINK, "board_link": "{item}"}
    text = looked.process.texts.escalation_note.fill(links)
    note = note_step(looked, text, needs=("thread", "issue"))
    if looked.facts.status == "pending" or looked.process.status_number("pending") is None:
        return [note]
    return [note, status_step(looked, "pending", needs=("note",))]
