"""Slack's channels: what they are right now, and what they are about."""

from __future__ import annotations

from collections.abc import Sequence

from supporthub_ext.errors import ServiceMissing, ServiceRejected
from supporthub_ext.models import Audience
from supporthub_ext.services.slack_calls import PAGE, Connected
from supporthub_ext.services.slack_records import Channel, part, read_channel


class Channels(Connected):
    """Reads and changes channels. Reading raises ServiceError when Slack does not answer, or not readably."""

    async def channel(self, channel_id: str) -> Channel:
        """Answer a channel's facts as they are now.

        Raises
        ------
        ServiceMissing
            When there is none, or it is private and our app is not in it.
        """
        row = await self._calls.read(self._client.conversations_info, channel=channel_id)
        return read_channel(part(row, "channel"))

    async def channel_named(self, name: str) -> Channel:
        """Answer the channel with this name (with or without ``#``), among those that our app may see.

        Raises
        ------
        ServiceMissing
            When there is none.
        """
        wanted = name.removeprefix("#")
        types = "public_channel,private_channel"
        pages = self._calls.pages(
            self._client.conversations_list, types=types, exclude_archived=True, limit=PAGE
        )
        async for page in pages:
            for row in part(page, "channels"):
                if row.get("name") == wanted:
                    return read_channel(row)
        advice = "Check the name in the process file; a private channel must invite our app."
        raise ServiceMissing(f"Slack shows us no channel #{wanted}.", advice, service="slack")

    async def set_topic(self, channel_id: str, topic: str) -> None:
        """Set a channel's topic, up to 250 characters; the channel is told. A topic that stands is left.

        Raises
        ------
        ServiceRejected
            When it is too long, or our app is not in the channel.
        """
        if (await self.channel(channel_id)).topic != topic:
            await self._calls.send(self._client.conversations_setTopic, channel=channel_id, topic=topic)

    async def open_direct(self, user_ids: Sequence[str]) -> str:
        """Answer the id of the direct message with some people; opening it twice is the same as once.

        Raises
        ------
        ServiceMissing, ServiceRejected
            When somebody is unknown, or has left.
        """
        row = await self._calls.send(self._client.conversations_open, users=list(user_ids))
        return str(part(row, "channel", write=True)["id"])

    async def refuse_leak(self, channel_id: str, audience: Audience) -> None:
        """Read a channel again, and refuse a text for the team where others could see it.

        Raises
        ------
        ServiceRejected
            When it is open or shared, and the text is for the ``team``; it is archived; our app is not in it.
        ServiceMissing
            When there is no such channel, or our app is not in it and it is private.
        """
        try:
            channel = await self.channel(channel_id)
        except ServiceMissing as problem:
            message = "Our app does not see the channel any more: it was put out, or the channel is gone."
            advice = "Write /invite and our app's name in that channel, then try again."
            raise ServiceMissing(message, advice, service="slack", name="channel_not_found") from problem
        if audience == "team" and not channel.keeps_secrets:
            what = "shared with others" if channel.is_private else "open to everybody"
            message = f"#{channel.name} is {what} now, and this text is for the team alone."
            advice = "Make the channel private again, or name another one in the process file."
            raise ServiceRejected(message, advice, service="slack", name="channel_not_private")
        if channel.is_archived:
            advice = "Bring it back in Slack, or name another one in the process file."
            message = f"#{channel.name} is archived."
            raise ServiceRejected(message, advice, service="slack", name="is_archived")
        if not channel.is_member:
            advice = "Write /invite and our app's name in that channel, then try again."
            raise ServiceRejected(f"Our app is not in #{channel.name}.", advice, service="slack")
