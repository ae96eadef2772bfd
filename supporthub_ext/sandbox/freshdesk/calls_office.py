"""What the office of an account has: groups, canned responses, surveys, SLA policies, business hours."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.freshdesk import office
from supporthub_ext.sandbox.freshdesk.account import Account
from supporthub_ext.sandbox.freshdesk.call import PAGING, Call
from supporthub_ext.sandbox.freshdesk.changes import second_of
from supporthub_ext.sandbox.freshdesk.checks import items, text, unknown_or_wrong, whole
from supporthub_ext.sandbox.freshdesk.errors import invalid, not_found, not_one_of
from supporthub_ext.sandbox.freshdesk.numbers import SURVEY_ID
from supporthub_ext.sandbox.freshdesk.stamps import stamp
from supporthub_ext.sandbox.web import Answer

GROUP_KEYS = {
    "name": text,
    "description": text,
    "escalate_to": whole,
    "unassigned_for": text,
    "agent_ids": items,
}


class Groups(Call):
    """``GET /groups``, for admins."""

    known = PAGING
    admin = True

    def on_get(self) -> Answer:
        """Answer one page of groups, without their members."""
        page, headers = self.page_of(list(self.account.groups.values()))
        shown = [{key: one[key] for key in one if key != "agent_ids"} for one in page]
        return Answer(shown, headers=headers)


class GroupView(Call):
    """``GET|PUT /groups/{id}``, for admins."""

    admin = True

    def on_get(self, group_id: str) -> dict[str, Any]:
        """Answer one group."""
        if (found := self.account.groups.get(int(group_id))) is None:
            raise not_found()
        return found

    def on_put(self, group_id: str) -> dict[str, Any]:
        """Change a group; ``agent_ids`` replaces all its members."""
        group, body = self.on_get(group_id), self.json()
        problems = unknown_or_wrong(body, GROUP_KEYS)
        if not problems and set(body.get("agent_ids", [])) - set(self.account.agents):
            problems = [not_one_of("agent_ids", sorted(self.account.agents))]
        if problems:
            raise invalid(problems)
        group |= body | {"updated_at": stamp(self.account.now())}
        return group


def canned(account: Account) -> list[dict[str, Any]]:
    """Answer all canned responses: the loaded ones, or those of the invented account."""
    return account.others.get("canned_responses") or office.canned_responses()


class CannedFolders(Call):
    """``GET /canned_response_folders``, for admins."""

    admin = True

    def on_get(self) -> list[dict[str, Any]]:
        """Answer the folders."""
        return self.account.others.get("canned_response_folders") or office.canned_folders()


class CannedFolder(Call):
    """``GET /canned_response_folders/{id}/responses``, for admins."""

    admin = True
    known = PAGING

    def on_get(self, folder_id: str) -> Answer:
        """Answer one page of a folder's responses."""
        found = [one for one in canned(self.account) if one["folder_id"] == int(folder_id)]
        if not found:
            raise not_found()
        page, headers = self.page_of(found)
        return Answer(page, headers=headers)


class CannedResponse(Call):
    """``GET /canned_responses/{id}``, for admins."""

    admin = True

    def on_get(self, response_id: str) -> dict[str, Any]:
        """Answer one response."""
        for one in canned(self.account):
            if one["id"] == int(response_id):
                return one
        raise not_found()


class Surveys(Call):
    """``GET /surveys``."""

    def on_get(self) -> list[dict[str, Any]]:
        """Answer the one survey that Resolved sends."""
        return self.account.others.get("surveys") or [office.survey(SURVEY_ID)]


class Ratings(Call):
    """``GET /surveys/satisfaction_ratings``."""

    known = PAGING | {"created_since", "user_id"}

    def on_get(self) -> Answer:
        """Answer one page of answers to the survey."""
        rows = self.account.tickets.ratings()
        if since := self.argument("created_since", ""):
            second = second_of(since.replace(" ", "+"), 0)
            rows = [one for one in rows if second_of(one["created_at"], 0) >= second]
        if user_id := self.argument("user_id", ""):
            rows = [one for one in rows if str(one["user_id"]) == user_id]
        page, headers = self.page_of(rows)
        return Answer(page, headers=headers)


class TicketRatings(Call):
    """``GET /tickets/{id}/satisfaction_ratings``."""

    known = PAGING

    def on_get(self, ticket_id: str) -> list[dict[str, Any]]:
        """Answer how the requester found the support."""
        return self.ticket(ticket_id).ratings


class SlaPolicies(Call):
    """``GET /sla_policies``, for admins."""

    admin = True

    def on_get(self) -> list[dict[str, Any]]:
        """Answer the policies by position."""
        return self.account.others.get("sla_policies") or office.sla_policies()


class BusinessHours(Call):
    """``GET /business_hours``, for admins."""

    admin = True

    def on_get(self) -> list[dict[str, Any]]:
        """Answer the hours; zones in Rails' names."""
        return self.account.others.get("business_hours") or office.business_hours()


class Kept(Call):
    """``GET /roles``, ``/products``, ``/skills``, ``/email_configs``, ...: rows of ``--load`` as given."""

    known = PAGING
    admin = True

    def on_get(self, stream: str) -> Answer:
        """Answer one page of them; an invented account has none."""
        page, headers = self.page_of(self.account.others.get(stream, []))
        return Answer(page, headers=headers)
