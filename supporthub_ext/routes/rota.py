"""``GET rota``, ``GET rota.ics`` and ``GET engineers``."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado.web import authenticated

from supporthub_ext.errors import UsageError
from supporthub_ext.routes.base import SupportHandler


class RotaHandler(SupportHandler):
    """Who holds which seat when."""

    auth_resource = "supporthub_ext:rota"

    @authenticated
    @authorized
    async def get(self) -> None:
        """Answer the rota from a day to another (exclusive); a year from today by default."""
        first, end = self.get_query_argument("from", None), self.get_query_argument("to", None)
        await self.answer(lambda office: office.rota(first, end))


class RotaCalendarHandler(SupportHandler):
    """The rota as iCalendar."""

    auth_resource = "supporthub_ext:rota"

    @authenticated
    @authorized
    async def get(self) -> None:
        """Answer a feed that a calendar program can subscribe to."""
        await self.answer_bytes("text/calendar; charset=utf-8", lambda office: office.rota_ics())


class EngineersHandler(SupportHandler):
    """Whom to ask, with the reasons."""

    auth_resource = "supporthub_ext:engineers"

    @authenticated
    @authorized
    async def get(self) -> None:
        """Answer every engineer with what speaks for and against asking them now."""
        given = self.get_query_argument("ticket_id", None)
        if given is not None and not (given.isascii() and given.isdigit()):
            raise UsageError(f"{given!r} is no ticket id.", "Send a number.")
        await self.answer(lambda office: office.engineers(int(given) if given else None))
