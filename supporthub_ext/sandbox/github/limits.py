"""How much an account may ask for: hourly and per-minute windows, and how much it may make."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from supporthub_ext.sandbox.github.refusal import Refused

WINDOW = {"core": timedelta(hours=1), "graphql": timedelta(hours=1), "search": timedelta(minutes=1)}
ANONYMOUS_AN_HOUR = 60
SECONDARY = (
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
    " If you reach out to GitHub Support for help, please include the request ID."
)


@dataclass(slots=True)
class Usage:
    """One account's use of one resource. ``reset`` is in epoch seconds."""

    resource: str
    limit: int
    used: int
    reset: int

    @property
    def remaining(self) -> int:
        """What is left in the window."""
        return max(self.limit - self.used, 0)

    def headers(self) -> dict[str, str]:
        """Answer the rate headers that every answer carries."""
        numbers = {name: str(getattr(self, name)) for name in ("limit", "remaining", "used", "reset")}
        return {f"X-RateLimit-{name.title()}": text for name, text in numbers.items()} | {
            "X-RateLimit-Resource": self.resource
        }


class Limits:
    """Counts what each account uses.

    Attributes
    ----------
    allowed
        Requests (points for ``graphql``) in a window, by resource.
    content_a_minute
        How many things an account may make in a minute; None leaves the secondary limit out.
    retry_after
        What the secondary refusal says in ``Retry-After``, in seconds; None says nothing.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._usage: dict[tuple[str, str], Usage] = {}
        self._made: dict[str, deque[datetime]] = defaultdict(deque)
        self.allowed = {"core": 5000, "search": 30, "graphql": 5000}
        self.content_a_minute: int | None = None
        self.retry_after: int | None = 60

    def usage(self, who: str, resource: str) -> Usage:
        """Answer an account's use of a resource in its present window; reading it is free."""
        now = self._now()
        known = self._usage.get((who, resource))
        limit = self.allowed[resource] if who else min(ANONYMOUS_AN_HOUR, self.allowed[resource])
        if known is None or now.timestamp() >= known.reset:
            known = Usage(resource, limit, 0, int((now + WINDOW[resource]).timestamp()))
            self._usage[who, resource] = known
        known.limit = limit
        return known

    def spend(self, who: str, resource: str, cost: int = 1) -> Usage:
        """Count a request.

        Raises
        ------
        Refused
            403 when the window is used up.
        """
        usage = self.usage(who, resource)
        if usage.remaining < cost:
            message = f"API rate limit exceeded for user ID {who or 'anonymous'}."
            raise Refused(403, message, kind="RATE_LIMIT", headers=usage.headers())
        usage.used += cost
        return usage

    def make(self, who: str) -> None:
        """Count something made.

        Raises
        ------
        Refused
            403 when that was too many in a minute.
        """
        if self.content_a_minute is None:
            return
        now, made = self._now(), self._made[who]
        while made and made[0] <= now - timedelta(minutes=1):
            made.popleft()
        if len(made) >= self.content_a_minute:
            headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
            raise Refused(403, SECONDARY, kind="RATE_LIMIT", headers=headers)
        made.append(now)
