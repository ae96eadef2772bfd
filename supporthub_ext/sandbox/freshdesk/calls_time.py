"""``/time_entries``: how long somebody worked on a ticket. They do not move the ticket's ``updated_at``."""

from __future__ import annotations

import re
from typing import Any

from supporthub_ext.sandbox.freshdesk.call import PAGING, Call
from supporthub_ext.sandbox.freshdesk.checks import moment, text, unknown_or_wrong, whole, yes_no
from supporthub_ext.sandbox.freshdesk.errors import invalid, not_found, problem
from supporthub_ext.sandbox.freshdesk.stamps import stamp
from supporthub_ext.sandbox.web import Answer

KEYS = {
    "agent_id": whole,
    "billable": yes_no,
    "executed_at": moment,
    "note": text,
    "start_time": moment,
    "time_spent": text,
    "timer_running": yes_no,
}


class TimeEntries(Call):
    """``GET /time_entries``."""

    known = PAGING | {"agent_id", "billable", "company_id", "executed_after", "executed_before"}

    def on_get(self) -> Answer:
        """Answer one page of all entries."""
        rows = self.account.tickets.time_entries()
        for key in ("agent_id", "company_id"):
            if wanted := self.argument(key, ""):
                rows = [one for one in rows if str(one[key]) == wanted]
        page, headers = self.page_of(rows)
        return Answer(page, headers=headers)


class TicketTime(Call):
    """``GET|POST /tickets/{id}/time_entries``."""

    known = PAGING

    def on_get(self, ticket_id: str) -> Answer:
        """Answer one page of a ticket's entries."""
        page, headers = self.page_of(self.ticket(ticket_id).time_entries)
        return Answer(page, headers=headers)

    def on_post(self, ticket_id: str) -> Answer:
        """Store an entry; with neither a time nor a word about the timer, the timer starts."""
        ticket, body = self.ticket_to_change(ticket_id), self.json()
        problems = unknown_or_wrong(body, KEYS)
        spent = body.get("time_spent") or "00:00"
        if not problems and not re.fullmatch(r"\d\d:[0-5]\d", spent):
            message = "It should be a valid time in the 'hh:mm' format"
            problems = [problem("time_spent", message, "invalid_value")]
        if problems:
            raise invalid(problems)
        at = stamp(self.account.now())
        row: dict[str, Any] = {
            "id": next(self.account.other_ids),
            "billable": body.get("billable", True),
            "note": body.get("note"),
            "timer_running": body.get("timer_running", "time_spent" not in body),
            "agent_id": body.get("agent_id") or self.agent_id,
            "ticket_id": ticket.id,
            "time_spent": spent,
            "time_spent_in_seconds": int(spent[:2]) * 3600 + int(spent[3:]) * 60,
            "executed_at": body.get("executed_at") or at,
            "start_time": body.get("start_time") or at,
            "created_at": at,
            "updated_at": at,
            "company_id": ticket.row.get("company_id"),
        }
        ticket.time_entries.append(row)
        return Answer(row, 201)


class TimeEntry(Call):
    """``DELETE /time_entries/{id}``."""

    def on_delete(self, entry_id: str) -> Answer:
        """Delete an entry."""
        for row in self.account.tickets.time_entries():
            if row["id"] == int(entry_id):
                self.ticket(str(row["ticket_id"])).time_entries.remove(row)
                return Answer(status=204)
        raise not_found()
