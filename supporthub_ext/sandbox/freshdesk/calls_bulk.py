"""``/tickets/bulk_update``, ``/tickets/bulk_delete``, ``/jobs/{id}``: many tickets, a little later."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from supporthub_ext.sandbox.freshdesk.call import Call
from supporthub_ext.sandbox.freshdesk.changes import add_reply, change_ticket
from supporthub_ext.sandbox.freshdesk.checks import TICKET, table, unknown_or_wrong
from supporthub_ext.sandbox.freshdesk.errors import invalid, missing, not_found
from supporthub_ext.sandbox.freshdesk.markup import wrapped
from supporthub_ext.sandbox.web import Answer

LASTS = timedelta(seconds=5)
_NUMBERS = count(1)


class Bulk(Call):
    """What both bulk calls share: a job that is done after a while."""

    def start(self, ids: list[int], work: Any) -> Answer:
        """Start a job that does ``work(ticket_id, at)`` for each id; answer where to look for it."""
        job_id = f"job{next(_NUMBERS):08d}"
        jobs = self.account.jobs
        jobs[job_id] = {"id": job_id, "status": "IN PROGRESS"}

        def finish(at: datetime) -> None:
            done = {one: work(one, int(at.timestamp())) for one in ids}
            data = [{"id": one, "success": right} for one, right in done.items()]
            status = "COMPLETED" if all(done.values()) else "PARTIAL"
            jobs[job_id] = {"id": job_id, "status": status, "data": data}

        self.world.agenda.at(self.world.clock.now() + LASTS, finish)
        href = f"{self.world.urls['freshdesk']}/api/v2/jobs/{job_id}"
        return Answer({"job_id": job_id, "href": href}, 202)

    def wish(self) -> dict[str, Any]:
        """Answer the ``bulk_action`` of the body, which has ids."""
        body = self.json()
        if problems := unknown_or_wrong(body, {"bulk_action": table}, ("bulk_action",)):
            raise invalid(problems)
        wish: dict[str, Any] = body["bulk_action"]
        if not wish.get("ids"):
            raise invalid([missing("bulk_action.ids")])
        return wish


class BulkUpdate(Bulk):
    """``POST /tickets/bulk_update``."""

    def on_post(self) -> Answer:
        """Change or answer many tickets."""
        wish, agent_id, account = self.wish(), self.agent_id, self.account
        values, reply = wish.get("properties") or {}, (wish.get("reply") or {}).get("body")
        if problems := unknown_or_wrong(values, TICKET):
            raise invalid(problems)

        def work(ticket_id: int, at: int) -> bool:
            ticket = account.tickets.hold(ticket_id)
            if ticket is None or ticket.state != "listed":
                return False
            if reply:
                add_reply(account, ticket, wrapped(reply), agent_id, at)
            if values:
                change_ticket(account, ticket, values, at)
            return True

        return self.start(wish["ids"], work)


class BulkDelete(Bulk):
    """``POST /tickets/bulk_delete``."""

    def on_post(self) -> Answer:
        """Move many tickets to the trash."""
        account = self.account

        def work(ticket_id: int, at: int) -> bool:
            ticket = account.tickets.hold(ticket_id)
            if ticket is None or ticket.state != "listed":
                return False
            account.tickets.move(ticket, "deleted", at)
            return True

        return self.start(self.wish()["ids"], work)


class Job(Call):
    """``GET /jobs/{id}``."""

    def on_get(self, job_id: str) -> dict[str, Any]:
        """Answer how far a job is."""
        if (found := self.account.jobs.get(job_id)) is None:
            raise not_found()
        return found
