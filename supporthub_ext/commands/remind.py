"""`supporthub remind`: reads every service once, and sends what is due; safe to run as often as you like."""

from __future__ import annotations

import asyncio
import logging
import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from supporthub_ext.actions.knowledge import Knowledge
from supporthub_ext.actions.looker import Looker
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.queue import Queue
from supporthub_ext.actions.refresh import Refresher
from supporthub_ext.actions.remind import Reminders
from supporthub_ext.commands.configured import configured
from supporthub_ext.commands.say import FINDING, GOOD, say
from supporthub_ext.errors import ServiceError
from supporthub_ext.store.documents import instant


def run(options: Namespace) -> int:
    """Send what is due, or only show it; a service that does not answer is a finding: nothing is sent.

    Raises
    ------
    ConfigurationError
        When a setting is wrong.
    """
    try:
        body = asyncio.run(_remind(dry_run=options.dry_run))
    except ServiceError as problem:
        sys.stderr.write(f"supporthub: {problem.message} {problem.what_to_do}\n")
        return FINDING
    say(_lines(body), body, as_json=options.json)
    return GOOD


async def _remind(*, dry_run: bool) -> dict[str, Any]:
    office = Office(configured(), logging.getLogger("supporthub"))
    try:
        refresher = Refresher(office)
        knowledge = Knowledge(office, office.elsewhere)
        looker = Looker(office, refresher, knowledge)
        queue = Queue(office, refresher, knowledge)
        await looker.once()
        reminders, now = Reminders(office, refresher, queue, looker), await office.clock.read()
        if dry_run:
            found = [
                {"key": one.stem, "state": "due", "people": [who.id for who in one.people], "text": one.text}
                for one in reminders.due(now)
                if one.text
            ]
        else:
            found = [
                {"key": one.key, "state": one.state, "people": list(one.people), "text": one.text}
                for one in await reminders.run(now)
            ]
        return {"now": instant(now), "dry_run": dry_run, "reminders": found}
    finally:
        await office.close()


def _lines(body: dict[str, Any]) -> Iterator[str]:
    shown = [one for one in body["reminders"] if one["text"]]
    if not shown:
        yield "Nothing is due."
    for one in shown:
        yield f"{one['state']}: {', '.join(one['people'])}: {one['text']}"
