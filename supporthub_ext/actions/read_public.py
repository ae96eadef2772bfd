"""Slack's public channel -> what waits for an answer there. Public text only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from supporthub_ext.actions.office import Office
from supporthub_ext.actions.read_slack import ENDED
from supporthub_ext.errors import SupportHubError
from supporthub_ext.process.public_questions import PublicMessage, Unanswered, unanswered
from supporthub_ext.services.slack_records import Place

REACH = timedelta(days=30)
PACE = timedelta(minutes=15)  # a working day is promised; while an event runs the process file says how often

Row = dict[str, Any]


class PublicReader:
    """Reads the public channel.

    Parameters
    ----------
    office
        Slack, the roster and the process.

    Attributes
    ----------
    problem, as_of
        The error that stopped the last look, or None; when the last complete look began, UTC.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._known: dict[str, tuple[str, PublicMessage]] = {}
        self._looked_at: datetime | None = None
        self._channel: str | None = None
        self.problem: SupportHubError | None = None
        self.as_of: datetime | None = None

    async def run(self, now: datetime, *, event_runs: bool = False) -> None:
        """Look if it is time to; "during events, be extra attentive to support channels"."""
        pace = timedelta(minutes=self._office.process.events.watch_minutes) if event_runs else PACE
        if self._looked_at is None or abs(now - self._looked_at) >= pace:
            await self.look(now)

    async def look(self, now: datetime) -> None:
        """Read the channel now. An error is kept in ``problem``."""
        self._looked_at = now
        try:
            self._known = await self._read(now)
        except SupportHubError as problem:
            self.problem = problem
        else:
            self.problem, self.as_of = None, now

    def is_here(self, channel: str | None) -> bool:
        """Say whether a channel's id is that of the public one."""
        return channel is not None and channel == self._channel

    def waiting(self) -> tuple[Unanswered, ...]:
        """Answer what waits for an answer, the longest first."""
        return unanswered((message for _, message in self._known.values()), self._office.process)

    async def _read(self, now: datetime) -> dict[str, tuple[str, PublicMessage]]:
        slack = self._office.slack
        if self._channel is None:
            name = self._office.process.channels.general.name
            self._channel = (await slack.channel_named(name)).id
        team = {one.slack_id for one in self._office.roster.people if one.slack_id}
        team.add(str((await slack.me())["user_id"]))
        found: dict[str, tuple[str, PublicMessage]] = {}
        async for root in slack.history(self._channel, now - REACH):
            if root.get("subtype"):
                continue  # somebody joined, or the topic changed
            mark, known = _mark(root), self._known.get(str(root["ts"]))
            message = known[1] if known and known[0] == mark else await self._message(root, team)
            found[str(root["ts"])] = (mark, message)
        return found

    async def _message(self, root: Row, team: set[str]) -> PublicMessage:
        assert self._channel is not None  # noqa: S101 - _read() set it
        place = Place(self._channel, str(root["ts"]))
        by_team = root.get("user") in team
        answered = by_team or await self._answered(place, root, team)
        return PublicMessage(
            at=datetime.fromtimestamp(float(place.ts), UTC),
            link="" if answered else await self._office.slack.permalink(place),
            text=str(root.get("text") or ""),
            by_team=by_team,
            answered=answered,
        )

    async def _answered(self, place: Place, root: Row, team: set[str]) -> bool:
        """Say whether one of the team replied in the thread, or marked the message as dealt with."""
        marks = (one for one in root.get("reactions") or () if one.get("name") == ENDED)
        if any(team & set(one.get("users") or ()) for one in marks):
            return True
        if not root.get("reply_count"):
            return False
        replies = await self._office.slack.thread(place.channel, place.ts)
        return any(one.get("user") in team for one in replies[1:])


def _mark(root: Row) -> str:
    """Answer what changes when somebody answers, edits or reacts."""
    marks = sorted(f"{one.get('name')}{one.get('count')}" for one in root.get("reactions") or ())
    edited = (root.get("edited") or {}).get("ts") or ""
    return "/".join([str(root.get("latest_reply") or ""), str(root.get("reply_count") or 0), edited, *marks])
