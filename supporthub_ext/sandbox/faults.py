"""Faults on demand: an answer that fails, comes late, or does not come at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from supporthub_ext.sandbox.chance import Chance

KEYS = {"service", "method", "path", "status", "headers", "body", "count", "when", "delay_s", "drop", "share"}


@dataclass(slots=True)
class Fault:
    """One fault, as ``POST /faults`` describes it.

    ``path`` is a glob over the path, or over path and query. ``count`` is how often it strikes; without it
    the fault stays until it is deleted. ``when="after"``: the change is stored, then the fault is answered.
    With ``delay_s`` alone the true answer comes, late. Of the requests that fit, a ``share`` is struck.
    """

    service: str | None = None
    method: str | None = None
    path: str = "*"
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    count: int | None = None
    when: str = "before"
    delay_s: float = 0
    drop: bool = False
    share: float = 1

    @property
    def answers(self) -> bool:
        """Whether the true answer is replaced, and not only late."""
        return self.drop or self.status is not None or self.body is not None

    def strikes(self, service: str, method: str, uri: str) -> bool:
        """Answer whether it is meant for this request."""
        return (
            self.count != 0
            and self.service in (None, "*", service)
            and (self.method or method).upper() in ("*", method)
            and (fnmatchcase(uri.partition("?")[0], self.path) or fnmatchcase(uri, self.path))
        )


class Faults:
    """The faults that are set; the first that fits strikes."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []
        self._draws = Chance(0, "faults")

    def add(self, wish: dict[str, Any]) -> Fault:
        """Set a fault.

        Raises
        ------
        ValueError
            When it has an unknown key, or a ``when`` that is neither ``before`` nor ``after``.
        """
        if unknown := set(wish) - KEYS:
            raise ValueError(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(sorted(KEYS))}")
        fault = Fault(**{key: value for key, value in wish.items() if value is not None})
        if fault.when not in ("before", "after"):
            raise ValueError("`when` is `before` or `after`")
        self.waiting.append(fault)
        return fault

    def take(self, service: str, method: str, uri: str) -> Fault | None:
        """Answer the fault that strikes this request, and count it."""
        for fault in self.waiting:
            if fault.strikes(service, method, uri) and (fault.share >= 1 or self._draws.happens(fault.share)):
                if fault.count is not None:
                    fault.count -= 1
                return fault
        return None

    def clear(self) -> None:
        """Take all faults away."""
        self.waiting.clear()
