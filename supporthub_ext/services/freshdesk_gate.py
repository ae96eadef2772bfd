"""The gate through which every call to FreshDesk passes: at most eight at once, and never too many."""

from __future__ import annotations

import asyncio
import time

from supporthub_ext.services.freshdesk_limits import TRY_AGAIN, Budget, too_many

TOGETHER = 8  # calls in flight at once
READ_WAITS_S = 90.0  # as long as a read waits when FreshDesk asks for it; after that the reader is told
WRITE_WAITS_S = 5.0  # somebody sits in front of a write


class Gate:
    """One client's gate, shared by all its calls."""

    def __init__(self) -> None:
        self.budget = Budget()
        self._slots = asyncio.Semaphore(TOGETHER)

    def patience(self) -> float:
        """Answer until when a read that begins now may be kept waiting."""
        return time.monotonic() + READ_WAITS_S

    async def read(self, until: float, *, listing: bool) -> asyncio.Semaphore:
        """Wait for a read's turn, and answer the slot to hold while it is in flight.

        Raises
        ------
        ServiceLimited
            When FreshDesk wants no call until after the reader's patience has ended.
        """
        await self._pause(until)
        while (wait := self.budget.wait(time.monotonic(), listing=listing)) > 0:
            await asyncio.sleep(wait)
            await self._pause(until)
        self.budget.sent(time.monotonic(), listing=listing)
        return self._slots

    async def write(self) -> asyncio.Semaphore:
        """Wait for a write's turn. A steward's deed is not held back to save calls, only when it must be.

        Raises
        ------
        ServiceLimited
            When FreshDesk wants no call for longer than a person should wait.
        """
        await self._pause(time.monotonic() + WRITE_WAITS_S, TRY_AGAIN)
        self.budget.sent(time.monotonic(), listing=False)
        return self._slots

    async def _pause(self, until: float, advice: str | None = None) -> None:
        while (pause := self.budget.pause(now := time.monotonic())) > 0:
            if now + pause > until:
                raise too_many(pause, advice)
            await asyncio.sleep(pause)
