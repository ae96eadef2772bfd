"""The private thread of a ticket: what every action that speaks to the team needs of it."""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions.draft import Looked, step
from supporthub_ext.actions.hands import LATER, in_words
from supporthub_ext.models import Check, Receipt, Step
from supporthub_ext.process.escaping import for_slack
from supporthub_ext.services.slack_records import Channel, Place, key_of


async def find_thread(looked: Looked, channel: Channel) -> Place | None:
    """Answer the ticket's thread: the known one, or one that was opened by hand or from another server."""
    if known := looked.office.elsewhere.place(looked.ticket_id):
        return known
    wanted = f"/a/tickets/{looked.ticket_id}"
    stem = f"sh-{looked.ticket_id}-"

    def about_it(message: Any) -> bool:
        return (key_of(message) or "").startswith(stem) or names_ticket(
            str(message.get("text") or ""), wanted
        )

    return await looked.office.slack.find_where(channel.id, about_it, looked.facts.created_at)


def names_ticket(text: str, link: str) -> bool:
    """Say whether a text holds a ticket's link; ticket 12 is not named by the link of ticket 123."""
    return any(not rest[:1].isdigit() for rest in text.split(link)[1:])


def channel_checks(channel: Channel, step_id: str) -> tuple[Check, ...]:
    """Stop when others than the team can read the channel: "there's an assumption of privacy"."""
    if channel.keeps_secrets:
        return ()
    why = "shared with people outside" if channel.is_private else "public"
    return (
        Check(
            rule="channel_not_private",
            level="stop",
            step_id=step_id,
            caught=f"#{channel.name} is {why}.",
            what_to_do="Make it private and unshared, or name another channel in the process file.",
        ),
    )


async def thread_steps(
    looked: Looked, channel: Channel, place: Place | None, text: str, more: str
) -> list[Step]:
    """Answer the step that opens the thread; in one that is there already, the step that adds ``more``.

    Both have the id ``thread``, so that later steps can reply to it.

    Parameters
    ----------
    channel, place
        The channel, and where the thread stands in it, if it does.
    text
        The thread's first message.
    more
        What is said in a thread that exists; nothing when empty.
    """
    if place is None:
        return [message_step(looked, "thread", channel, text)]
    link = await looked.office.slack.permalink(place)
    adopted = step(
        looked,
        "thread",
        "post_message",
        service="slack",
        audience="team",
        to=f"#{channel.name}",
        text="The thread is there already.",
        state="adopted",
        receipt=Receipt(
            at=looked.office.clock.now(),
            actor=looked.actor.id,
            service_id=f"{place.channel}/{place.ts}",
            link=link,
            looked=True,
            attempts=0,
            more={"ts": place.ts, "channel": place.channel},
        ),
    )
    if not more or await _opened_with(looked, channel, more):
        return [adopted]
    return [adopted, message_step(looked, "message", channel, more, thread_of="thread")]


async def _opened_with(looked: Looked, channel: Channel, more: str) -> bool:
    """Say whether the thread was opened by this very run of the action, so that it has said so already."""
    key, said = looked.key("thread"), for_slack(more)

    def by_us(message: Any) -> bool:
        return key_of(message) == key and bool(LATER.search(more) or said in str(message.get("text")))

    return await looked.office.slack.find_where(channel.id, by_us, looked.facts.created_at) is not None


def message_step(
    looked: Looked,
    part: str,
    channel: Channel,
    text: str,
    *,
    thread_of: str = "",
    mention: str | None = None,
    needs: tuple[str, ...] = (),
) -> Step:
    """Answer the step that posts a message in the private channel, or in the thread that a step opened."""
    where = f"the thread in #{channel.name}" if thread_of else f"#{channel.name}"
    return step(
        looked,
        part,
        "post_message",
        service="slack",
        audience="team",
        to=where,
        text=in_words(text),
        side_effects=("One person is notified.",) if mention else (),
        needs=(*needs, *((thread_of,) if thread_of else ())),
        work={
            "channel": channel.id,
            "text": text,
            "mention": mention,
            "thread_of": thread_of,
            "ticket_id": looked.ticket_id,
        },
    )
