"""A process that reminds, in the hands of a test."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
from multiprocessing.connection import Connection
from typing import Any

from supporthub_ext.actions.knowledge import Knowledge
from supporthub_ext.actions.looker import Looker
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.queue import Queue
from supporthub_ext.actions.refresh import Refresher
from supporthub_ext.actions.remind import Reminders
from supporthub_ext.actions.settings import Settings

CONTEXT = multiprocessing.get_context("forkserver")
PATIENCE_S = 60.0


class Reminder:
    """A process that looks and sends when it is told to, as a cron job would."""

    def __init__(self, settings: Settings) -> None:
        self._pipe, theirs = CONTEXT.Pipe()
        self._process = CONTEXT.Process(target=serve, args=(theirs, settings), daemon=True)
        self._process.start()
        theirs.close()

    def begin(self) -> None:
        """Let it run once, without waiting."""
        self._pipe.send("run")

    def sent(self) -> list[dict[str, Any]]:
        """Wait for the run's end; answer what it sent."""
        assert self._pipe.poll(PATIENCE_S), "no answer"
        found: list[dict[str, Any]] = self._pipe.recv()
        return found

    def end(self) -> None:
        """End it."""
        self._pipe.close()
        self._process.join(10)
        self._process.kill()


def serve(pipe: Connection, settings: Settings) -> None:
    """Run once for each word that comes, until the pipe is closed."""
    logging.disable(logging.CRITICAL)
    asyncio.run(_serve(pipe, settings))


async def _serve(pipe: Connection, settings: Settings) -> None:
    office = Office(settings, logging.getLogger("reminder"))
    refresher = Refresher(office)
    knowledge = Knowledge(office, office.elsewhere)
    looker = Looker(office, refresher, knowledge)
    reminders = Reminders(office, refresher, Queue(office, refresher, knowledge), looker)
    reminders.reminding.lag_s = (
        0.2  # as long as the slower of two may be behind; the sandbox shows all at once
    )
    try:
        while True:
            await asyncio.to_thread(pipe.recv)
            await looker.once()
            sent = await reminders.run(await office.clock.read())
            pipe.send([{"key": one.key, "state": one.state, "people": one.people} for one in sent])
    except EOFError:
        await office.close()
