"""Slack as a service of the sandbox."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from supporthub_ext.sandbox.people import BOT
from supporthub_ext.sandbox.slack.endpoint import MethodHandler, MissingHandler, PermalinkHandler
from supporthub_ext.sandbox.slack.opening import open_workspace
from supporthub_ext.sandbox.slack.threads import write_threads
from supporthub_ext.sandbox.web import Handler, Service
from supporthub_ext.sandbox.world import World


def make(world: World) -> Service:
    """Answer Slack for a world; its workspace is ``world.services["slack"]``."""
    workspace = world.services["slack"] = open_workspace(world)
    routes: list[tuple[str, type[Handler]]] = [
        (r"/api/([\w.]+)", MethodHandler),
        (r"/archives/(\w+)/p(\d+)", PermalinkHandler),
    ]

    def ready(url: str) -> dict[str, Any]:
        private, public = world.profile.channels
        workspace.team = replace(workspace.team, url=f"{url}/")  # permalinks begin with it
        write_threads(world, workspace)
        return {
            "url": f"{url}/api/",
            "bot_token": BOT.slack_token,
            "private_channel": world.places.private_channel,
            "private_channel_name": private,
            "public_channel": world.places.public_channel,
            "public_channel_name": public,
        }

    return Service("slack", routes, MissingHandler, ready)
