"""The threads in the team's channel that stand from the beginning: one for each escalated ticket.

FreshDesk's private notes link to them, so their ids are agreed upon in ``escalations``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from supporthub_ext.sandbox.escalations import Escalation, issue_number, thread_ts
from supporthub_ext.sandbox.people import TEAM
from supporthub_ext.sandbox.slack.stamps import MICRO, micros
from supporthub_ext.sandbox.slack.workspace import Workspace
from supporthub_ext.sandbox.world import World

SLACK_IDS = {one.id: one.slack_id for one in TEAM}
MINUTE = timedelta(minutes=1)


class Said(NamedTuple):
    """Something that somebody said, and in which thread."""

    at: int  # microseconds: the message's id
    person_id: str
    text: str
    root: int | None


def write_threads(world: World, workspace: Workspace) -> None:
    """Write the threads of all escalations. Call it when FreshDesk and GitHub know where they listen."""
    now = world.clock.now()
    latest = int(now.timestamp() * MICRO)
    channel = workspace.channels[world.places.private_channel]
    said = [one for escalation in world.escalations for one in _thread(world, escalation)]
    for one in sorted(said):
        at = min(one.at, latest)
        more: dict[str, Any] = {"parent": one.root, "micros": at}
        workspace.say(channel, SLACK_IDS[one.person_id], one.text, at / MICRO, **more)


def _thread(world: World, one: Escalation) -> Iterator[Said]:
    root = micros(thread_ts(one.ticket_id, int(one.thread_at.timestamp()))) or 0
    tail = one.ticket_id % MICRO

    def reply(moment: datetime, person_id: str, text: str) -> Said:
        return Said(int(moment.timestamp()) * MICRO + tail, person_id, text, root)

    ticket = f"<{world.urls.get('freshdesk', '')}/a/tickets/{one.ticket_id}|Ticket {one.ticket_id}>"
    subject = _escaped(f"{one.subject} ({one.community})")
    yield Said(root, one.steward_id, f"{ticket}: {subject}", None)
    yield reply(one.thread_at + 3 * MINUTE, one.steward_id, _escaped(one.thread_says))
    if one.issue_at is None:
        return
    issue = f"{world.urls.get('github', '')}/{world.places.repository}/issues/{issue_number(one.ticket_id)}"
    alone = one.engineer_id == one.steward_id
    ask = "I do this one myself." if alone else f"<@{SLACK_IDS[one.engineer_id]}> can you take this one?"
    yield reply(one.issue_at + 2 * MINUTE, one.steward_id, f"{ask} <{issue}>")
    if one.at_work and not alone:
        yield reply(one.issue_at + 40 * MINUTE, one.engineer_id, "Yes, it is mine.")
    if one.closed_at:
        at = max(one.closed_at, one.issue_at + 41 * MINUTE) + MINUTE
        yield reply(at, one.engineer_id, _escaped(one.done))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
