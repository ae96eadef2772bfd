"""One FreshDesk account: what it holds, who may use it, and the mails that it sent."""

from __future__ import annotations

from itertools import count
from typing import Any

from supporthub_ext.sandbox.freshdesk.fields import make_fields
from supporthub_ext.sandbox.freshdesk.files import Files
from supporthub_ext.sandbox.freshdesk.history import invent
from supporthub_ext.sandbox.freshdesk.numbers import FIRST_NEW_CONTACT, FIRST_NEW_CONVERSATION, FIRST_OTHER
from supporthub_ext.sandbox.freshdesk.people_rows import (
    contact_row,
    make_agents,
    make_companies,
    make_contacts,
    make_groups,
)
from supporthub_ext.sandbox.freshdesk.ratelimit import RateLimit
from supporthub_ext.sandbox.freshdesk.stamps import stamp
from supporthub_ext.sandbox.freshdesk.store import Tickets
from supporthub_ext.sandbox.freshdesk.telling import Teller
from supporthub_ext.sandbox.people import BOT, TEAM
from supporthub_ext.sandbox.world import World

Rows = dict[int, dict[str, Any]]


class Account:
    """The account of a world.

    ``contacts``, ``companies``, ``agents`` and ``groups`` are rows by id, ``fields`` the ticket fields.
    ``mails`` are what FreshDesk sent to people, in order. ``keys`` map an API key to its agent's id and
    admin right.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        history = invent(world.seed, world.tickets, world.open_tickets, self.now())
        self.tickets = Tickets(Teller(world, history))
        self.contacts: Rows = make_contacts() if world.invented else {}
        self.companies: Rows = make_companies() if world.invented else {}
        self.agents: Rows = make_agents()
        self.groups: Rows = make_groups()
        self.fields = make_fields()
        self.mails: list[dict[str, Any]] = []
        self.limit = RateLimit(world.clock, world.plan)
        self.keys = {one.freshdesk_api_key: (one.freshdesk_agent_id, one.admin) for one in (*TEAM, BOT)}
        self.conversation_ids = count(FIRST_NEW_CONVERSATION)
        self.people_version = 0  # changes with every change of a contact
        self.contact_ids = count(FIRST_NEW_CONTACT)
        self.other_ids = count(FIRST_OTHER)
        self.files = Files()
        world.services["attachments"] = self.files
        self.others: dict[str, list[dict[str, Any]]] = {}  # rows of --load, by stream
        self.jobs: dict[str, dict[str, Any]] = {}

    def now(self) -> int:
        """Answer the epoch second of the sandbox's clock."""
        return int(self.world.clock.now().timestamp())

    def field(self, name: str) -> dict[str, Any] | None:
        """Answer a ticket field by its name."""
        return next((one for one in self.fields if one.get("name") == name), None)

    def statuses(self) -> dict[int, str]:
        """Answer the account's statuses: number and label."""
        choices = (self.field("status") or {}).get("choices") or {}
        return {int(number): labels[0] for number, labels in choices.items()}

    def contact_by_mail(self, mail: str) -> dict[str, Any] | None:
        """Answer the contact with an address, without regard to case."""
        wanted = mail.casefold()
        return next(
            (one for one in self.contacts.values() if (one.get("email") or "").casefold() == wanted), None
        )

    def contact_for(self, mail: str, name: str | None = None) -> dict[str, Any]:
        """Answer the contact with an address; an unknown one is made, in the company of its domain."""
        if (known := self.contact_by_mail(mail)) is not None:
            return known
        return self.make_contact(name or mail.partition("@")[0], mail)

    def make_contact(self, name: str, mail: str | None) -> dict[str, Any]:
        """Make a contact, in the company of the address's domain."""
        host = (mail or "").rpartition("@")[2].casefold()
        homes = (one["id"] for one in self.companies.values() if host and host in (one.get("domains") or []))
        contact_id = next(self.contact_ids)
        made = contact_row(contact_id, name, mail, next(homes, None), stamp(self.now()))
        self.contacts[contact_id] = made
        return made

    def person(self, user_id: int | None) -> dict[str, Any] | None:
        """Answer name and address of a contact or an agent: ``id, name, email, mobile, phone``."""
        if (contact := self.contacts.get(user_id or 0)) is not None:
            found = contact
        elif (agent := self.agents.get(user_id or 0)) is not None:
            found = agent.get("contact", {}) | {"id": user_id}
        else:
            return None
        return {key: found.get(key) for key in ("id", "name", "email", "mobile", "phone")}

    def send(self, kind: str, ticket_id: int, to: list[str], text: str) -> None:
        """Remember a mail that FreshDesk sends: ``reply``, ``notification`` or ``survey``."""
        mail = {"kind": kind, "ticket_id": ticket_id, "to": to, "text": text, "at": stamp(self.now())}
        self.mails.append(mail)
