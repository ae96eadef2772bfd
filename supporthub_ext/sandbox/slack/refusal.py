"""How a method says no: HTTP 200 and ``{"ok": false, "error": name}``."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """Raised by a method; ``name`` is Slack's own name of the error.

    Parameters
    ----------
    name
        For example ``channel_not_found``.
    extra
        Further keys of the answer, such as ``needed`` and ``provided``.
    """

    def __init__(self, name: str, **extra: Any) -> None:
        super().__init__(name)
        self.name = name
        self.extra = extra

    def to_json(self) -> dict[str, Any]:
        """Answer the body."""
        return {"ok": False, "error": self.name, **self.extra}


class TooMany(Exception):
    """Raised above a rate limit: HTTP 429 with ``Retry-After`` in whole seconds."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"wait {retry_after_s} s")
        self.retry_after_s = retry_after_s
