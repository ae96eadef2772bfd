"""``PUT|DELETE tickets/{id}/claim``."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado.web import authenticated

from supporthub_ext.routes.base import SupportHandler


class ClaimHandler(SupportHandler):
    """Says who is on a ticket: it expires by itself and is never a lock."""

    auth_resource = "supporthub_ext:claims"

    @authenticated
    @authorized
    async def put(self, ticket_id: str) -> None:
        """Claim a ticket for some minutes."""
        await self.answer(lambda office: office.claim(self.visitor, int(ticket_id)))

    @authenticated
    @authorized
    async def delete(self, ticket_id: str) -> None:
        """Let go of it."""
        await self.answer(lambda office: office.release(self.visitor, int(ticket_id)))
