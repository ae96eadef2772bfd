"""Files of tickets and conversations. They lie on another host, behind links that end soon."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from supporthub_ext.sandbox.world import World

LINK_LASTS_S = 300


def with_links(world: World, attachments: Any) -> Any:
    """Answer attachments with a link made now; rows that were loaded keep what they have."""
    if not isinstance(attachments, list):
        return attachments
    return [_with_link(world, one) for one in attachments]


def _with_link(world: World, one: Any) -> Any:
    if not isinstance(one, dict) or one.get("attachment_url"):
        return one
    return one | {"attachment_url": _link(world, one)}


def _link(world: World, one: dict[str, Any]) -> str:
    ends = int(world.clock.now().timestamp()) + LINK_LASTS_S
    root = world.urls.get("attachments", "")
    return f"{root}/data/{one['id']}/{quote(str(one['name']))}?X-Amz-Expires={LINK_LASTS_S}&ends={ends}"
