"""Close out: end everything that belongs to a request, in one go.

"Close any FreshDesk tickets and support issues that are related to this request."
"""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions.draft import Draft, Looked, step
from supporthub_ext.actions.fields import Field, choice, text
from supporthub_ext.actions.note import note_step
from supporthub_ext.actions.read_slack import ENDED
from supporthub_ext.actions.reply import status_step
from supporthub_ext.models import Audience, Step
from supporthub_ext.process.case import DONE

TICKETS = "many"
FIELDS = (Field("set_status", choice("resolved", "closed"), required=True), Field("summary", text))


async def build(looked: Looked, fields: dict[str, Any]) -> Draft:
    """Answer the steps that close ticket, issue, board item and thread, with a private summary."""
    steps: list[Step] = []
    if fields["summary"]:
        steps.append(note_step(looked, _summary(looked, fields["summary"])))
    if looked.facts.status not in DONE:
        steps.append(status_step(looked, fields["set_status"]))
    steps += await _issue(looked)
    steps += await _thread(looked, fields["summary"] or "")
    checks = looked.checks(fields["summary"] or "", "team", "note")
    return Draft(tuple(steps), checks)


def _summary(looked: Looked, summary: str) -> str:
    facts = looked.facts
    links = [facts.thread.link if facts.thread else "", facts.issue.link if facts.issue else ""]
    values = {"summary": summary, "links": "\n".join(f"- {link}" for link in links if link)}
    return looked.process.texts.summary_note.fill(values, optional=("links",))


async def _issue(looked: Looked) -> list[Step]:
    """Close the issue, unless another ticket that it is the cause of is still open."""
    issue = looked.office.elsewhere.issue(looked.ticket_id)
    if issue is None or issue["state"] == "closed" or _others_open(looked, issue["number"]):
        return []
    repository = await looked.office.github.repository()
    audience: Audience = "team" if repository.is_private else "public"
    number, board = issue["number"], looked.process.board
    where = {"service": "github", "audience": audience, "to": f"issue #{number}"}
    said = looked.process.texts.issue_closing.fill(looked.values())
    steps = [
        step(looked, "comment", "comment", text=said, work={"number": number, "text": said}, **where),
        step(
            looked, "close_issue", "close_issue", text=f"Close issue #{number}.", needs=("comment",),
            work={"number": number}, **where,
        ),
    ]  # fmt: skip
    if item := looked.office.elsewhere.item(number):
        work = {"item": item["id"], "options": {board.fields.status: board.options.done}}
        says = f"{board.fields.status}: {board.options.done}"
        steps.append(step(looked, "item_done", "set_field", text=says, work=work, **where))
    return steps


def _others_open(looked: Looked, number: int) -> bool:
    live = looked.office.mirror.live(looked.office.done_statuses)
    return looked.office.elsewhere.needed_by_others(looked.ticket_id, number, live)


async def _thread(looked: Looked, summary: str) -> list[Step]:
    """End the thread with a closing message and a check mark."""
    thread = looked.office.elsewhere.thread(looked.ticket_id)
    if thread is None or thread["ended_ts"]:
        return []
    values = looked.values() | {"summary": summary}
    said = looked.process.texts.thread_closing.fill(values, optional=("summary",))
    channel = looked.process.channels.tickets.name
    where = {"service": "slack", "audience": "team", "to": f"the thread in #{channel}"}
    place = {"channel": thread["channel"], "thread_link": thread["link"], "ticket_id": looked.ticket_id}
    return [
        step(
            looked, "closing", "post_message", text=said,
            work=place | {"text": said, "thread": thread["ts"], "mention": None, "thread_of": ""}, **where,
        ),
        step(
            looked, "check_mark", "react", text="Mark the thread as ended.", needs=("closing",),
            work=place | {"ts": thread["ts"], "name": ENDED}, **where,
        ),
    ]  # fmt: skip
