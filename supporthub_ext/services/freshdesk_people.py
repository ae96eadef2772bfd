"""Who a FreshDesk ticket has to do with: its community, its requester, and who has it."""

from __future__ import annotations

from collections.abc import Mapping

from supporthub_ext.services.freshdesk_messages import Row
from supporthub_ext.services.freshdesk_text import number, record, text


def community_of(row: Row, companies: Mapping[int, str], problems: list[str]) -> str | None:
    """Answer the name of a ticket's community, or None when it belongs to none."""
    company_id = number(row.get("company_id"))
    if company_id is None:
        problems.append("The ticket belongs to no community.")
        return None
    came_along = record(row.get("company"))
    name = text(came_along.get("name")) if number(came_along.get("id")) == company_id else ""
    if found := companies.get(company_id) or name:
        return found
    problems.append(f"Community {company_id} has no name that we know.")
    return f"community {company_id}"


def requester_of(
    row: Row, agents: Mapping[int, str], complete: bool, problems: list[str]
) -> tuple[str | None, str | None]:
    """Answer the requester's name and mail. A colleague can be one too."""
    requester_id, came_along = number(row.get("requester_id")), record(row.get("requester"))
    if requester_id is not None and number(came_along.get("id")) not in {None, requester_id}:
        came_along = {}  # the view was read before somebody changed the requester
    mail = text(came_along.get("email")) or None
    if name := text(came_along.get("name")) or mail or agents.get(requester_id or 0):
        return name, mail
    if requester_id is None:
        problems.append("The ticket names no requester.")
        return None, None
    if complete:
        problems.append(f"FreshDesk does not say who requester {requester_id} is.")
    return (f"requester {requester_id}" if complete else None), None


def assignee_of(row: Row, agents: Mapping[int, str], problems: list[str]) -> int | None:
    """Answer the id of the agent who has a ticket, or None."""
    responder_id = number(row.get("responder_id"))
    if responder_id is not None and responder_id not in agents:
        problems.append(f"Agent {responder_id}, who has the ticket, is nobody that we know.")
    return responder_id
