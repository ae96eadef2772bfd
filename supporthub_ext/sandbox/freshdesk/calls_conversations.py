"""``/tickets/{id}/conversations``, ``/reply``, ``/notes``; ``/conversations/{id}``; ``/attachments/{id}``."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.freshdesk.call import PAGING, Call
from supporthub_ext.sandbox.freshdesk.changes import add_note, add_reply
from supporthub_ext.sandbox.freshdesk.checks import text, texts, unknown_or_wrong, whole, yes_no
from supporthub_ext.sandbox.freshdesk.errors import invalid, not_allowed, not_found, not_one_of
from supporthub_ext.sandbox.freshdesk.markup import to_text, wrapped
from supporthub_ext.sandbox.freshdesk.numbers import NOTE
from supporthub_ext.sandbox.freshdesk.records import Ticket
from supporthub_ext.sandbox.freshdesk.shapes import conversation, in_order
from supporthub_ext.sandbox.freshdesk.stamps import stamp
from supporthub_ext.sandbox.web import Answer

REPLY_KEYS = {"body": text, "from_email": text, "user_id": whole, "cc_emails": texts, "bcc_emails": texts}
NOTE_KEYS = {"body": text, "private": yes_no, "incoming": yes_no, "notify_emails": texts, "user_id": whole}

# What the answer to a write has of the stored row.
SHOWN = ("body_text", "body", "id", "user_id", "ticket_id", "attachments", "created_at", "updated_at")
OF_A_REPLY = (*SHOWN, "from_email", "cc_emails", "bcc_emails")
OF_A_NOTE = (*SHOWN, "incoming", "private", "support_email")


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
        """Store a public answer, said by the caller unless ``user_id`` names another agent."""
        ticket = self.ticket_to_change(ticket_id)
        body, files = self.values(REPLY_KEYS)
        problems = unknown_or_wrong(body, REPLY_KEYS, ("body",))
        user_id = body.get("user_id") or self.agent_id
        if not problems and user_id not in self.account.agents:
            problems = [not_one_of("user_id", sorted(self.account.agents))]
        if problems:
            raise invalid(problems)
        more = {key: body[key] for key in ("from_email", "cc_emails", "bcc_emails") if body.get(key)}
        more["attachments"] = files
        row = add_reply(self.account, ticket, wrapped(body["body"]), user_id, self.account.now(), **more)
        shown = {key: conversation(self.account, row)[key] for key in OF_A_REPLY}
        return Answer(shown | {"replied_to": row["to_emails"]}, 201)


class Notes(Call):
    """``POST /tickets/{id}/notes``: private, unless it says otherwise."""

    def on_post(self, ticket_id: str) -> Answer:
        """Store a note."""
        ticket = self.ticket_to_change(ticket_id)
        body, files = self.values(NOTE_KEYS)
        problems = unknown_or_wrong(body, NOTE_KEYS, ("body",))
        mails = [one["contact"]["email"] for one in self.account.agents.values()]
        if not problems and set(body.get("notify_emails", [])) - set(mails):
            problems = [not_one_of("notify_emails", mails)]
        user_id = body.get("user_id") or self.agent_id
        if not problems and self.account.person(user_id) is None:
            problems = [not_one_of("user_id", sorted(self.account.agents))]
        if problems:
            raise invalid(problems)
        more = {
            "private": body.get("private", True),
            "incoming": body.get("incoming", False),
            "notify_emails": body.get("notify_emails", []),
            "attachments": files,
        }
        row = add_note(self.account, ticket, wrapped(body["body"]), user_id, self.account.now(), **more)
        shown = {key: conversation(self.account, row)[key] for key in OF_A_NOTE}
        return Answer(shown | {"notified_to": row["to_emails"]}, 201)


class Entry(Call):
    """``PUT|DELETE /conversations/{id}``: notes can be changed, everything can be deleted."""

    def on_put(self, entry_id: str) -> dict[str, Any]:
        """Change the text of a note."""
        ticket, row = self._find(int(entry_id))
        body, files = self.values({"body": text})
        if problems := unknown_or_wrong(body, {"body": text}, ("body",)):
            raise invalid(problems)
        if row.get("source") != NOTE:
            raise not_allowed("DELETE")
        said, at = wrapped(body["body"]), stamp(self.account.now())
        row |= {"body": said, "body_text": to_text(said), "updated_at": at, "last_edited_at": at}
        row["last_edited_user_id"] = self.agent_id
        row["attachments"] = [*(row.get("attachments") or []), *files]
        self.account.tickets.touch(ticket, self.account.now())
        return conversation(self.account, row)

    def on_delete(self, entry_id: str) -> Answer:
        """Delete an entry."""
        ticket, row = self._find(int(entry_id))
        ticket.conversations.remove(row)
        self.account.tickets.touch(ticket, self.account.now())
        return Answer(status=204)

    def _find(self, entry_id: int) -> tuple[Ticket, dict[str, Any]]:
        ticket_id = self.account.tickets.ticket_of_entry(entry_id)
        ticket = self.ticket_to_change(str(ticket_id or 0))
        for row in ticket.conversations:
            if row["id"] == entry_id:
                return ticket, row
        raise not_found()


class File(Call):
    """``DELETE /attachments/{id}``."""

    def on_delete(self, file_id: str) -> Answer:
        """Forget a file; rows that mention it keep its name."""
        if self.account.files.kept.pop(int(file_id), None) is None:
            raise not_found()
        return Answer(status=204)
