"""A step that a steward did by hand: their link is looked at before it counts."""

from __future__ import annotations

from urllib.parse import urlsplit

from supporthub_ext.actions.hands import Found
from supporthub_ext.actions.hands_github import found_issue
from supporthub_ext.actions.office import Office
from supporthub_ext.errors import ServiceRejected
from supporthub_ext.models import Step


async def check_link(office: Office, step: Step, link: str) -> Found:
    """Answer what stands at a link, as the result of a step.

    Raises
    ------
    ServiceError
        When nothing fitting stands there, or the service does not answer.
    """
    if step.service == "slack":
        place, _ = await office.slack.linked(link)
        return Found(f"{place.channel}/{place.ts}", link, {"ts": place.ts, "channel": place.channel})
    if step.service == "github":
        return found_issue(await office.github.linked(link))
    base = office.ticket_base
    if step.service == "freshdesk" and base and link.startswith(f"{base}{step.work['ticket_id']}"):
        return Found(str(step.work["ticket_id"]), link)
    host = urlsplit(base).netloc or "FreshDesk"
    message = f"This link does not lead to the ticket at {host}."
    raise ServiceRejected(message, "Open the ticket and copy its address.", service=step.service)
