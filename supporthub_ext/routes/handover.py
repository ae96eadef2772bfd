"""``GET handover``."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado.web import authenticated

from supporthub_ext.routes.base import SupportHandler


class HandoverHandler(SupportHandler):
    """What the next steward needs to know; the action ``handover`` leaves it on the tickets."""

    auth_resource = "supporthub_ext:handover"

    @authenticated
    @authorized
    async def get(self) -> None:
        """Answer the pack of a day's handover, or of the next one."""
        date = self.get_query_argument("date", None)
        await self.answer(lambda office: office.handover(date))
