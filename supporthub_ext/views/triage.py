"""The view that is open all day: header, queue and the ticket in hand, side by side where there is room."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection
from typing import Any

from ipywidgets import Box, Layout, VBox

from supporthub_ext.client import Client
from supporthub_ext.views.batch import BatchView
from supporthub_ext.views.header import HeaderView
from supporthub_ext.views.mainloop import MainLoop
from supporthub_ext.views.panel import TicketPanel
from supporthub_ext.views.part import Part
from supporthub_ext.views.queue import QueueView
from supporthub_ext.views.watch import Watch

Json = dict[str, Any]
DUTY_EVERY_S = 600.0  # a handover comes once in two weeks


class Triage:
    """Puts the three parts together and lets them speak with each other.

    Parameters
    ----------
    main, client, watch
        The loop, the way to the server, and who asks it for the queue.
    only
        Show these tickets alone; all when None.
    """

    def __init__(
        self, main: MainLoop, client: Client, watch: Watch, only: Collection[int] | None = None
    ) -> None:
        self._main = main
        self._client = client
        self._asked_at = -DUTY_EVERY_S
        self._header = HeaderView(main, client)
        self._panel = TicketPanel(main, client, watch.soon)
        self._queue = QueueView(main, self._open, only)
        self._batch = BatchView(main, client, watch.soon, self._back_to_one)
        self._queue.together = self._work_together
        self._panel.left = self._queue.take_focus
        self._panel.opened = self._queue.mark
        for part in (self._header, self._queue, self._panel, self._batch):
            part.woken = watch.wake
        self.widget = _beside(self._header, self._queue, self._panel, self._batch)
        self._swap(self._batch, self._panel)
        watch.add(self)

    def _open(self, ticket_id: int, focus: bool) -> None:
        """Show a ticket; what goes wrong with it is said in its panel."""
        self._main.start(self._panel.show_ticket(ticket_id, focus), self._panel.report)

    def _work_together(self, ticket_ids: list[int]) -> None:
        """Show several tickets in place of one."""
        self._swap(self._panel, self._batch)
        self._main.start(self._batch.show_tickets(ticket_ids), self._batch.report)

    def _back_to_one(self, done: bool) -> None:
        self._swap(self._batch, self._panel)
        if done:
            self._queue.choose_none()
        self._queue.take_focus()

    def _swap(self, gone: Part, shown: Part) -> None:
        gone.layout.display, shown.layout.display = "none", None

    @property
    def watched(self) -> bool:
        """Whether a page shows it now."""
        return self._header.watched

    def show(self, answer: Json) -> None:
        """Show what ``GET queue`` answered."""
        self._header.show(answer)
        if time.monotonic() - self._asked_at > DUTY_EVERY_S:
            self._asked_at = time.monotonic()
            self._main.start(self._read_duty(), lambda _error: None)  # no roster is no trouble here
        self._queue.show(answer)
        self._panel.follow({row["ticket_id"]: row for row in answer["tickets"]}, answer["now"])

    async def _read_duty(self) -> None:
        self._header.show_duty(await asyncio.to_thread(self._client.rota))

    def report(self, error: BaseException) -> None:
        """Say above the queue that it can't be read; the last good one stays."""
        self._header.report(error)


def _beside(header: HeaderView, queue: QueueView, panel: TicketPanel, batch: BatchView) -> VBox:
    """Answer a box in which what is in hand goes below the queue when there is no room beside it."""
    queue.layout = Layout(flex="11 1 540px", min_width="0", width="auto")
    for one in (panel, batch):
        one.layout = Layout(flex="9 1 460px", min_width="0", width="auto")
    side_by_side = Layout(flex_flow="row wrap", grid_gap="12px", overflow="visible")
    below = Box([queue, panel, batch], layout=side_by_side)
    return VBox([header, below], layout=Layout(overflow="visible"))
