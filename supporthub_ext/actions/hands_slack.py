"""What we do in Slack: messages that carry a key, and reactions."""

from __future__ import annotations

from datetime import datetime

from supporthub_ext.actions.hands import Done, Found, with_links
from supporthub_ext.actions.office import Office
from supporthub_ext.models import Step
from supporthub_ext.process.escaping import for_slack
from supporthub_ext.services.slack_reading import LAG_S
from supporthub_ext.services.slack_records import Place


class MessageHand:
    """Posts a message; the channel is read again right before.

    ``work`` has ``channel`` (its id), ``text``, perhaps ``mention`` (a Slack id), and for a reply the thread:
    ``thread`` (a ``ts``) or ``thread_of`` (the id of the step that opens it).
    """

    lag_s = LAG_S

    def __init__(self, office: Office) -> None:
        self._office = office

    async def look(self, step: Step, done: Done, since: datetime) -> Found | None:
        """Answer the message that carries this step's key, or None."""
        thread = _thread(step, done)
        place = await self._office.slack.find(step.work["channel"], step.key, since, thread)
        return await self._found(place, done, step) if place else None

    async def do(self, step: Step, done: Done) -> Found:
        """Post the message, once."""
        text = for_slack(with_links(step.work["text"], done))
        if mention := step.work.get("mention"):
            text = f"<@{mention}> {text}"
        place = await self._office.slack.post(
            step.work["channel"],
            text,
            key=step.key,
            audience=step.audience,
            thread_ts=_thread(step, done),
        )
        return await self._found(place, done, step)

    async def _found(self, place: Place, done: Done, step: Step) -> Found:
        """Answer where the message stands; a reply is shown by the link of its thread."""
        opener = done.get(step.work.get("thread_of", ""))
        link = opener.link if opener else step.work.get("thread_link")
        if link is None:
            link = await self._office.slack.permalink(place)
        return Found(f"{place.channel}/{place.ts}", link, {"ts": place.ts, "channel": place.channel})


class ReactionHand:
    """Reacts to the first message of a thread; twice is the same as once."""

    lag_s = 0.0

    def __init__(self, office: Office) -> None:
        self._office = office

    async def look(self, _step: Step, _done: Done, _since: datetime) -> Found | None:
        """Answer None: reacting again does no harm."""
        return None

    async def do(self, step: Step, _done: Done) -> Found:
        """React."""
        place = Place(step.work["channel"], step.work["ts"])
        await self._office.slack.react(place, step.work["name"])
        return Found(f"{place.channel}/{place.ts}", step.work.get("thread_link"))


class TopicHand:
    """Sets a channel's topic; twice is the same as once."""

    lag_s = 0.0

    def __init__(self, office: Office) -> None:
        self._office = office

    async def look(self, step: Step, _done: Done, _since: datetime) -> Found | None:
        """Answer the channel when it has this topic, else None."""
        channel = await self._office.slack.channel(step.work["channel"])
        return Found(channel.id) if channel.topic == step.work["topic"] else None

    async def do(self, step: Step, _done: Done) -> Found:
        """Set it."""
        await self._office.slack.set_topic(step.work["channel"], step.work["topic"])
        return Found(step.work["channel"])


class MembersHand:
    """Gives a user group new members; twice is the same as once."""

    lag_s = 0.0

    def __init__(self, office: Office) -> None:
        self._office = office

    async def look(self, step: Step, _done: Done, _since: datetime) -> Found | None:
        """Answer the group when it has these members, else None."""
        members = await self._office.slack.group_members(step.work["group"])
        return Found(step.work["group"]) if set(members) == set(step.work["members"]) else None

    async def do(self, step: Step, _done: Done) -> Found:
        """Set them."""
        await self._office.slack.set_group_members(step.work["group"], step.work["members"])
        return Found(step.work["group"])


def _thread(step: Step, done: Done) -> str | None:
    opener = done.get(step.work.get("thread_of", ""))
    ts: str | None = opener.more.get("ts") if opener else step.work.get("thread")
    return ts
