"""What a story left behind at every service, ticket by ticket: numbers, no ids and no times."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from tests.reliability.world import World
from tests.sandbox.room import Sandbox

TICKET = re.compile(r"/a/tickets/(\d+)|\bsh-(\d+)-")


def outcome(world: Sandbox, folder: Path) -> dict[int, dict[str, Any]]:
    """Answer each ticket's status, and how many replies, notes, threads, issues and items it has."""
    seen = World(world, folder)
    found: dict[int, dict[str, Any]] = {}
    client = world.freshdesk()
    try:
        query = {"updated_since": "2015-01-01T00:00:00Z", "per_page": "100"}
        for row in client.get("/tickets", params=query).json():
            talk = client.get(f"/tickets/{row['id']}/conversations", params={"per_page": "100"}).json()
            ours = [one for one in talk if not one["incoming"]]
            found[row["id"]] = {
                "status": row["status"],
                "replies": sum(not one["private"] for one in ours),
                "notes": sum(one["private"] for one in ours),
            }
        for name, count in (("threads", _threads(seen, world)), ("issues", _issues(seen, world))):
            for ticket_id, number in count.items():
                found.setdefault(ticket_id, {})[name] = number
    finally:
        client.close()
        seen.close()
    return found


def _threads(seen: World, world: Sandbox) -> Counter[int]:
    channel = world.ready["slack"]["private_channel"]
    messages = seen._slack_pages("conversations.history", channel=channel)
    keys = (str((one.get("metadata") or {}).get("event_payload", {}).get("key", "")) for one in messages)
    return Counter(int(key.split("-")[1]) for key in keys if key.startswith("sh-") and key[3].isdigit())


def _issues(seen: World, world: Sandbox) -> dict[int, list[str]]:
    """Answer a ticket's issues with their state and how many items each has on the board."""
    path = f"/repos/{world.ready['github']['repository']}/issues"
    rows = seen._github.get(path, params={"state": "all", "per_page": 100}).json()
    found: dict[int, list[str]] = {}
    for row in rows:
        if named := TICKET.search(row["body"] or ""):
            items = len(seen._items(row["node_id"]))
            line = f"{row['state']}, {items} items, {row['comments']} comments"
            found.setdefault(int(next(filter(None, named.groups()))), []).append(line)
    return {ticket_id: sorted(lines) for ticket_id, lines in found.items()}
