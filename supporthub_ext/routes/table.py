"""Every address that we answer."""

from __future__ import annotations

from typing import Any

from supporthub_ext.routes import claims, events, handover, history, plans, queue, rota, tickets
from supporthub_ext.routes.base import UnknownPath

ROUTES: tuple[tuple[str, type[Any]], ...] = (
    (r"/supporthub/health", queue.HealthHandler),
    (r"/supporthub/queue", queue.QueueHandler),
    (r"/supporthub/tickets/(\d+)", tickets.TicketHandler),
    (r"/supporthub/tickets/(\d+)/plans", plans.TicketPlansHandler),
    (r"/supporthub/tickets/(\d+)/drafts/([a-z_]+)", tickets.DraftHandler),
    (r"/supporthub/tickets/(\d+)/claim", claims.ClaimHandler),
    (r"/supporthub/plans", plans.PlansHandler),
    (r"/supporthub/plans/(\w+)", plans.PlanHandler),
    (r"/supporthub/plans/(\w+)/run", plans.RunHandler),
    (r"/supporthub/plans/(\w+)/cancel", plans.CancelHandler),
    (r"/supporthub/plans/(\w+)/steps/([\w-]+)/by_hand", plans.ByHandHandler),
    (r"/supporthub/rota", rota.RotaHandler),
    (r"/supporthub/rota\.ics", rota.RotaCalendarHandler),
    (r"/supporthub/engineers", rota.EngineersHandler),
    (r"/supporthub/handover", handover.HandoverHandler),
    (r"/supporthub/events", events.EventsHandler),
    (r"/supporthub/history", history.HistoryHandler),
    (r"/supporthub(?:/.*)?", UnknownPath),
)
