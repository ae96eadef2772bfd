"""FreshDesk as a service of the sandbox: its account, its addresses, its part of the ready line."""

from __future__ import annotations

from supporthub_ext.sandbox.escalations import Escalation
from supporthub_ext.sandbox.freshdesk import calls_conversations, calls_people, calls_tickets
from supporthub_ext.sandbox.freshdesk.account import Account
from supporthub_ext.sandbox.freshdesk.call import Call, Missing
from supporthub_ext.sandbox.freshdesk.loading import load
from supporthub_ext.sandbox.freshdesk.numbers import DAY
from supporthub_ext.sandbox.people import BOT
from supporthub_ext.sandbox.web import Handler, Service
from supporthub_ext.sandbox.world import World

CALLS: dict[str, type[Call]] = {
    r"/tickets": calls_tickets.TicketList,
    r"/tickets/(\d+)": calls_tickets.TicketView,
    r"/tickets/(\d+)/conversations": calls_conversations.Conversations,
    r"/tickets/(\d+)/reply": calls_conversations.Reply,
    r"/tickets/(\d+)/notes": calls_conversations.Notes,
    r"/agents": calls_people.Agents,
    r"/agents/me": calls_people.Me,
    r"/agents/(\d+)": calls_people.AgentView,
    r"/contacts": calls_people.Contacts,
    r"/contacts/(\d+)": calls_people.ContactView,
    r"/companies": calls_people.Companies,
    r"/companies/(\d+)": calls_people.CompanyView,
    r"/ticket_fields": calls_people.TicketFields,
}


def make(world: World) -> Service:
    """Answer FreshDesk with an account made for a world, and tell the world what was done elsewhere."""
    account = Account(world)
    if world.load is not None:
        world.problems += load(account, world.load)
    world.services["freshdesk"] = account
    world.escalations += _escalations(account)
    routes: list[tuple[str, type[Handler]]] = [(f"/api/v2{path}", call) for path, call in CALLS.items()]
    return Service("freshdesk", routes, Missing, lambda url: {"url": url, "api_key": BOT.freshdesk_api_key})


def _escalations(account: Account) -> list[Escalation]:
    """Answer the threads and issues of open tickets and of those closed lately."""
    invented = account.tickets.teller.history.ids
    recent = [one for one in account.tickets.updated_ids(account.now() - 21 * DAY) if one in invented][-500:]
    found = (account.tickets.teller.escalation(one) for one in sorted(recent))
    return [one for one in found if one is not None]
