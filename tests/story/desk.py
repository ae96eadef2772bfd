"""The desk of the robot: an office in a process of its own, which can be killed while it works."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from supporthub_ext.actions import runner
from supporthub_ext.actions.settings import Settings
from supporthub_ext.errors import SupportHubError
from tests.sandbox.room import Sandbox
from tests.story.office import Office, settings_of

Json = dict[str, Any]
CONTEXT = multiprocessing.get_context("forkserver")
PATIENCE_S = 120.0
LONGEST_S = 0.3  # into a deed, before it is struck


class Killed(Exception):
    """Raised when the office ended instead of answering."""


class Desk:
    """Asks an office, each deed at a minute of its own, so that the story plays the same again.

    Parameters
    ----------
    world, folder
        The sandbox, and where it wrote its configuration.
    now
        When the story begins.
    kill_every
        How often the office is killed, in deeds; 0 for never.
    looks
        Whether everything is looked at before each look at the queue, also what was not told after a deed.
    seed
        Decides how far into a deed the office is killed.
    """

    def __init__(
        self,
        world: Sandbox,
        folder: Path,
        now: datetime,
        *,
        kill_every: int = 0,
        looks: bool = False,
        seed: int = 1,
    ) -> None:
        self.world, self.now = world, now
        self._settings = settings_of(folder)
        self._kill_every, self._deeds, self._draws = kill_every, 0, Random(seed)
        self.kills, self._looks = 0, looks
        self._start()

    # -- time ------------------------------------------------------------------------------------------

    def go_to(self, moment: datetime) -> None:
        """Move the clock, let the world act, look at everything, and remind whom there is to remind."""
        self.now = moment
        self.world.set_clock(moment.isoformat())
        self.ask("look")
        self.ask("remind")

    # -- what the robot may ask ------------------------------------------------------------------------

    async def queue(self) -> Json:
        if self._looks:
            self.ask("look")
        found: Json = self.ask("queue")
        return found

    async def ticket(self, ticket_id: int) -> Json:
        found: Json = self.ask("ticket", ticket_id)
        return found

    async def engineers(self, ticket_id: int) -> Json:
        found: Json = self.ask("engineers", ticket_id)
        return found

    async def type_of(self, ticket_id: int) -> str | None:
        found: str | None = self.ask("type_of", ticket_id)
        return found

    async def act(self, action: str, ticket_ids: list[int], fields: Json) -> None:
        """Do it, and do it again where the office was killed meanwhile."""
        self.now += timedelta(minutes=1)
        self.world.set_clock(self.now.isoformat())
        self._deeds += 1
        deed = (self.now.isoformat(), action, ticket_ids, fields)
        if self._kill_every and self._deeds % self._kill_every == 0:
            self._pipe.send(("deed", deed))
            await asyncio.sleep(self._draws.uniform(0, LONGEST_S))
            self._kill()
            self.world.set_clock(self.now.isoformat())
            self._start()
            self.ask("look")
        self.ask("deed", *deed)

    # -- the process -----------------------------------------------------------------------------------

    def ask(self, order: str, *arguments: Any) -> Any:
        """Give an order and wait for its answer."""
        self._pipe.send((order, arguments))
        assert self._pipe.poll(PATIENCE_S), f"no answer to {order}"
        answer = self._pipe.recv()
        assert not isinstance(answer, BaseException), answer
        return answer

    def end(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.join(10)
        self._process.kill()

    def _start(self) -> None:
        self._pipe, theirs = CONTEXT.Pipe()
        self._process = CONTEXT.Process(target=serve, args=(theirs, self._settings), daemon=True)
        self._process.start()
        theirs.close()

    def _kill(self) -> None:
        assert self._process.pid is not None
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.join()
        self._pipe.close()
        self.kills += 1


def serve(pipe: Connection, settings: Settings) -> None:
    """Be the office until the pipe is closed."""
    logging.disable(logging.CRITICAL)
    runner.LOOK_EVERY_S = 0.05
    asyncio.run(_serve(pipe, settings))


async def _serve(pipe: Connection, settings: Settings) -> None:
    office = Office(settings)
    try:
        while True:
            order, arguments = await asyncio.to_thread(pipe.recv)
            try:
                answer = await getattr(office, order)(*arguments)
            except (SupportHubError, AssertionError, LookupError, TypeError) as problem:
                answer = AssertionError(f"{order} {arguments}: {problem!r}")
            pipe.send(answer)
    except EOFError:
        await office.close()
