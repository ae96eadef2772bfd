"""What was said in Slack: histories, threads, single messages, and where a key stands."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

from supporthub_ext.errors import ServiceMissing, ServiceRejected
from supporthub_ext.services.slack_calls import PAGE, Connected, Row
from supporthub_ext.services.slack_records import Place, key_of, part, place_of, read_permalink

LAG_S = 5.0  # as long as Slack may take to show in a history what it has stored
CLOCKS_DIFFER = timedelta(minutes=2)  # Slack's clock and ours need not agree to the second


class Reading(Connected):
    """Reads messages. Each raises ServiceError when Slack does not answer, or not readably."""

    async def history(self, channel_id: str, since: datetime) -> AsyncIterator[Row]:
        """Answer a channel's messages since an instant, newest first, metadata included; no replies.

        Raises
        ------
        ServiceMissing, ServiceRejected
            When there is no such channel, or our app is not in it.
        """
        pages = self._calls.pages(
            self._client.conversations_history,
            channel=channel_id,
            oldest=f"{since.timestamp():.6f}",
            include_all_metadata=True,
            limit=PAGE,
        )
        async for page in pages:
            for message in part(page, "messages"):
                yield message

    async def thread(self, channel_id: str, ts: str, after: str = "0") -> list[Row]:
        """Answer a thread, oldest first, metadata included: its first message, then what came ``after``.

        Raises
        ------
        ServiceMissing
            When there is no such thread (any more), or no such channel.
        """
        pages = self._calls.pages(
            self._client.conversations_replies,
            channel=channel_id,
            ts=ts,
            oldest=after,
            include_all_metadata=True,
            limit=PAGE,
        )
        found = {one["ts"]: one async for page in pages for one in part(page, "messages")}
        return list(found.values())

    async def find(
        self, channel_id: str, key: str, since: datetime, thread_ts: str | None = None
    ) -> Place | None:
        """Look once for the message that carries a key, in a thread or in the channel's history.

        A message may stay hidden for ``LAG_S`` seconds: before a write is repeated, look again after them.

        Parameters
        ----------
        channel_id, thread_ts
            Where it would stand; without a thread, in the channel itself.
        key
            The key that was given to :meth:`post`.
        since
            When the write can't have been sent before, UTC. It saves reading the whole history.
        """
        return await self.find_where(channel_id, lambda one: key_of(one) == key, since, thread_ts)

    async def find_where(
        self,
        channel_id: str,
        wanted: Callable[[Row], bool],
        since: datetime,
        thread_ts: str | None = None,
    ) -> Place | None:
        """Look for the newest message that ``wanted`` accepts, such as a thread that was made by hand.

        In a history it sees first messages of threads; with ``thread_ts``, the replies of that thread.
        A thread that is gone holds nothing.
        """
        if thread_ts is None:
            async for message in self.history(channel_id, since - CLOCKS_DIFFER):
                if wanted(message):
                    return place_of(channel_id, message)
            return None
        try:
            said = await self.thread(channel_id, thread_ts)
        except ServiceMissing as problem:
            if problem.details.get("name") != "thread_not_found":
                raise
            return None
        replies = (one for one in reversed(said) if one["ts"] != thread_ts)
        found = next((one for one in replies if wanted(one)), None)
        return place_of(channel_id, found) if found else None

    async def message(self, place: Place) -> Row:
        """Answer one message, metadata included: the check of a link that somebody gave.

        Raises
        ------
        ServiceMissing
            When it is not there.
        """
        if place.thread_ts:
            messages = await self.thread(place.channel, place.thread_ts)
        else:
            page = await self._calls.read(
                self._client.conversations_history,
                channel=place.channel,
                latest=place.ts,
                oldest=place.ts,
                inclusive=True,
                include_all_metadata=True,
                limit=1,
            )
            messages = part(page, "messages")
        found: Row | None = next((one for one in messages if one["ts"] == place.ts), None)
        if found is None:
            raise ServiceMissing("Slack has no such message.", "It may have been deleted.", service="slack")
        return found

    async def linked(self, url: str) -> tuple[Place, Row]:
        """Answer where a message's link leads, and the message.

        Raises
        ------
        ServiceRejected
            When it is no link to a message.
        ServiceMissing
            When nothing stands there that our app may see.
        """
        place = read_permalink(url)
        if place is None:
            advice = "In Slack, use 'Copy link' of the message."
            raise ServiceRejected("This is no link to a message in Slack.", advice, service="slack")
        return place, await self.message(place)

    async def permalink(self, place: Place) -> str:
        """Answer the link of a message, for people."""
        row = await self._calls.read(
            self._client.chat_getPermalink, channel=place.channel, message_ts=place.ts
        )
        return str(part(row, "permalink"))
