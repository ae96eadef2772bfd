"""The list of services. To add one: write ``make(world) -> Service`` in its room, and put its address here.

Each service gets a port of its own, in this order. ``Service.name`` is its key in the ready line, in
``world.urls``, in faults and in the log; what a service must remember it keeps in ``world.services[name]``.
A service whose ``ready`` answers ``None`` has no part in the ready line. Things that happen later go into
``world.agenda.at(moment, happening)``; what somebody did is told with ``world.deeds.tell(kind, at, ...)``.
"""

from __future__ import annotations

from importlib import import_module

from supporthub_ext.sandbox.web import Service
from supporthub_ext.sandbox.world import World

# Imported when the sandbox starts, not before.
MAKERS = (
    "supporthub_ext.sandbox.freshdesk.service",
    "supporthub_ext.sandbox.freshdesk.attachments",
    "supporthub_ext.sandbox.control",
    "supporthub_ext.sandbox.github.service",
    "supporthub_ext.sandbox.slack.service",  # after the two that its threads link to
    "supporthub_ext.sandbox.calendar.service",
)

IN_READY_LINE = ("freshdesk", "slack", "github", "calendar", "control")


def make_all(world: World) -> list[Service]:
    """Answer every service, made for a world."""
    return [import_module(address).make(world) for address in MAKERS]
