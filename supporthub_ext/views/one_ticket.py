"""One ticket's panel by itself, kept up to date like the desk."""

from __future__ import annotations

from typing import Any

from supporthub_ext.client import Client
from supporthub_ext.views.mainloop import MainLoop
from supporthub_ext.views.panel import TicketPanel
from supporthub_ext.views.watch import Watch

Json = dict[str, Any]


class OneTicket:
    """Keeps a single panel up to date.

    Parameters
    ----------
    main, client, watch
        The loop, the way to the server, and who asks it for the queue.
    ticket_id
        The ticket to show.
    """

    def __init__(self, main: MainLoop, client: Client, watch: Watch, ticket_id: int) -> None:
        self.widget = TicketPanel(main, client, watch.soon)
        self.widget.woken = watch.wake
        main.start(self.widget.show_ticket(ticket_id), self.widget.report)
        watch.add(self)

    @property
    def watched(self) -> bool:
        """Whether a page shows it now."""
        return self.widget.watched

    def show(self, answer: Json) -> None:
        """Look whether the queue says that the ticket moved."""
        self.widget.follow({row["ticket_id"]: row for row in answer["tickets"]}, answer["now"])

    def report(self, error: BaseException) -> None:
        """Show that the server does not answer."""
        self.widget.report(error)
