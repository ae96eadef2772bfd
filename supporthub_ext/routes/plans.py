"""``POST plans`` and what can be done with a plan."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado.web import authenticated

from supporthub_ext.errors import UsageError
from supporthub_ext.routes.base import SupportHandler

LONGEST_WAIT_S = 300
LONGEST_HOLD_S = 120


class PlansHandler(SupportHandler):
    """Makes plans; changes nothing outside."""

    auth_resource = "supporthub_ext:plans"

    @authenticated
    @authorized
    async def post(self) -> None:
        """Answer a new plan."""
        request = self.body()
        await self.answer(lambda office: office.build_plan(self.visitor, request))


class TicketPlansHandler(SupportHandler):
    """Makes plans for the ticket in the address."""

    auth_resource = "supporthub_ext:plans"

    @authenticated
    @authorized
    async def post(self, ticket_id: str) -> None:
        """Answer a new plan for this ticket."""
        request = self.body()
        if request.get("ticket_ids", [int(ticket_id)]) != [int(ticket_id)]:
            raise UsageError("The address names one ticket, the body others.", "Leave ticket_ids out.")
        whole = request | {"ticket_ids": [int(ticket_id)]}
        await self.answer(lambda office: office.build_plan(self.visitor, whole))


class PlanHandler(SupportHandler):
    """One plan."""

    auth_resource = "supporthub_ext:plans"

    @authenticated
    @authorized
    async def get(self, plan_id: str) -> None:
        """Answer the plan as it stands."""
        await self.answer(lambda office: office.plan(plan_id))


class RunHandler(SupportHandler):
    """Runs a plan; safe to repeat."""

    auth_resource = "supporthub_ext:plans"

    @authenticated
    @authorized
    async def post(self, plan_id: str) -> None:
        """Answer the plan when it is done or stopped, else as it stands after ``wait_s`` seconds."""
        wait_s = self.seconds("wait_s", 30, LONGEST_WAIT_S)
        hold_s = self.seconds("hold_s", 0, LONGEST_HOLD_S)
        await self.answer(lambda office: office.run_plan(self.visitor, plan_id, wait_s, hold_s))


class ByHandHandler(SupportHandler):
    """Takes a steward's word that they did a step themselves, after a look at the link."""

    auth_resource = "supporthub_ext:plans"

    @authenticated
    @authorized
    async def post(self, plan_id: str, step_id: str) -> None:
        """Answer the plan with the step done by hand: ``{"link": "https://..."}``."""
        link = self.body().get("link")
        if not isinstance(link, str):
            raise UsageError("Say where it stands.", 'Send {"link": "https://..."}.')
        await self.answer(lambda office: office.by_hand(self.visitor, plan_id, step_id, link))


class CancelHandler(SupportHandler):
    """Gives a plan up."""

    auth_resource = "supporthub_ext:plans"

    @authenticated
    @authorized
    async def post(self, plan_id: str) -> None:
        """Answer the cancelled plan."""
        await self.answer(lambda office: office.cancel_plan(self.visitor, plan_id))
