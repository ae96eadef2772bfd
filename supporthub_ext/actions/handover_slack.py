"""What Slack shows after a handover: the new pair in the user group and the topic, and a welcome."""

from __future__ import annotations

from supporthub_ext.actions.draft import Draft, Ground, step
from supporthub_ext.actions.threads import channel_checks
from supporthub_ext.errors import ServiceMissing
from supporthub_ext.models import Check, Person, Step
from supporthub_ext.process.definition import Process
from supporthub_ext.process.rota_meeting import Meeting
from supporthub_ext.services.slack_records import Channel

NOBODY = "nobody"


async def slack_draft(ground: Ground, meeting: Meeting) -> Draft:
    """Answer the steps in Slack; none where it is not set up.

    Raises
    ------
    ServiceError
        When Slack does not answer.
    """
    if not ground.office.has_slack:
        return Draft(())
    channel = await ground.office.slack.channel_named(ground.process.channels.tickets.name)
    pair = _people(ground, meeting)
    group = await _group(ground, pair)
    steps = (*group.steps, *_topic(ground, channel, pair), *_welcome(ground, channel, meeting))
    return Draft(steps, (*group.checks, *channel_checks(channel, "welcome")))


async def _group(ground: Ground, pair: tuple[Person, ...]) -> Draft:
    """Answer the step that gives the user group its new members; a person whom Slack can't name is said."""
    handle = ground.process.handover.user_group
    members = [one.slack_id for one in pair if one.slack_id]
    if not handle or not members:
        return Draft(())
    try:
        found = await ground.office.slack.group_named(handle)
    except ServiceMissing as problem:
        return Draft((), (Check("no_user_group", "warn", None, problem.message, problem.what_to_do),))
    unknown = tuple(
        Check("no_slack_id", "warn", "group", f"{one.name} has no slack_id.", "Add it to the roster.")
        for one in pair
        if not one.slack_id
    )
    names = " and ".join(one.name for one in pair if one.slack_id)
    change = step(
        ground, "group", "set_members", service="slack", audience="team", to=f"@{handle}",
        text=f"@{handle} is {names}.", work={"group": found["id"], "members": members},
    )  # fmt: skip
    return Draft((change,), unknown)


def _topic(ground: Ground, channel: Channel, pair: tuple[Person, ...]) -> tuple[Step, ...]:
    if not ground.process.handover.topic:
        return ()
    names = " and ".join(one.name for one in pair) or NOBODY
    topic = ground.process.handover.topic.replace("{stewards}", names)
    return (
        step(
            ground, "topic", "set_topic", service="slack", audience="team", to=f"#{channel.name}",
            text=topic, work={"channel": channel.id, "topic": topic},
        ),
    )  # fmt: skip


def _welcome(ground: Ground, channel: Channel, meeting: Meeting) -> tuple[Step, ...]:
    joins, text = meeting.handover.joins, welcome_text(ground.process, meeting)
    if joins is None or text is None:
        return ()
    person = next((one for one in ground.office.roster.people if one.id == joins.person_id), None)
    mention = person.slack_id if person else None
    return (
        step(
            ground, "welcome", "post_message", service="slack", audience="team", to=f"#{channel.name}",
            text=text, side_effects=("One person is notified.",) if mention else (),
            work={"channel": channel.id, "text": text, "mention": mention, "thread_of": ""},
        ),
    )  # fmt: skip


def welcome_text(process: Process, meeting: Meeting) -> str | None:
    """Answer the words that welcome whoever joins; None when nobody does."""
    joins, leaves = meeting.handover.joins, meeting.handover.leaves
    if joins is None:
        return None
    return process.texts.welcome.fill(
        {
            "joins": joins.name.split()[0],
            "leaves": leaves.name if leaves else NOBODY,
            "stays": " and ".join(seat.name for seat in meeting.stays) or NOBODY,
            "source": process.source,
        }
    )


def _people(ground: Ground, meeting: Meeting) -> tuple[Person, ...]:
    known = {person.id: person for person in ground.office.roster.people}
    return tuple(known[seat.person_id] for seat in meeting.after if seat.person_id in known)
