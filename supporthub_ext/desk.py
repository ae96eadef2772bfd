"""``Desk``: the one object that a notebook needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from supporthub_ext.client import Client, end_kernel
from supporthub_ext.views.mainloop import MainLoop
from supporthub_ext.views.pages import end_without_pages
from supporthub_ext.views.watch import Watch

if TYPE_CHECKING:
    import pandas as pd
    from ipywidgets import Widget

    from supporthub_ext.views.triage import Triage


class Desk:
    """The support desk of this Jupyter server. Shown in a notebook, it is the triage view.

    Parameters
    ----------
    url, token
        Another server's address and token; by default the desk finds the server of its own kernel.

    Examples
    --------
    >>> from supporthub_ext import Desk  # doctest: +SKIP
    >>> desk = Desk()  # doctest: +SKIP
    >>> desk.show(desk.queue().query("overdue"))  # doctest: +SKIP
    """

    def __init__(self, url: str | None = None, token: str | None = None) -> None:
        self._client = Client(url, token)
        self._main = MainLoop()
        self._watch = Watch(self._main, self._client)
        self._triage: Triage | None = None
        if self._main.running:
            self._main.start(end_without_pages(end_kernel), lambda _error: None)

    def __repr__(self) -> str:
        return "Desk()"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Show the triage view; shown again, it is the same one."""
        from supporthub_ext.views.triage import Triage

        self._triage = self._triage or Triage(self._main, self._client, self._watch)
        return self._triage.widget._repr_mimebundle_(**options)

    # -- views -----------------------------------------------------------------------------------------

    def show(self, tickets: pd.DataFrame) -> Widget:
        """Answer the triage view of some tickets alone.

        Parameters
        ----------
        tickets
            Any part of ``queue()`` or ``tickets()``: what counts is its column ``ticket_id``.
        """
        from supporthub_ext.views.triage import Triage

        only = [int(ticket_id) for ticket_id in tickets["ticket_id"]]
        return Triage(self._main, self._client, self._watch, only).widget

    def ticket(self, ticket_id: int) -> Widget:
        """Answer the panel of one ticket."""
        from supporthub_ext.views.one_ticket import OneTicket

        return OneTicket(self._main, self._client, self._watch, int(ticket_id)).widget

    def rotation(self) -> Widget:
        """Answer the rotation view: who is on support when, the handover, and the events of hubs."""
        from supporthub_ext.views.rotation import RotationView

        return RotationView(self._main, self._client)

    def engineers(self, ticket_id: int | None = None) -> Widget:
        """Answer the engineers view: whom one could ask, about a ticket or in general, and why."""
        from supporthub_ext.views.engineers import EngineersView

        return EngineersView(self._main, self._client, ticket_id)

    # -- frames ----------------------------------------------------------------------------------------

    def queue(self, view: str | None = None) -> pd.DataFrame:
        """Answer the queue as a frame, in the order to work in; times are in UTC.

        Parameters
        ----------
        view
            ``mine``, ``due_today``, ``engineer``, ``mismatch``, ``noise`` or ``all``.

        Raises
        ------
        RemoteError
            When the server does not answer, or refuses.
        """
        from supporthub_ext.frames import queue_frame

        return queue_frame(self._client.queue(view)["tickets"])

    def tickets(self, since: str | None = None) -> pd.DataFrame:
        """Answer every ticket that is known, one row each, changed after ``since`` (ISO 8601)."""
        return self._history("tickets", since)

    def messages(self, since: str | None = None) -> pd.DataFrame:
        """Answer when who wrote on which ticket, and who could see it; no text."""
        return self._history("messages", since)

    def steps(self, since: str | None = None) -> pd.DataFrame:
        """Answer every step of every plan that was run, with what came of it."""
        return self._history("steps", since)

    def asks(self, since: str | None = None) -> pd.DataFrame:
        """Answer which engineer was asked for help with what, and what they said."""
        return self._history("asks", since)

    def _history(self, name: str, since: str | None) -> pd.DataFrame:
        from supporthub_ext.frames import history_frame

        return history_frame(name, *self._client.history(name, since))
