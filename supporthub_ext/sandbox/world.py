"""The one world that all services of the sandbox share."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from supporthub_ext.sandbox.agenda import Agenda
from supporthub_ext.sandbox.clock import Clock
from supporthub_ext.sandbox.deeds import Deeds
from supporthub_ext.sandbox.escalations import Escalation
from supporthub_ext.sandbox.faults import Faults
from supporthub_ext.sandbox.people import Colleague, on_duty
from supporthub_ext.sandbox.profile import Profile, read_profile

LOG_LENGTH = 100_000  # requests remembered; a long soak must not eat the memory


@dataclass(frozen=True, slots=True)
class Places:
    """Where the team works, whatever the profile: what the ready line and the process file name."""

    org: str = "lagoon-hubs"
    repository: str = "lagoon-hubs/infrastructure"
    project: int = 4
    private_channel: str = "C0SUPPORT1"
    public_channel: str = "C0HUBHELP1"


@dataclass(slots=True)
class World:
    """What is shared: the clock, things to come, deeds, faults, the log, and where each service listens.

    ``urls`` maps a service's name to its root URL, filled as services start. ``services`` is where a service
    keeps its own state for others of the sandbox to find, by name. ``problems`` are rows of ``--load`` that
    could not be used; ``invented`` says whether there is more than such rows. ``escalations`` are the threads
    and issues that exist from the beginning: FreshDesk's invented conversations mention them, Slack and
    GitHub show them. ``profile`` is the written process that the team follows.
    """

    seed: int
    clock: Clock
    plan: str = "none"
    tickets: int = 200
    open_tickets: int = 40
    load: Path | None = None
    invented: bool = True
    profile: Profile = field(default_factory=read_profile)
    places: Places = field(default_factory=Places)
    agenda: Agenda = field(default_factory=Agenda)
    deeds: Deeds = field(default_factory=Deeds)
    faults: Faults = field(default_factory=Faults)
    log: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=LOG_LENGTH))
    urls: dict[str, str] = field(default_factory=dict)
    services: dict[str, Any] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)
    escalations: list[Escalation] = field(default_factory=list)

    def on_duty(self) -> tuple[Colleague, ...]:
        """Answer who is on support duty now, the longest-serving first."""
        return on_duty(self.clock.now().date(), self.profile.seats)
