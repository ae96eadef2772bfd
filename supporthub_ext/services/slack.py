"""Slack: messages and threads, channels, people and user groups, through Slack's own client.

Every call runs in a thread of its own pool, so the worker's loop goes on. A write is sent once; whether one
without an answer was stored is found out with :meth:`Slack.find`, by the key in its metadata.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from supporthub_ext.errors import ServiceMissing, ServiceRejected
from supporthub_ext.models import Audience
from supporthub_ext.services.slack_calls import Row
from supporthub_ext.services.slack_channels import Channels
from supporthub_ext.services.slack_client import make_client
from supporthub_ext.services.slack_people import People
from supporthub_ext.services.slack_reading import Reading
from supporthub_ext.services.slack_records import TEXT_CHARACTERS, Place, metadata_of, part

TIMEOUT_S = 20.0


class Slack(Channels, Reading, People):
    """One workspace, as the bot whose token it is.

    Parameters
    ----------
    url
        Where Slack's methods stand: ``https://slack.com/api/``, or http on this machine.
    token
        The bot's token. It shows in no repr, log or error.
    timeout_s
        How long to wait for an answer, in seconds.

    Raises
    ------
    ConfigurationError
        When the URL is neither https nor on this machine.
    """

    def __init__(self, url: str, token: str, *, timeout_s: float = TIMEOUT_S) -> None:
        super().__init__(make_client(url, token, timeout_s))
        self._url = url

    def __repr__(self) -> str:
        return f"Slack({self._url!r})"

    async def close(self) -> None:
        """Start no more calls."""
        self._calls.close()

    async def me(self) -> Row:
        """Answer whose token it is (``auth.test``): the check of our credentials.

        Raises
        ------
        ServiceRefused
            When the token is wrong, withdrawn or its account was closed.
        """
        return await self._calls.read(self._client.auth_test)

    # -- writing; each is sent once, and a ServiceError says with ``stored`` if it may have arrived --------

    async def post(
        self,
        channel_id: str,
        text: str,
        *,
        key: str,
        audience: Audience,
        thread_ts: str | None = None,
        blocks: Sequence[Row] = (),
    ) -> Place:
        """Post a message that carries its key, and answer where it stands. Links show no previews.

        For the ``team`` the channel is read again right before: it must still be private and shared with
        nobody outside.

        Parameters
        ----------
        channel_id, thread_ts
            Where to; a thread is named by its first message.
        text
            Up to 4,000 characters, in Slack's own mark-up; foreign text goes through ``escaped``.
        key
            What :meth:`find` looks for.
        audience
            Who may see the text: ``team`` or ``public``.
        blocks
            Slack's blocks, shown in place of the text.

        Raises
        ------
        ServiceRejected
            When the channel is open or shared and the text is for the team, is archived, our app is not
            in it, or the text is too long: Slack would cut it and say nothing.
        ServiceMissing
            When there is no such channel or thread.
        ServiceDown, ServiceUnreadable
            With ``stored`` true when it may stand in Slack all the same.
        """
        if len(text) > TEXT_CHARACTERS:
            message = f"The message has {len(text):,} characters; Slack takes {TEXT_CHARACTERS:,}."
            raise ServiceRejected(message, "Make it shorter.", service="slack", name="msg_too_long")
        await self.refuse_leak(channel_id, audience)
        arguments: dict[str, Any] = {"channel": channel_id, "text": text, "metadata": metadata_of(key)}
        if thread_ts is not None:
            arguments["thread_ts"] = thread_ts
        if blocks:
            arguments["blocks"] = list(blocks)
        row = await self._calls.send(
            self._client.chat_postMessage, unfurl_links=False, unfurl_media=False, **arguments
        )
        return Place(channel_id, str(part(row, "ts", write=True)), thread_ts)

    async def edit(self, place: Place, text: str) -> None:
        """Replace the text of a message of ours; its key stays.

        Raises
        ------
        ServiceMissing, ServiceRejected
            When it is gone, or not ours.
        """
        await self._calls.send(self._client.chat_update, channel=place.channel, ts=place.ts, text=text)

    async def remove(self, place: Place) -> None:
        """Take a message of ours away; one that is gone already is as good.

        Raises
        ------
        ServiceRejected
            When it is not ours.
        """
        with suppress(ServiceMissing):
            await self._calls.send(self._client.chat_delete, channel=place.channel, ts=place.ts)

    async def react(self, place: Place, name: str) -> None:
        """React to a message; a reaction that stands already is as good.

        Raises
        ------
        ServiceMissing
            When the message is gone.
        """
        try:
            await self._calls.send(
                self._client.reactions_add, channel=place.channel, timestamp=place.ts, name=name
            )
        except ServiceRejected as problem:
            if problem.details.get("name") != "already_reacted":
                raise
