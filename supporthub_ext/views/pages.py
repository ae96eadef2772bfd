"""Whether any page shows something of ours; in Voila, a kernel that no page needs ends.

Voila starts a kernel for every page, and a page that is closed asks the server to end it. One whose browser
crashed asks nothing. So every page says now and then that it is there, and the kernel of a silent one ends.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from contextlib import suppress

from supporthub_ext.errors import SupportHubError

VOILA = "VOILA_KERNEL_ID"  # Voila tells its kernels their id by this
LOOK_EVERY_S = 30.0
SILENT_FOR_S = 3600.0  # a laptop that sleeps over lunch finds its page alive


class Pages:
    """Knows when a page spoke last."""

    def __init__(self) -> None:
        self._heard = time.monotonic()

    def heard(self) -> None:
        """Note that a page is there."""
        self._heard = time.monotonic()

    @property
    def silent(self) -> bool:
        """Whether no page has spoken for long."""
        return time.monotonic() - self._heard > SILENT_FOR_S


PAGES = Pages()  # of this kernel


async def end_without_pages(end_kernel: Callable[[str], None], pages: Pages = PAGES) -> None:
    """End this kernel when no page is left, if Voila started it; in JupyterLab do nothing.

    Parameters
    ----------
    end_kernel
        Asks the server to end the kernel of an id.
    pages
        What is known of the pages.
    """
    while kernel_id := os.environ.get(VOILA):
        await asyncio.sleep(LOOK_EVERY_S)
        if pages.silent:
            with suppress(SupportHubError):  # a server that is away now is asked again
                await asyncio.to_thread(end_kernel, kernel_id)
