"""The private thread of a ticket: what every action that speaks to the team needs of it."""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions.belonging import tickets_named
from supporthub_ext.actions.draft import Looked, step
from supporthub_ext.actions.hands import LATER, in_words
from supporthub_ext.actions.made import SURELY_SHOWN, made_lately
from supporthub_ext.errors import ServiceMissing
from supporthub_ext.models import Check, Receipt, Step
from supporthub_ext.process.escaping import for_slack
from supporthub_ext.services.slack_records import Channel, Place, key_of


async def find_thread(looked: Looked, channel: Channel) -> Place | None:
    """Answer the ticket's thread: the known one, or one that was opened by hand or from another server."""
    if known := looked.office.elsewhere.place(looked.ticket_id):
        return known
    if made := made_lately(looked, "post_message", "thread"):
        return Place(made.more["channel"], made.more["ts"])

    def about_it(message: Any) -> bool:
        return looked.ticket_id in tickets_named(str(message.get("text") or ""), key_of(message))

    return await looked.office.slack.find_where(channel.id, about_it, looked.facts.created_at)


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
    known = looked.office.elsewhere.thread(looked.ticket_id)
    link = str(known["link"]) if known else await looked.office.slack.permalink(place)
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
    if not more or await _said_already(looked, place, text, more):
        return [adopted]
    return [adopted, message_step(looked, "message", channel, more, thread_of="thread")]


async def _said_already(looked: Looked, place: Place, text: str, more: str) -> bool:
    """Say whether this very run of the action opened the thread with these words, or somebody just said them.

    Of two stewards who ask for the same at the same moment, the second finds it said and adds nothing.
    """
    try:
        root, *replies = await looked.office.slack.thread(place.channel, place.ts)
    except ServiceMissing:  # Slack does not show it yet
        return False
    words = for_slack(more)
    if key_of(root) == looked.key("thread") and (LATER.search(more) or words in str(root.get("text"))):
        return True
    just = (looked.office.clock.now() - SURELY_SHOWN).timestamp()
    ours = [(one, words) for one in replies if key_of(one)] + [(root, for_slack(text))]
    return any(float(one["ts"]) > just and one.get("text") == said for one, said in ours)


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
