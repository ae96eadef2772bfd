"""``/tickets/{id}/conversations``, ``/reply``, ``/notes``; ``/conversations/{id}``."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.freshdesk.call import PAGING, Call
from supporthub_ext.sandbox.freshdesk.changes import add_note, add_reply
from supporthub_ext.sandbox.freshdesk.checks import text, texts, unknown_or_wrong, whole, yes_no
from supporthub_ext.sandbox.freshdesk.errors import invalid, not_one_of
from supporthub_ext.sandbox.freshdesk.markup import wrapped
from supporthub_ext.sandbox.freshdesk.shapes import conversation, in_order
from supporthub_ext.sandbox.web import Answer

REPLY_KEYS = {"body": text, "from_email": text, "user_id": whole, "cc_emails": texts, "bcc_emails": texts}
NOTE_KEYS = {"body": text, "private": yes_no, "incoming": yes_no, "notify_emails": texts, "user_id": whole}

# What the answer to a write has of the stored row.
REPLY_SHOWS = ("body_text", "body", "id", "user_id", "from_email", "cc_emails", "bcc_emails", "ticket_id",
               "attachments", "created_at", "updated_at")  # fmt: skip
NOTE_SHOWS = ("body_text", "body", "id", "incoming", "private", "user_id", "support_email", "ticket_id",
              "attachments", "created_at", "updated_at")  # fmt: skip


class Conversations(Call):
    """``GET /tickets/{id}/conversations``."""

    known = PAGING

    def on_get(self, ticket_id: str) -> Answer:
        """Answer one page of a conversation, the oldest entry first."""
        rows, headers = self.page_of(in_order(self.ticket(ticket_id)))
        return Answer([conversation(self.account, one) for one in rows], headers=headers)


class Reply(Call):
    """``POST /tickets/{id}/reply``: sends real mail in the real world."""

    def on_post(self, ticket_id: str) -> Answer:
        """Store a public answer."""
        ticket = self.ticket_to_change(ticket_id)
        body = self.json()
        if problems := unknown_or_wrong(body, REPLY_KEYS, ("body",)):
            raise invalid(problems)
        user_id = self.speaker(body)
        more = {key: body[key] for key in ("from_email", "cc_emails", "bcc_emails") if body.get(key)}
        row = add_reply(self.account, ticket, wrapped(body["body"]), user_id, self.account.now(), **more)
        shown = {key: row[key] for key in REPLY_SHOWS} | {"replied_to": row["to_emails"]}
        return Answer(shown, 201)

    def speaker(self, body: dict[str, Any]) -> int:
        """Answer the agent in whose name it is said: the caller, unless ``user_id`` names another agent."""
        user_id = body.get("user_id") or self.agent_id
        if user_id not in self.account.agents:
            raise invalid([not_one_of("user_id", sorted(self.account.agents))])
        return int(user_id)


class Notes(Call):
    """``POST /tickets/{id}/notes``: private, unless it says otherwise."""

    def on_post(self, ticket_id: str) -> Answer:
        """Store a note."""
        ticket = self.ticket_to_change(ticket_id)
        body = self.json()
        problems = unknown_or_wrong(body, NOTE_KEYS, ("body",))
        mails = [one["contact"]["email"] for one in self.account.agents.values()]
        if not problems and set(body.get("notify_emails", [])) - set(mails):
            problems = [not_one_of("notify_emails", mails)]
        user_id = body.get("user_id") or self.agent_id
        if not problems and self.account.person(user_id) is None:
            problems = [not_one_of("user_id", sorted(self.account.agents))]
        if problems:
            raise invalid(problems)
        more = {"private": body.get("private", True), "incoming": body.get("incoming", False),
                "notify_emails": body.get("notify_emails", [])}  # fmt: skip
        row = add_note(self.account, ticket, wrapped(body["body"]), user_id, self.account.now(), **more)
        return Answer({key: row[key] for key in NOTE_SHOWS} | {"notified_to": row["to_emails"]}, 201)
