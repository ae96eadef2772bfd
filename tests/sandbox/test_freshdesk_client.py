"""python-freshdesk, which nobody here wrote, reads and writes the sandbox. Only its address is changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from freshdesk.api import API
from freshdesk.v2.errors import (
    FreshdeskAccessDenied,
    FreshdeskBadRequest,
    FreshdeskNotFound,
    FreshdeskUnauthorized,
)

from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow


def client(room: Sandbox, key: str | None = None) -> Any:
    api = API("acme.freshdesk.com", key or room.api_key)
    api._api_prefix = f"{room.freshdesk_url}/api/v2/"
    api._session.trust_env = False
    return api


def test_it_lists_pages_and_opens(reading_room: Sandbox) -> None:
    """It pages through every ticket, opens one with all includes, and reads its conversation."""
    api = client(reading_room)
    tickets = api.tickets.list_tickets(filter_name=None, updated_since="2000-01-01T00:00:00Z", per_page=50)
    assert len({one.id for one in tickets}) == 120
    ticket = api.tickets.get_ticket(tickets[0].id, "stats", "conversations", "requester", "company")
    assert ticket.subject == tickets[0].subject
    assert ticket.description_text
    assert [one.id for one in api.comments.list_comments(ticket.id)] == [
        one["id"] for one in ticket.conversations
    ]
    assert len(api.tickets.list_tickets()) == len(api.tickets.list_new_and_my_open_tickets()) > 0
    assert api.tickets.list_deleted_tickets()


def test_it_reads_people_and_fields(reading_room: Sandbox) -> None:
    """Agents, contacts, companies and ticket fields are as it expects them."""
    api = client(reading_room)
    assert api.agents.currently_authenticated_agent().contact["name"] == "Support Desk"
    assert len(api.agents.list_agents()) == 9
    assert len(api.companies.list_companies()) == 12
    contact = api.contacts.list_contacts()[0]
    assert api.contacts.get_contact(contact.id).email == contact.email
    assert "status" in {one.name for one in api.ticket_fields.list_ticket_fields()}


def test_it_notes_replies_and_updates(sandbox: Callable[..., Sandbox]) -> None:
    """What it writes is stored, and read back by it."""
    room = sandbox(tickets=5)
    api = client(room)
    ticket_id = api.tickets.list_tickets(filter_name=None, updated_since="2000-01-01")[0].id
    note = api.comments.create_note(ticket_id, "A note", private=True)
    reply = api.comments.create_reply(ticket_id, "A reply")
    assert api.tickets.update_ticket(ticket_id, status=3).status == "pending"
    told = {one.id: one.body_text for one in api.comments.list_comments(ticket_id)}
    assert (told[note.id], told[reply.id]) == ("A note", "A reply")


def test_it_understands_the_errors(reading_room: Sandbox) -> None:
    """Both shapes of errors, and none at all, become its own errors."""
    api = client(reading_room)
    with pytest.raises(FreshdeskNotFound):
        api.tickets.get_ticket(99)
    with pytest.raises(FreshdeskBadRequest, match="2,3,4,5,6,7"):
        api.tickets.update_ticket(api.tickets.list_tickets(filter_name=None)[0].id, status=99)
    with pytest.raises(FreshdeskUnauthorized):
        client(reading_room, "wrong").tickets.get_ticket(99)
    with pytest.raises(FreshdeskAccessDenied):
        client(reading_room, "fd-bruno-key").agents.list_agents()
