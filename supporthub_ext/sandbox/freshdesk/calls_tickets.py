"""``/tickets``: the list. ``/tickets/{id}``: view and update."""

from __future__ import annotations

from typing import Any, ClassVar

from supporthub_ext.sandbox.freshdesk.call import LAST_PAGE, PAGING, Call
from supporthub_ext.sandbox.freshdesk.changes import change_ticket
from supporthub_ext.sandbox.freshdesk.checks import (
    NEW_TICKET,
    TICKET,
    empty_mandatory,
    unknown_or_wrong,
    wrong_choices,
    wrong_custom,
)
from supporthub_ext.sandbox.freshdesk.creating import create, new_ticket_problems
from supporthub_ext.sandbox.freshdesk.errors import Problem, invalid, not_one_of, problem
from supporthub_ext.sandbox.freshdesk.listing import FILTERS, ORDERS, Question, find
from supporthub_ext.sandbox.freshdesk.shapes import view
from supporthub_ext.sandbox.freshdesk.stamps import seconds
from supporthub_ext.sandbox.freshdesk.told_rows import ToldRows
from supporthub_ext.sandbox.web import Answer, Refusal


class TicketList(Call):
    """``GET /tickets``."""

    known = PAGING | {
        "updated_since",
        "order_by",
        "order_type",
        "filter",
        "requester_id",
        "email",
        "company_id",
        "unique_external_id",
    }
    own_limit: ClassVar = {"GET": "tickets", "POST": "create"}
    include_costs = 2
    includes = ("stats", "requester", "description", "company")

    def on_get(self) -> Answer:
        """Answer one page of the tickets that were asked for."""
        if self.number("page", 1, 1, 10**9) > LAST_PAGE:
            message = "You cannot access tickets beyond the 300th page. Please provide a smaller page number."
            raise invalid([problem("page", message, "invalid_value")])
        ids, headers = self.page_of(find(self.account, self._question()))
        told: ToldRows = self.world.services["freshdesk rows"]
        return Answer(told.rows(ids, self.argument("include", "")), headers=headers)

    def on_post(self) -> Answer:
        """Make a ticket; its due dates come some seconds later."""
        body, files = self.values(NEW_TICKET)
        if problems := new_ticket_problems(self.account, body):
            raise invalid(problems)
        ticket = create(self.account, body, files)
        where = f"{self.world.urls['freshdesk']}/api/v2/tickets/{ticket.id}"
        return Answer(view(self.account, ticket, []), 201, {"Location": where})

    def _question(self) -> Question:
        return Question(
            agent_id=self.agent_id,
            since=self._since(),
            order_by=self._one_of("order_by", ORDERS, "created_at"),
            descending=self._one_of("order_type", ("asc", "desc"), "desc") == "desc",
            filter=self._one_of("filter", FILTERS, ""),
            requester_id=self._id("requester_id"),
            company_id=self._id("company_id"),
            email=self.argument("email", ""),
            unique_external_id=self.argument("unique_external_id", ""),
        )

    def _one_of(self, name: str, choices: tuple[str, ...], otherwise: str) -> str:
        found = self.argument(name, otherwise)
        if found not in (*choices, otherwise):
            raise invalid([not_one_of(name, choices)])
        return found

    def _id(self, name: str) -> int | None:
        return self.number(name, 0, 1, 10**15) if self.argument(name, "") else None

    def _since(self) -> int | None:
        text = self.argument("updated_since", "")
        try:
            return seconds(text.replace(" ", "+")) if text else None
        except ValueError:
            message = "It should be a valid date in ISO 8601 format"
            raise invalid([problem("updated_since", message, "invalid_date")]) from None


class TicketView(Call):
    """``GET|PUT /tickets/{id}``."""

    own_limit: ClassVar = {"PUT": "update"}
    includes = ("conversations", "requester", "company", "stats")

    def on_get(self, ticket_id: str) -> dict[str, Any]:
        """Answer all of a ticket, spam and deleted ones too."""
        return view(self.account, self.ticket(ticket_id), self.argument("include", "").split(","))

    def on_put(self, ticket_id: str) -> dict[str, Any]:
        """Change a ticket; the due dates in the answer are still the old ones."""
        ticket = self.ticket_to_change(ticket_id)
        body, files = self.values(TICKET)
        if not body and not files:
            raise Refusal(400, {"code": "missing_params", "message": "Request has no parameters"})
        if problems := self._problems(body, ticket.row):
            raise invalid(problems)
        values = dict(body)
        if files:
            values["attachments"] = [*ticket.row.get("attachments", []), *files]
        if mail := values.pop("email", None):
            values["requester_id"] = self.account.contact_for(mail, values.pop("name", None))["id"]
        change_ticket(self.account, ticket, values, self.account.now())
        return view(self.account, ticket, [])

    def on_delete(self, ticket_id: str) -> Answer:
        """Move a ticket to the trash."""
        self.account.tickets.move(self.ticket_to_change(ticket_id), "deleted", self.account.now())
        return Answer(status=204)

    def _problems(self, body: dict[str, Any], row: dict[str, Any]) -> list[Problem]:
        problems = unknown_or_wrong(body, TICKET)
        if problems:
            return problems
        problems = wrong_choices(self.account, body) + wrong_custom(
            self.account, body.get("custom_fields", {})
        )
        custom = (row.get("custom_fields") or {}) | body.get("custom_fields", {})
        return problems or empty_mandatory(self.account, {**row, **body, "custom_fields": custom})
