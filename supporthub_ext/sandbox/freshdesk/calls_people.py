"""``/agents``, ``/contacts``, ``/companies``, ``/groups``, ``/ticket_fields``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from supporthub_ext.sandbox.freshdesk.account import Account
from supporthub_ext.sandbox.freshdesk.call import PAGING, Call
from supporthub_ext.sandbox.freshdesk.changes import second_of
from supporthub_ext.sandbox.freshdesk.checks import table, text, texts, unknown_or_wrong, whole, yes_no
from supporthub_ext.sandbox.freshdesk.errors import invalid, missing, not_found, problem
from supporthub_ext.sandbox.freshdesk.stamps import stamp
from supporthub_ext.sandbox.web import Answer

ONLY_IN_AN_AGENTS_VIEW = ("group_ids", "role_ids", "skill_ids")


MARKS = ("email", "phone", "mobile", "twitter_id", "unique_external_id")
CONTACT = {
    **dict.fromkeys((*MARKS, "name", "address", "description", "job_title", "language", "time_zone"), text),
    "company_id": whole,
    "view_all_tickets": yes_no,
    "other_emails": texts,
    "tags": texts,
    "custom_fields": table,
}


def by_name(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Answer rows in the order of their names."""
    return sorted(rows, key=lambda one: (str(one.get("name") or "").casefold(), one["id"]))


class Agents(Call):
    """``GET /agents``, for admins."""

    known = PAGING | {"email", "mobile", "phone", "state"}
    admin = True

    def on_get(self) -> Answer:
        """Answer one page of agents."""
        rows = sorted(self.account.agents.values(), key=lambda one: int(one["id"]))
        for key in ("email", "mobile", "phone"):
            if wanted := self.argument(key, ""):
                rows = [
                    one for one in rows if (one["contact"].get(key) or "").casefold() == wanted.casefold()
                ]
        if wanted := self.argument("state", ""):
            rows = [one for one in rows if one.get("occasional", False) == (wanted == "occasional")]
        page, headers = self.page_of(rows)
        shown = [{key: one[key] for key in one if key not in ONLY_IN_AN_AGENTS_VIEW} for one in page]
        return Answer(shown, headers=headers)


class AgentView(Call):
    """``GET /agents/{id}``, for admins."""

    admin = True

    def on_get(self, agent_id: str) -> dict[str, Any]:
        """Answer one agent."""
        if (found := self.account.agents.get(int(agent_id))) is None:
            raise not_found()
        return found


class Me(Call):
    """``GET /agents/me``: whose key it is; every agent may ask."""

    def on_get(self) -> dict[str, Any]:
        """Answer the caller."""
        return self.account.agents[self.agent_id]


class Contacts(Call):
    """``GET /contacts``."""

    known = PAGING | {
        "email",
        "mobile",
        "phone",
        "company_id",
        "state",
        "contact_type",
        "updated_since",
        "_updated_since",
        "unique_external_id",
    }
    own_limit: ClassVar = {"GET": "contacts"}

    def on_get(self) -> Answer:
        """Answer one page of contacts by name. Both spellings of ``updated_since`` are honoured."""
        rows = by_name(one for one in self.account.contacts.values() if not one.get("deleted"))
        for key in ("email", "mobile", "phone", "company_id", "unique_external_id"):
            if wanted := self.argument(key, ""):
                rows = [one for one in rows if str(one.get(key) or "").casefold() == wanted.casefold()]
        if since := self.argument("updated_since", self.argument("_updated_since", "")):
            second = second_of(since.replace(" ", "+"), 0)
            rows = [one for one in rows if second_of(one.get("updated_at"), 0) >= second]
        page, headers = self.page_of(rows)
        return Answer(page, headers=headers)

    def on_post(self) -> Answer:
        """Make a contact; an address that another one has is a conflict."""
        body = self.json()
        problems = unknown_or_wrong(body, CONTACT, ("name",))
        if not problems and not any(body.get(one) for one in MARKS):
            problems = [missing("email")]
        if problems:
            raise invalid(problems)
        refuse_double(self.account, body, None)
        made = self.account.make_contact(body["name"], body.get("email"))
        made |= body
        return Answer(made, 201, {"Location": f"{self.world.urls['freshdesk']}/api/v2/contacts/{made['id']}"})


def refuse_double(account: Account, body: dict[str, Any], own_id: int | None) -> None:
    """Refuse with 409 an address that somebody else has."""
    other = account.contact_by_mail(body.get("email") or "")
    if body.get("email") and other is not None and other["id"] != own_id:
        double = problem("email", "It should be a unique value", "duplicate_value")
        raise invalid([double | {"additional_info": {"user_id": other["id"]}}], 409)


class ContactView(Call):
    """``GET|PUT|DELETE /contacts/{id}``."""

    def on_get(self, contact_id: str) -> dict[str, Any]:
        """Answer one contact; an agent's id is none."""
        if (found := self.account.contacts.get(int(contact_id))) is None:
            raise not_found()
        return found

    def on_put(self, contact_id: str) -> dict[str, Any]:
        """Change a contact."""
        found, body = self.on_get(contact_id), self.json()
        if problems := unknown_or_wrong(body, CONTACT):
            raise invalid(problems)
        refuse_double(self.account, body, found["id"])
        found |= body | {"updated_at": stamp(self.account.now())}
        self.account.people_version += 1
        return found

    def on_delete(self, contact_id: str) -> Answer:
        """Delete a contact softly: it can still be seen."""
        self.on_get(contact_id)["deleted"] = True
        return Answer(status=204)


class Companies(Call):
    """``GET /companies``."""

    known = PAGING | {"updated_since"}

    def on_get(self) -> Answer:
        """Answer one page of companies by name."""
        rows = by_name(self.account.companies.values())
        if since := self.argument("updated_since", ""):
            second = second_of(since.replace(" ", "+"), 0)
            rows = [one for one in rows if second_of(one.get("updated_at"), 0) >= second]
        page, headers = self.page_of(rows)
        return Answer(page, headers=headers)


class CompanyView(Call):
    """``GET /companies/{id}``."""

    def on_get(self, company_id: str) -> dict[str, Any]:
        """Answer one company."""
        if (found := self.account.companies.get(int(company_id))) is None:
            raise not_found()
        return found


class TicketFields(Call):
    """``GET /ticket_fields``: where a client learns statuses and custom fields; every agent may ask."""

    known = frozenset({"type"})

    def on_get(self) -> list[dict[str, Any]]:
        """Answer the fields, or those of one type."""
        wanted = self.argument("type", "")
        return [one for one in self.account.fields if not wanted or one.get("type") == wanted]
