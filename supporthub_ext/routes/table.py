"""Every address that we answer."""

from __future__ import annotations

from typing import Any

from supporthub_ext.routes import history, plans, queue, tickets
from supporthub_ext.routes.base import UnknownPath

ROUTES: tuple[tuple[str, type[Any]], ...] = (
    (r"/supporthub/health", queue.HealthHandler),
    (r"/supporthub/queue", queue.QueueHandler),
    (r"/supporthub/tickets/(\d+)", tickets.TicketHandler),
    (r"/supporthub/tickets/(\d+)/plans", plans.TicketPlansHandler),
    (r"/supporthub/tickets/(\d+)/drafts/([a-z_]+)", tickets.DraftHandler),
    (r"/supporthub/plans", plans.PlansHandler),
    (r"/supporthub/plans/(\w+)", plans.PlanHandler),
    (r"/supporthub/plans/(\w+)/run", plans.RunHandler),
    (r"/supporthub/plans/(\w+)/cancel", plans.CancelHandler),
    (r"/supporthub/history", history.HistoryHandler),
    (r"/supporthub(?:/.*)?", UnknownPath),
)
