"""What happened to an issue, as JSON."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.clock import stamp
from supporthub_ext.sandbox.github.records import Happening, Issue
from supporthub_ext.sandbox.github.shapes import accounts
from supporthub_ext.sandbox.github.shapes.issues import Shaper


def event(shaper: Shaper, entry: Happening) -> dict[str, Any]:
    """Answer an entry of an issue's events."""
    more = dict(entry.more)
    shaped: dict[str, Any] = {}
    if label := more.pop("label", None):
        shaped["label"] = {"name": label.name, "color": label.color}
    if assignee := more.pop("assignee", None):
        shaped["assignee"] = accounts.simple(assignee, shaper.root)
        shaped["assigner"] = accounts.simple(entry.actor, shaper.root)
    return {
        "id": entry.id,
        "node_id": entry.node_id,
        "url": f"{shaper.url}/issues/events/{entry.id}",
        "actor": accounts.simple(entry.actor, shaper.root),
        "event": entry.event,
        "commit_id": None,
        "commit_url": None,
        "created_at": stamp(entry.at),
        "performed_via_github_app": None,
        **shaped,
        **more,
    }


def timeline(shaper: Shaper, issue: Issue) -> list[dict[str, Any]]:
    """Answer events and comments of an issue in the order of their time."""
    entries = [(one.at, one.id, event(shaper, one)) for one in issue.events]
    for _, _, entry in entries:
        entry.pop("assigner", None)  # the timeline does not say it
    for comment in issue.comments:
        shaped = shaper.comment(comment)
        more = {"event": "commented", "actor": shaped["user"]}
        entries.append((comment.created_at, comment.id, shaped | more))
    return [entry for _, _, entry in sorted(entries, key=lambda one: one[:2])]
