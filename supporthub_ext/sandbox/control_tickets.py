"""The control room's requesters: they write in and answer, as by mail."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.freshdesk.account import Account
from supporthub_ext.sandbox.freshdesk.changes import add_answer, add_rating, open_ticket
from supporthub_ext.sandbox.freshdesk.markup import to_html
from supporthub_ext.sandbox.freshdesk.numbers import EMAIL
from supporthub_ext.sandbox.freshdesk.shapes import conversation, view
from supporthub_ext.sandbox.web import Answer, Handler, Refusal

SAID = ("text", "html", "body", "description")  # any of these is what they write


def body_of(wish: dict[str, Any]) -> str:
    """Answer what is written as HTML; a plain text becomes paragraphs."""
    text = str(next((wish[name] for name in SAID if wish.get(name)), ""))
    return text if text.lstrip().startswith("<") else to_html(text)


class WriteIn(Handler):
    """``POST /tickets {"email" or "requester_id", "subject", "text", "name", "cc_emails"}``.

    The text may be HTML, and may be called ``html``, ``body`` or ``description``. Further keys, such as
    ``priority`` or ``custom_fields``, become parts of the ticket's row.
    """

    def on_post(self) -> Answer:
        """Let a requester write in; answer the ticket."""
        account: Account = self.world.services["freshdesk"]
        wish = self.json()
        if "requester_id" not in wish and "email" not in wish:
            raise Refusal(400, {"message": 'Say who writes: {"email": ...} or {"requester_id": ...}.'})
        values = {key: value for key, value in wish.items() if key not in (*SAID, "email", "name")}
        if "requester_id" not in wish:
            values["requester_id"] = account.contact_for(wish["email"], wish.get("name"))["id"]
        contact = account.contacts.get(values["requester_id"], {})
        values = {"source": EMAIL, "company_id": contact.get("company_id")} | values
        values["description"] = body_of(wish)
        for copies in ("ticket_cc_emails", "reply_cc_emails"):
            values.setdefault(copies, values.get("cc_emails", []))
        return Answer(view(account, open_ticket(account, values, account.now()), []), 201)


class WriteBack(Handler):
    """``POST /tickets/{id}/replies {"text", "email"}``; without ``email`` the requester answers."""

    def on_post(self, ticket_id: str) -> Answer:
        """Let a requester answer; answer the conversation's entry."""
        account: Account = self.world.services["freshdesk"]
        wish = self.json()
        ticket = account.tickets.hold(int(ticket_id))
        if ticket is None:
            raise Refusal(404, {"message": f"There is no ticket {ticket_id}."})
        user_id = ticket.row.get("requester_id")
        if wish.get("email"):
            user_id = account.contact_for(wish["email"], wish.get("name"))["id"]
        row = add_answer(account, ticket, body_of(wish), user_id or 0, account.now())
        return Answer(conversation(account, row), 201)


class Mails(Handler):
    """``GET /mails``: what FreshDesk sent to people: replies, notifications to agents, surveys."""

    def on_get(self) -> dict[str, Any]:
        """Answer the mails, oldest first."""
        return {"mails": self.world.services["freshdesk"].mails}


class Rate(Handler):
    """``POST /tickets/{id}/ratings {"rating": 103, "feedback": text}``: the requester answers the survey."""

    def on_post(self, ticket_id: str) -> Answer:
        """Store the answer; answer its row."""
        account: Account = self.world.services["freshdesk"]
        wish = self.json()
        ticket = account.tickets.hold(int(ticket_id))
        if ticket is None:
            raise Refusal(404, {"message": f"There is no ticket {ticket_id}."})
        row = add_rating(account, ticket, wish.get("rating", 103), wish.get("feedback"), account.now())
        return Answer(row, 201)


class IndexDelay(Handler):
    """``POST /freshdesk {"index_delay_s": N}``: how far the search lags behind."""

    def on_post(self) -> dict[str, Any]:
        """Set the delay; answer it."""
        index = self.world.services["freshdesk"].tickets.index
        index.delay_s = int(self.json().get("index_delay_s", index.delay_s))
        return {"index_delay_s": index.delay_s}


class Story(Handler):
    """``GET /story``: what happened in the story so far, oldest first; ``null`` without ``--story``."""

    def on_get(self) -> dict[str, Any]:
        """Answer the entries of its diary: at, who, what, ticket_id."""
        diary = self.world.services.get("story")
        return {"entries": diary.entries if diary is not None else None}


class FieldRule(Handler):
    """``POST /ticket_fields/{name} {"required_for_closure": true}``: change the account's form."""

    def on_post(self, name: str) -> dict[str, Any]:
        """Change a ticket field; answer it."""
        field: dict[str, Any] | None = self.world.services["freshdesk"].field(name)
        if field is None:
            raise Refusal(404, {"message": f"There is no ticket field {name}."})
        field |= self.json()
        return field
