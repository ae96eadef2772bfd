"""A ticket goes and comes back: delete, restore, merge, forward, watch; archived ones."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.freshdesk.call import PAGING, Call
from supporthub_ext.sandbox.freshdesk.changes import add_forward
from supporthub_ext.sandbox.freshdesk.checks import items, table, text, texts, unknown_or_wrong, whole, yes_no
from supporthub_ext.sandbox.freshdesk.errors import invalid, missing, not_found
from supporthub_ext.sandbox.freshdesk.markup import wrapped
from supporthub_ext.sandbox.freshdesk.merging import merge
from supporthub_ext.sandbox.freshdesk.records import Ticket
from supporthub_ext.sandbox.freshdesk.shapes import conversation, in_order, view
from supporthub_ext.sandbox.web import Answer

MERGE_KEYS = {
    "primary_id": whole,
    "ticket_ids": items,
    "note_in_primary": table,
    "note_in_secondary": table,
    "convert_recepients_to_cc": yes_no,
}
FORWARD_KEYS = {
    "body": text,
    "to_emails": texts,
    "cc_emails": texts,
    "bcc_emails": texts,
    "from_email": text,
    "include_quoted_text": yes_no,
    "include_original_attachments": yes_no,
    "user_id": whole,
}
DONE = Answer(status=204)


class Restore(Call):
    """``PUT /tickets/{id}/restore``."""

    def on_put(self, ticket_id: str) -> Answer:
        """Bring a deleted ticket back."""
        ticket = self.account.tickets.hold(int(ticket_id))
        if ticket is None or ticket.state != "deleted":
            raise not_found()
        self.account.tickets.move(ticket, "listed", self.account.now())
        return DONE


class Merge(Call):
    """``PUT /tickets/merge``."""

    def on_put(self) -> Answer:
        """Merge tickets into a primary one."""
        body = self.json()
        if problems := unknown_or_wrong(body, MERGE_KEYS, ("primary_id", "ticket_ids")):
            raise invalid(problems)
        primary = self.ticket_to_change(str(body["primary_id"]))
        others = [self.ticket_to_change(str(one)) for one in body["ticket_ids"]]
        merge(self.account, primary, others, body, self.agent_id)
        return DONE


class Forward(Call):
    """``POST /tickets/{id}/forward``."""

    def on_post(self, ticket_id: str) -> Answer:
        """Send a ticket on to somebody outside; it stays a private entry."""
        ticket = self.ticket_to_change(ticket_id)
        body = self.json()
        problems = unknown_or_wrong(body, FORWARD_KEYS, ("body",))
        if problems or not body.get("to_emails"):
            raise invalid(problems or [missing("to_emails")])
        said, to = wrapped(body["body"]), body["to_emails"]
        row = add_forward(self.account, ticket, said, self.agent_id, self.account.now(), to_emails=to)
        return Answer(conversation(self.account, row), 201)


class Watchers(Call):
    """``GET /tickets/{id}/watchers``."""

    def on_get(self, ticket_id: str) -> dict[str, Any]:
        """Answer the agents who watch."""
        return {"watcher_ids": sorted(self.ticket(ticket_id).watchers)}


class Watch(Call):
    """``POST /tickets/{id}/watch {"user_id"}``."""

    def on_post(self, ticket_id: str) -> Answer:
        """Let an agent watch, the caller unless another is named."""
        body = self.json()
        if problems := unknown_or_wrong(body, {"user_id": whole}):
            raise invalid(problems)
        self.ticket_to_change(ticket_id).watchers.add(body.get("user_id") or self.agent_id)
        return DONE


class Unwatch(Call):
    """``PUT /tickets/{id}/unwatch``."""

    def on_put(self, ticket_id: str) -> Answer:
        """Let the caller watch no more."""
        self.ticket_to_change(ticket_id).watchers.discard(self.agent_id)
        return DONE


class Archive(Call):
    """What the calls for archived tickets share."""

    def archived(self, ticket_id: str) -> Ticket:
        """Answer an archived ticket, or refuse with 404."""
        found = self.account.tickets.get(int(ticket_id))
        if found is None or found.state != "archived":
            raise not_found()
        return found


class Archived(Archive):
    """``GET|DELETE /tickets/archived/{id}``: closed and idle for long; in no list, search or plain view."""

    includes = ("conversations", "requester", "company", "stats")

    def on_get(self, ticket_id: str) -> dict[str, Any]:
        """Answer all of it."""
        ticket = self.archived(ticket_id)
        return view(self.account, ticket, self.argument("include", "").split(",")) | {"archived": True}

    def on_delete(self, ticket_id: str) -> Answer:
        """Delete it."""
        ticket = self.account.tickets.hold(self.archived(ticket_id).id)
        if ticket is not None:
            self.account.tickets.move(ticket, "deleted", self.account.now())
        return DONE


class ArchivedConversations(Archive):
    """``GET /tickets/archived/{id}/conversations``."""

    known = PAGING

    def on_get(self, ticket_id: str) -> Answer:
        """Answer one page of its conversation."""
        rows, headers = self.page_of(in_order(self.archived(ticket_id)))
        return Answer([conversation(self.account, one) for one in rows], headers=headers)
