"""Slack -> mirror: the threads of the private channel, and what was said in them since."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from supporthub_ext.actions.belonging import tickets_named
from supporthub_ext.actions.elsewhere import Elsewhere
from supporthub_ext.actions.made import SURELY_SHOWN
from supporthub_ext.actions.office import Office
from supporthub_ext.errors import ServiceMissing, SupportHubError
from supporthub_ext.services.slack_records import Place, key_of

REACH = timedelta(days=60)  # an older thread is read when its ticket is opened
ENDED = "white_check_mark"

Row = dict[str, Any]


class SlackReader:
    """Reads which threads there are, and their replies when there are new ones.

    Parameters
    ----------
    office, elsewhere
        Slack and the process, and where what was read is kept.

    Attributes
    ----------
    problem, as_of
        The error that stopped the last look, or None; when the last complete look began, UTC.
    """

    def __init__(self, office: Office, elsewhere: Elsewhere) -> None:
        self._office = office
        self._elsewhere = elsewhere
        self._channel: str | None = None
        self._me: str | None = None
        self.problem: SupportHubError | None = None
        self.as_of: datetime | None = None

    async def run(self, now: datetime) -> set[int]:
        """Look once; answer the tickets whose thread changed. An error is kept in ``problem``."""
        try:
            changed = await self._read(now)
        except SupportHubError as problem:
            self.problem = problem
            return set()
        self.problem, self.as_of = None, now
        return changed

    async def one(self, channel: str, ts: str, link: str = "", opening: Row | None = None) -> set[int]:
        """Read one thread at once.

        Parameters
        ----------
        channel, ts
            Where it begins.
        link
            Where people see it, when that is known.
        opening
            Its first message, when we just posted it: Slack may show it a little later.
        """
        await self._know_ourselves()
        try:
            said = await self._office.slack.thread(channel, ts)
        except ServiceMissing:
            if opening is None:
                raise
            said = [opening | {"ts": ts, "user": self._me}]
        replies = said[1:]
        root = said[0] | {"reply_count": len(replies), "latest_reply": said[-1]["ts"]}
        key = f"{channel}/{ts}"
        return self._elsewhere.put_threads({key: await self._thread(root, said, link or self._link(key))})

    def _link(self, key: str) -> str:
        known = self._elsewhere.threads.get(key)
        return str(known["link"]) if known else ""

    async def _know_ourselves(self) -> None:
        """Ask for the channel and for our own id; without both, our words would count as somebody else's."""
        if self._channel is None or self._me is None:
            name = self._office.process.channels.tickets.name
            self._channel = (await self._office.slack.channel_named(name)).id
            self._me = str((await self._office.slack.me())["user_id"])

    async def _read(self, now: datetime) -> set[int]:
        await self._know_ourselves()
        assert self._channel is not None  # noqa: S101 - _know_ourselves() set it
        found: dict[str, Row] = {}
        seen: set[str] = set()
        async for root in self._office.slack.history(self._channel, now - REACH):
            if root.get("subtype") == "tombstone":
                continue  # only its replies are left
            key = f"{self._channel}/{root['ts']}"
            seen.add(key)
            known = self._elsewhere.threads.get(key)
            if known is None or _moved(root, known):
                found[key] = await self._thread(root, await self._said(root), self._link(key))
        return self._elsewhere.put_threads(found, self._gone(seen, now))

    def _gone(self, seen: set[str], now: datetime) -> list[str]:
        """Answer the threads that the history should show and does not: somebody deleted them."""
        oldest, newest = (now - REACH + SURELY_SHOWN).timestamp(), (now - SURELY_SHOWN).timestamp()
        return [
            key
            for key, row in self._elsewhere.threads.items()
            if row["channel"] == self._channel and key not in seen and oldest < float(row["ts"]) < newest
        ]

    async def _said(self, root: Row) -> list[Row]:
        """Answer everything in a thread; a lone message is all there is."""
        if not root.get("reply_count"):
            return [root]
        return await self._office.slack.thread(str(self._channel), str(root["ts"]))

    async def _thread(self, root: Row, said: list[Row], link: str) -> Row:
        place = Place(str(self._channel), str(root["ts"]))
        tickets = tickets_named(str(root.get("text") or ""), key_of(root))
        if not link and (tickets or root.get("reply_count")):
            link = await self._office.slack.permalink(place)
        return {
            "channel": place.channel,
            "ts": place.ts,
            "link": link,
            "tickets": tickets,
            "ours": key_of(root) is not None,
            "replied": bool(root.get("reply_count")),
            "checked": any(one.get("name") == ENDED for one in root.get("reactions") or ()),
            "latest": str(root.get("latest_reply") or root["ts"]),
            "mark": _mark(root),
            "ended_ts": self._ended(root, said),
            "messages": [self._message(one) for one in said],
        }

    def _message(self, message: Row) -> Row:
        return {
            "ts": str(message["ts"]),
            "user": message.get("user") or message.get("bot_id"),
            "text": str(message.get("text") or ""),
            "bot": message.get("user") == self._me,
        }

    def _ended(self, root: Row, said: list[Row]) -> str | None:
        """Answer when we said that the thread is at its end: our check mark, at our last word in it."""
        marks = (one for one in root.get("reactions") or () if one.get("name") == ENDED)
        if not any(self._me in (one.get("users") or ()) for one in marks):
            return None
        ours = [str(one["ts"]) for one in said if one.get("user") == self._me]
        return max(ours, default=str(root["ts"]))


def _moved(root: Row, known: Row) -> bool:
    return (str(root.get("latest_reply") or root["ts"]), _mark(root)) != (known["latest"], known["mark"])


def _mark(root: Row) -> str:
    """Answer what tells an edited or newly marked first message from the one that we have."""
    marks = sorted(f"{one.get('name')}{one.get('count')}" for one in root.get("reactions") or ())
    return "/".join(
        [str((root.get("edited") or {}).get("ts") or ""), str(root.get("reply_count") or 0), *marks]
    )
