"""``GET queue`` and ``GET health``."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado.web import authenticated

from supporthub_ext._version import __version__
from supporthub_ext.routes.base import SupportHandler


class QueueHandler(SupportHandler):
    """The tickets in the order to work in."""

    auth_resource = "supporthub_ext:queue"

    @authenticated
    @authorized
    async def get(self) -> None:
        """Answer the queue, or one view of it."""
        view = self.get_query_argument("view", None)
        await self.answer(lambda office: office.queue(self.visitor, view))


class HealthHandler(SupportHandler):
    """How we and the services are."""

    auth_resource = "supporthub_ext:health"

    @authenticated
    @authorized
    async def get(self) -> None:
        """Answer one line a service."""
        await self.answer(lambda office: office.health(__version__))
