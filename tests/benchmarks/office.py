"""The product's own back office on a sandbox, for benchmarks that measure it from the inside."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from supporthub_ext.actions.office import Office
from supporthub_ext.actions.refresh import Refresher
from supporthub_ext.actions.settings import Settings
from tests.sandbox.room import Sandbox


@asynccontextmanager
async def office_at(room: Sandbox, folder: Path) -> AsyncIterator[tuple[Office, Refresher]]:
    """Open an office that knows FreshDesk alone, with an empty mirror, and close it afterwards."""
    (folder / "freshdesk_api_key").write_text(room.api_key)
    clock = f"{room.ready['control']['url']}/clock"
    settings = Settings(folder, freshdesk_url=room.freshdesk_url, secrets_dir=str(folder), clock_url=clock)
    office = Office(settings, logging.getLogger(__name__))
    try:
        yield office, Refresher(office)
    finally:
        await office.close()
