"""What was really done at a service, told to whoever reacts to it (the story)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody did.

    ``kind`` is a word such as ``freshdesk.reply``, ``slack.message``, ``github.assigned``; ``facts`` are the
    service's own rows and ids.
    """

    kind: str
    at: datetime
    facts: dict[str, Any]


class Deeds:
    """A list of listeners. ``tell`` is called by services, ``listen`` by what reacts."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Deed], object]] = []

    def listen(self, listener: Callable[[Deed], object]) -> None:
        """Hear of every deed from now on."""
        self._listeners.append(listener)

    def tell(self, kind: str, at: datetime, **facts: Any) -> None:
        """Say that something was done."""
        for listener in self._listeners:
            listener(Deed(kind, at, facts))
