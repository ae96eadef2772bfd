"""``GET events``."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado.web import authenticated

from supporthub_ext.routes.base import SupportHandler


class EventsHandler(SupportHandler):
    """Events of hubs, from wherever people wrote them down."""

    auth_resource = "supporthub_ext:events"

    @authenticated
    @authorized
    async def get(self) -> None:
        """Answer every event around now, and where it is missing."""
        await self.answer(lambda office: office.events())
