"""FreshDesk as a service of the sandbox: its account, its addresses, its part of the ready line."""

from __future__ import annotations

from supporthub_ext.sandbox.escalations import Escalation
from supporthub_ext.sandbox.freshdesk import (
    calls_bulk,
    calls_conversations,
    calls_lifecycle,
    calls_office,
    calls_people,
    calls_search,
    calls_tickets,
    calls_time,
)
from supporthub_ext.sandbox.freshdesk.account import Account
from supporthub_ext.sandbox.freshdesk.call import Call, Missing
from supporthub_ext.sandbox.freshdesk.loading import load
from supporthub_ext.sandbox.freshdesk.numbers import DAY
from supporthub_ext.sandbox.freshdesk.told_rows import ToldRows
from supporthub_ext.sandbox.people import BOT
from supporthub_ext.sandbox.web import Handler, Service
from supporthub_ext.sandbox.world import World

CALLS: dict[str, type[Call]] = {
    r"/tickets": calls_tickets.TicketList,
    r"/tickets/(\d+)": calls_tickets.TicketView,
    r"/tickets/(\d+)/conversations": calls_conversations.Conversations,
    r"/tickets/(\d+)/reply": calls_conversations.Reply,
    r"/tickets/(\d+)/notes": calls_conversations.Notes,
    r"/conversations/(\d+)": calls_conversations.Entry,
    r"/tickets/(\d+)/restore": calls_lifecycle.Restore,
    r"/tickets/merge": calls_lifecycle.Merge,
    r"/tickets/(\d+)/forward": calls_lifecycle.Forward,
    r"/tickets/(\d+)/watchers": calls_lifecycle.Watchers,
    r"/tickets/(\d+)/watch": calls_lifecycle.Watch,
    r"/tickets/(\d+)/unwatch": calls_lifecycle.Unwatch,
    r"/tickets/archived/(\d+)": calls_lifecycle.Archived,
    r"/tickets/archived/(\d+)/conversations": calls_lifecycle.ArchivedConversations,
    r"/tickets/bulk_update": calls_bulk.BulkUpdate,
    r"/tickets/bulk_delete": calls_bulk.BulkDelete,
    r"/jobs/(\w+)": calls_bulk.Job,
    r"/search/tickets": calls_search.SearchTickets,
    r"/search/contacts": calls_search.SearchContacts,
    r"/search/companies": calls_search.SearchCompanies,
    r"/agents": calls_people.Agents,
    r"/agents/me": calls_people.Me,
    r"/agents/(\d+)": calls_people.AgentView,
    r"/contacts": calls_people.Contacts,
    r"/contacts/(\d+)": calls_people.ContactView,
    r"/companies": calls_people.Companies,
    r"/companies/(\d+)": calls_people.CompanyView,
    r"/ticket_fields": calls_people.TicketFields,
    r"/groups": calls_office.Groups,
    r"/groups/(\d+)": calls_office.GroupView,
    r"/canned_response_folders": calls_office.CannedFolders,
    r"/canned_response_folders/(\d+)/responses": calls_office.CannedFolder,
    r"/canned_responses/(\d+)": calls_office.CannedResponse,
    r"/surveys": calls_office.Surveys,
    r"/surveys/satisfaction_ratings": calls_office.Ratings,
    r"/tickets/(\d+)/satisfaction_ratings": calls_office.TicketRatings,
    r"/(roles|products|skills|email_configs|scenario_automations)": calls_office.Kept,
    r"/sla_policies": calls_office.SlaPolicies,
    r"/business_hours": calls_office.BusinessHours,
    r"/time_entries": calls_time.TimeEntries,
    r"/time_entries/(\d+)": calls_time.TimeEntry,
    r"/tickets/(\d+)/time_entries": calls_time.TicketTime,
    r"/attachments/(\d+)": calls_conversations.File,
}


def make(world: World) -> Service:
    """Answer FreshDesk with an account made for a world, and tell the world what was done elsewhere."""
    account = Account(world)
    if world.load is not None:
        world.problems += load(account, world.load)
    world.services["freshdesk"] = account
    world.services["freshdesk rows"] = ToldRows(account)
    world.escalations += _escalations(account)
    routes: list[tuple[str, type[Handler]]] = [(f"/api/v2{path}", call) for path, call in CALLS.items()]
    return Service("freshdesk", routes, Missing, lambda url: {"url": url, "api_key": BOT.freshdesk_api_key})


def _escalations(account: Account) -> list[Escalation]:
    """Answer the threads and issues of open tickets and of those closed lately."""
    invented = account.tickets.teller.history.ids
    recent = [one for one in account.tickets.updated_ids(account.now() - 21 * DAY) if one in invented][-500:]
    found = (account.tickets.teller.escalation(one) for one in sorted(recent))
    return [one for one in found if one is not None]
