"""Links to a ticket's thread and issue, as notes mention them."""

from __future__ import annotations

from supporthub_ext.sandbox.escalations import issue_number, thread_ts
from supporthub_ext.sandbox.world import World


def thread_link(world: World, ticket_id: int, thread_at: int) -> str:
    """Answer the permalink of a ticket's thread, on the sandbox's Slack."""
    place = f"archives/{world.places.private_channel}/p{thread_ts(ticket_id, thread_at).replace('.', '')}"
    return f"{world.urls.get('slack', 'https://lagoon.slack.example')}/{place}"


def issue_link(world: World, ticket_id: int) -> str:
    """Answer the address of a ticket's issue, on the sandbox's GitHub."""
    root = world.urls.get("github", "https://github.example")
    return f"{root}/{world.places.repository}/issues/{issue_number(ticket_id)}"
