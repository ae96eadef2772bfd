"""``GET tickets/{id}`` and its drafts."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado.web import authenticated

from supporthub_ext.errors import UsageError
from supporthub_ext.routes.base import SupportHandler


class TicketHandler(SupportHandler):
    """Everything about one ticket."""

    auth_resource = "supporthub_ext:tickets"

    @authenticated
    @authorized
    async def get(self, ticket_id: str) -> None:
        """Answer the ticket, its conversation, its next step and why."""
        await self.answer(lambda office: office.ticket(self.visitor, int(ticket_id)))


class DraftHandler(SupportHandler):
    """A half-written text."""

    auth_resource = "supporthub_ext:drafts"

    @authenticated
    @authorized
    async def get(self, ticket_id: str, action: str) -> None:
        """Answer what was written so far."""
        await self.answer(lambda office: office.draft(self.visitor, int(ticket_id), action))

    @authenticated
    @authorized
    async def put(self, ticket_id: str, action: str) -> None:
        """Keep what is written so far: ``{"fields": {...}}``."""
        fields = self.body().get("fields")
        if not isinstance(fields, dict):
            raise UsageError('A draft needs "fields".', 'Send {"fields": {"text": "..."}}.')
        await self.answer(lambda office: office.save_draft(self.visitor, int(ticket_id), action, fields))

    @authenticated
    @authorized
    async def delete(self, ticket_id: str, action: str) -> None:
        """Forget it."""
        await self.answer(lambda office: office.remove_draft(self.visitor, int(ticket_id), action))
