"""Looks at every service: for ever at their own pace, and at once where a plan did something."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from supporthub_ext.actions.hands import with_links
from supporthub_ext.actions.hidden import HiddenLook
from supporthub_ext.actions.knowledge import Knowledge
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.read_calendar import CalendarReader
from supporthub_ext.actions.read_github import GitHubReader
from supporthub_ext.actions.read_public import PublicReader
from supporthub_ext.actions.read_slack import SlackReader
from supporthub_ext.actions.read_stewards import StewardsReader
from supporthub_ext.actions.refresh import Refresher
from supporthub_ext.actions.requesters import Requesters
from supporthub_ext.errors import SupportHubError
from supporthub_ext.models import Plan, Step
from supporthub_ext.services.slack_records import metadata_of

DONE = {"done", "adopted", "by_hand"}
Place = int | tuple[str, str | None]
"""An issue's number; or a channel, and the first message of a thread in it."""


class Looker:
    """Keeps the mirror of every service true.

    Parameters
    ----------
    office, refresher, knowledge
        The services, FreshDesk's own refresher, and what is told that Slack and GitHub were read.
    """

    def __init__(self, office: Office, refresher: Refresher, knowledge: Knowledge) -> None:
        self._office = office
        self._refresher = refresher
        self._knowledge = knowledge
        self.slack = SlackReader(office, office.elsewhere)
        self.github = GitHubReader(office, office.elsewhere)
        self.calendar = CalendarReader(office)
        self.public = PublicReader(office)
        self.requesters = Requesters(office)
        self.stewards = StewardsReader(office)
        self._hidden = HiddenLook(office, refresher)
        self._stamp = (0, "")

    async def run_for_ever(self) -> None:
        """Look at all services, each at its own pace."""
        own = (self._refresher.run, self._hidden.run, self._ledger, self._events)
        looks = [self._again_and_again(look) for look in own]
        if self._office.has_slack:
            looks.append(self._again_and_again(self._slack))
        if self._office.has_github:
            looks.append(self._again_and_again(self._github))
        await asyncio.gather(*looks)

    async def once(self) -> None:
        """Look at every service one time, for a command that ends.

        Raises
        ------
        SupportHubError
            When FreshDesk could not be read: everything else is about its tickets.
        """
        await self._refresher.run()
        if self._refresher.problem is not None:
            raise self._refresher.problem
        if self._office.has_slack:
            await self._slack()
        if self._office.has_github:
            await self._github()
        await self._events()
        await self._ledger()

    async def after(self, plan: Plan) -> None:
        """Read what a plan did, so that the queue shows it at once; what can't be read now comes later."""
        for ticket_id in plan.ticket_ids:
            await self._refresher.ticket_or_later(ticket_id)
        await self._ledger()
        self._refresher.changed |= set(plan.ticket_ids)
        done = [step for step in reversed(plan.steps) if step.state in DONE]
        touched = {place: step for step in done if (place := _touched(step))}
        for place, step in touched.items():  # each once, and a thread by the step that opened it
            with suppress(SupportHubError):
                self._refresher.changed |= await self._read(place, plan, step)

    async def _read(self, place: Place, plan: Plan, step: Step) -> set[int]:
        if isinstance(place, int):
            return await self.github.one(place)
        channel, ts = place
        if self.public.is_here(channel):
            await self.public.look(await self._now())
            return set()
        if ts is None:
            return set()
        return await self.slack.one(channel, ts, link=_link(step), opening=_opening(plan, step))

    async def _slack(self) -> None:
        now = await self._now()
        if await self.stewards.run(now):
            self._refresher.names_changed = True
        self._note(await self.slack.run(now))
        await self.public.run(now, event_runs=bool(self.calendar.running(now)))
        if self.slack.as_of and not self._knowledge.knows_thread:
            self._knowledge.knows_thread = True
            self._refresher.names_changed = True

    async def _github(self) -> None:
        self._note(await self.github.run(await self._now()))
        if self.github.as_of and not self._knowledge.knows_issue:
            self._knowledge.knows_issue = True
            self._refresher.names_changed = True

    async def _events(self) -> None:
        await self._refresher.filled.wait()  # tickets name events too
        now = await self._now()
        await self.requesters.run(now)
        events = await self.calendar.run(now)
        if events != self._knowledge.events:
            self._knowledge.events = events
            self._refresher.names_changed = True

    async def _ledger(self) -> None:
        """Notice what was written into the ledger, by us or by another server that shares it."""
        stamp = self._office.ledger.stamp()
        if stamp != self._stamp:
            since = self._stamp[1] if stamp[1] > self._stamp[1] else ""  # the clock may have been set back
            self._refresher.changed |= self._office.ledger.tickets_since(since)
            self._office.elsewhere.relink()
            self._stamp = stamp

    def _note(self, changed: set[int]) -> None:
        self._refresher.changed |= changed

    async def _now(self) -> datetime:
        return await self._office.clock.read()

    async def _again_and_again(self, look: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await look()
            except Exception:
                self._office.log.exception("A look at a service broke; it is tried again.")
            await asyncio.sleep(self._office.settings.refresh_s)


def _touched(step: Step) -> Place | None:
    """Answer what a step made or changed: an issue, a thread, or a channel; None when it is none of these."""
    if step.service == "github":
        return _number(step)
    more = step.receipt.more if step.receipt else {}
    channel = step.work.get("channel") or more.get("channel")
    if step.service != "slack" or not channel:
        return None
    ts = step.work.get("thread") or step.work.get("ts") or more.get("ts")
    return channel, None if step.work.get("thread_of") else ts


def _link(step: Step) -> str:
    """Answer where people see the thread that a step opened, as far as its receipt says."""
    return (step.receipt and step.receipt.link) or ""


def _opening(plan: Plan, step: Step) -> dict[str, Any] | None:
    """Answer the message with which a step opened a thread, or None when it only spoke in one."""
    if step.kind != "post_message" or step.state == "adopted" or step.work.get("thread"):
        return None
    done = {one.id: one.receipt for one in plan.steps if one.receipt}
    return {"text": with_links(step.work["text"], done), "metadata": metadata_of(step.key)}


def _number(step: Step) -> int | None:
    """Answer the issue that a step made or changed, or None."""
    if step.kind == "create_issue" and step.receipt and step.receipt.service_id:
        return int(step.receipt.service_id)
    found = step.work.get("number")
    return int(found) if found else None
