"""How many calls FreshDesk still allows, and how long to wait before the next.

The limit is the whole account's, shared with every agent and app, so we never use it up: from half of it on
our reads are spread over the rest of the minute, and ticket lists, which have a smaller limit of their own,
are kept below that. All times here are seconds of the monotonic clock.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from supporthub_ext.errors import ServiceLimited

MINUTE = 60.0
TRY_AGAIN = "Nothing was sent, and what you wrote is kept. Try again after that."  # a person waits, not we
NAMES = ("total", "remaining", "used-currentrequest")  # X-Ratelimit-...


@dataclass(frozen=True, slots=True)
class RateUsage:
    """What FreshDesk's last answer said of its limit, in credits a minute.

    ``total``, ``remaining`` and ``used`` (by that one call) are None for an account without limits.
    ``paused_s`` says for how many more seconds FreshDesk wants no call at all.
    """

    total: int | None = None
    remaining: int | None = None
    used: int | None = None
    paused_s: float = 0.0


class Budget:
    """The arithmetic of the limit. It has no clock: every method takes the moment as ``now``."""

    def __init__(self) -> None:
        self._said = RateUsage()
        self._said_at = 0.0
        self._paused_until = 0.0
        self._lists: deque[float] = deque()
        self._last = -MINUTE

    def usage(self, now: float) -> RateUsage:
        """Answer what is known of the limit."""
        said = self._said
        return RateUsage(said.total, said.remaining, said.used, self.pause(now))

    def pause(self, now: float) -> float:
        """Answer for how many seconds FreshDesk wants no call at all."""
        return max(0.0, self._paused_until - now)

    def wait(self, now: float, *, listing: bool) -> float:
        """Answer for how many seconds a read should hold back, so that the minute's calls last."""
        return max(0.0, self._spread(now), self._spread_lists(now) if listing else 0.0)

    def sent(self, now: float, *, listing: bool) -> None:
        """Take note of a call that leaves now."""
        self._last = now
        if listing:
            self._lists.append(now)

    def learn(self, now: float, status: int, headers: Mapping[str, str]) -> None:
        """Take note of an answer's headers. A pause is never made shorter by a later answer."""
        total, remaining, used = (_number(headers.get(f"x-ratelimit-{name}")) for name in NAMES)
        if total is not None:
            self._said, self._said_at = RateUsage(total, remaining, used), now
        if status == 429 or (status == 503 and "retry-after" in headers):
            self._paused_until = max(self._paused_until, now + retry_after(headers))

    def _spread(self, now: float) -> float:
        total, remaining = self._said.total, self._said.remaining
        news_is_old = now - self._said_at >= MINUTE
        if not total or remaining is None or remaining > total / 2 or news_is_old:
            return 0.0
        step = min(MINUTE, MINUTE * (self._said.used or 1) / max(remaining, 1))
        return min(self._last + step, self._said_at + MINUTE) - now

    def _spread_lists(self, now: float) -> float:
        if not self._said.total:
            return 0.0
        most = lists_a_minute(self._said.total)
        while self._lists and self._lists[0] <= now - MINUTE:
            self._lists.popleft()
        if len(self._lists) < most / 2:
            return 0.0
        room = self._lists[-most] + MINUTE if len(self._lists) >= most else 0.0
        return max(self._lists[-1] + MINUTE / most, room) - now


def too_many(wait_s: float, what_to_do: str | None = None) -> ServiceLimited:
    """Answer the error for a limit that was reached; by itself it says that we go on without being asked."""
    wait = f"{wait_s:.0f} seconds" if wait_s < 2 * MINUTE else f"{wait_s / MINUTE:.0f} minutes"
    return ServiceLimited(
        f"FreshDesk has had too many calls and wants {wait} of rest.",
        what_to_do,
        service="freshdesk",
        retry_after_s=wait_s,
    )


def lists_a_minute(total: int) -> int:
    """Answer how many ticket lists a minute we allow ourselves: what every plan of that size grants.

    Growth grants 20 of 200, Pro 100 of 400, Enterprise 200 of 700; what can be bought, 300 of 1000 and 400 of
    2000.
    """
    return max(1, total // 10 if total <= 200 else total // 5)


def retry_after(headers: Mapping[str, str]) -> float:
    """Answer how many seconds of rest an answer asks for.

    A date is measured from the answer's own ``Date``, not from our clock. Without a readable number it is a
    minute: the limit is counted by the minute.
    """
    asked = headers.get("retry-after", "").strip()
    if asked.replace(".", "", 1).isdecimal():
        return float(asked)
    try:
        return max(0.0, (_date(asked) - _date(headers.get("date", ""))).total_seconds())
    except ValueError:
        return MINUTE


def _date(text: str) -> datetime:
    found = parsedate_to_datetime(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.strip().isdecimal() else None
