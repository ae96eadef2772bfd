"""What the parts of the desk share: they speak with their JavaScript by messages, never by state.

JupyterLab can write a widget's state into the notebook. So no ticket text is ever a trait: a view asks for
what it shows when it is made (``hello``, with the types of the messages that it ``heard`` by then), and what
a steward types comes back as a message.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import anywidget

from supporthub_ext.views.mainloop import MainLoop, problem_of
from supporthub_ext.views.pages import PAGES

Json = dict[str, Any]
GONE_AFTER_S = 150  # browsers slow a hidden page's timers down to once a minute


class Part(anywidget.AnyWidget):
    """One piece of the desk.

    A message of type ``open`` is heard by the method ``hear_open``.

    Parameters
    ----------
    main
        The loop on which messages are heard.
    """

    def __init__(self, main: MainLoop) -> None:
        super().__init__()
        self._main = main
        self._seen = time.monotonic()
        self._met = False  # whether a page ever spoke: before that, nobody listens
        self.woken: Callable[[], None] = lambda: None  # told whenever a page speaks
        self.on_msg(self._on_msg)

    @property
    def watched(self) -> bool:
        """Whether a page that shows this spoke lately."""
        return time.monotonic() - self._seen < GONE_AFTER_S

    def _on_msg(self, _widget: object, content: Json, _buffers: object) -> None:
        self._main.start(self.hear(content), self.report)

    async def hear(self, content: Json) -> None:
        """Do what a message from the view asks for."""
        self._seen, self._met = time.monotonic(), True
        PAGES.heard()
        self.woken()
        await getattr(self, f"hear_{content['type']}")(content)

    async def hear_here(self, _content: Json) -> None:
        """Note that the page is still open."""

    def tell(self, kind: str, **content: Any) -> None:
        """Send a message to every open view of this part."""
        self.send({"type": kind, **content})

    def report(self, error: BaseException) -> None:
        """Show an error in place."""
        self.tell("problem", problem=problem_of(error))
