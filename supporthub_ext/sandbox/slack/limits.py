"""Rate limits: by method and token in tiers, and about one message a second in each channel."""

from __future__ import annotations

import math
from collections import deque
from typing import Literal

from supporthub_ext.sandbox.slack.refusal import TooMany

Mode = Literal["off", "on", "restricted"]

PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100, 5: 300}  # tier 5 stands for "hundreds a minute"
BURST = 5  # messages in as many seconds, in one channel
RESTRICTED = {"conversations.history", "conversations.replies"}
RESTRICTED_PAGE = 15


class Limits:
    """Counts calls on the sandbox's clock. Off until somebody asks for limits.

    ``restricted`` treats us as an app that is sold outside Slack's marketplace: one call a minute and
    fifteen rows for history and replies.
    """

    def __init__(self) -> None:
        self.mode: Mode = "off"
        self._calls: dict[tuple[str, ...], deque[float]] = {}

    def count(self, name: str, tier: int, token: str, channel: str, now: float) -> None:
        """Count one call.

        Raises
        ------
        TooMany
            When it is one too many; it is then not counted.
        """
        if self.mode == "off":
            return
        if name == "chat.postMessage":
            self._count((name, token, channel), BURST, float(BURST), now)
        elif self.mode == "restricted" and name in RESTRICTED:
            self._count((name, token), 1, 60.0, now)
        else:
            self._count((name, token), PER_MINUTE[tier], 60.0, now)

    def _count(self, key: tuple[str, ...], most: int, window_s: float, now: float) -> None:
        calls = self._calls.setdefault(key, deque())
        while calls and not now - window_s < calls[0] <= now:  # also after the clock was put back
            calls.popleft()
        if len(calls) >= most:
            raise TooMany(max(1, math.ceil(calls[0] + window_s - now)))
        calls.append(now)
