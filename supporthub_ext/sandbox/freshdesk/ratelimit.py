"""FreshDesk's limit: so many credits a minute for the whole account, and less for some calls.

The minute is the sandbox's, so moving the clock ends it. Unverified: what a 429 of a call's own limit says in
its headers; here it says the same as the account's.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from supporthub_ext.sandbox.clock import Clock
from supporthub_ext.sandbox.web import Refusal

NO_LIMIT = 1_000_000

# plan: credits a minute, and calls a minute by kind.
PLANS: dict[str, tuple[int, dict[str, int]]] = {
    "none": (NO_LIMIT, {}),
    "growth": (200, {"create": 80, "update": 80, "tickets": 20, "contacts": 20}),
    "pro": (400, {"create": 160, "update": 160, "tickets": 100, "contacts": 100}),
    "enterprise": (700, {"create": 280, "update": 280, "tickets": 200, "contacts": 200}),
}


@dataclass(slots=True)
class RateLimit:
    """What was spent in the running minute of the sandbox's clock."""

    clock: Clock
    plan: str
    minute: int = -1
    spent: int = 0
    calls: dict[str, int] = field(default_factory=dict)

    def spend(self, credits_: int, kind: str | None) -> dict[str, str]:
        """Pay for a call and answer the headers that say so. ``kind`` names a limit of its own.

        Raises
        ------
        Refusal
            429 with ``Retry-After``, when either limit is reached. It costs nothing.
        """
        second = int(self.clock.now().timestamp())
        if second // 60 != self.minute:
            self.minute, self.spent, self.calls = second // 60, 0, {}
        total, own = PLANS[self.plan]
        used = self.calls.get(kind or "", 0)
        if self.spent + credits_ > total or (kind in own and used >= own[kind]):
            raise Refusal(429, headers={"Retry-After": str(60 - second % 60)})
        self.spent += credits_
        self.calls[kind or ""] = used + 1
        return {
            "X-Ratelimit-Total": str(total),
            "X-Ratelimit-Remaining": str(total - self.spent),
            "X-Ratelimit-Used-CurrentRequest": str(credits_),
        }
