"""``GET history``."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado.web import authenticated

from supporthub_ext.routes.base import SupportHandler


class HistoryHandler(SupportHandler):
    """Tickets, messages, steps and asks as columns and rows."""

    auth_resource = "supporthub_ext:history"

    @authenticated
    @authorized
    async def get(self) -> None:
        """Answer one page."""
        frame, since, cursor = (self.get_query_argument(name, None) for name in ("frame", "since", "cursor"))
        await self.answer(lambda office: office.history(frame, since, cursor))
