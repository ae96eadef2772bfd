"""GitHub as a service of the sandbox."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.github.backlog import Backlog
from supporthub_ext.sandbox.github.opening import open_github
from supporthub_ext.sandbox.github.rest.base import Missing
from supporthub_ext.sandbox.github.routes import ROUTES
from supporthub_ext.sandbox.people import BOT
from supporthub_ext.sandbox.web import Service
from supporthub_ext.sandbox.world import World


def make(world: World) -> Service:
    """Answer GitHub for a world; its state is ``world.services["github"]``."""
    state = world.services["github"] = open_github(world)
    backlog = Backlog(world, state)
    backlog.write()

    def ready(url: str) -> dict[str, Any]:
        for escalation in world.escalations:  # only now is it known where FreshDesk listens
            backlog.escalate(escalation)
        return {
            "url": f"{url}/api/v3",
            "token": BOT.github_token,
            "repository": world.places.repository,
            "org": world.places.org,
            "project": world.places.project,
        }

    return Service("github", ROUTES, Missing, ready)
