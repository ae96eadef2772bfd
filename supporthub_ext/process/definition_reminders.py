"""The parts of process.toml about what is said unasked: the morning digest, nudges, and what counts as stuck.

The written process asks for none of it; it is ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Literal

from supporthub_ext.process.definition_checks import Count, Days
from supporthub_ext.process.definition_time import Weekday


@dataclass(frozen=True, slots=True)
class Reminders:
    """Where reminders go, from which hour of a person's own day on, and how long before a promise is due.

    ``channel`` is the private channel, ``direct`` a direct message to each person.
    """

    on: bool
    where: Literal["channel", "direct"]
    digest_at: time
    nudge_hours: Days


@dataclass(frozen=True, slots=True)
class Stuck:
    """When a ticket needs another look. All are working days but ``turns``: messages to and fro.

    ``look_on`` is the day on whose morning the digest names them.
    """

    look_on: Weekday
    old_days: Days
    engineer_days: Days
    late_days: Days
    turns: Count
    declined: Count
