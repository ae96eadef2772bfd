"""The parts of process.toml about who is on duty when, working time and promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from typing import Literal, get_args

from supporthub_ext.process.definition_checks import Count, Days, Hours, Points, Text, Zone

Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


@dataclass(frozen=True, slots=True)
class Roles:
    """What people are called, one and several; every text and every view takes the words from here."""

    steward: Text
    stewards: Text
    team: Text
    engineer: Text
    engineers: Text
    representative: Text
    representatives: Text


@dataclass(frozen=True, slots=True)
class Handover:
    """The moment at which a seat changes hands, in the process's own zone."""

    weekday: Weekday
    time: time
    zone: Zone
    occasion: str = ""


@dataclass(frozen=True, slots=True)
class Holidays:
    """The days of a year that run at reduced capacity, counted from its two ends."""

    last_days_of_year: Points = 0
    first_days_of_year: Points = 0


@dataclass(frozen=True, slots=True)
class RotaRule:
    """Who holds which seat when: the rule, without any name of a person but the anchor's.

    ``anchor_person`` is a roster id; empty means the first active steward by name.
    ``calendar_title`` is how the Team Roles calendar titles a tour. ``steward_group`` is the handle of a
    Slack user group whose people are the stewards, in place of those whom the roster marks.
    """

    seats: Count
    tour_days: Count
    stagger_days: Count
    anchor: date
    order: Literal["alphabetical"]
    handover: Handover
    anchor_person: str = ""
    calendar_title: str = ""
    steward_group: str = ""
    holidays: Holidays = Holidays()

    def __post_init__(self) -> None:
        """Refuse a rota whose seats would not stay filled, or whose anchor is no handover."""
        if self.stagger_days * self.seats != self.tour_days:
            raise ValueError(
                "tour_days", "rota.tour_days must be seats x stagger_days, or a seat stays empty."
            )
        weekday = WEEKDAYS[self.anchor.weekday()]
        if weekday != self.handover.weekday:
            raise ValueError("anchor", f"rota.anchor is a {weekday}, but handover.weekday is another day.")
        if self.stagger_days % 7:
            raise ValueError("stagger_days", "rota.stagger_days must be whole weeks: 7, 14, 21 ...")


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which nobody works, both inclusive, whole days of the working time's zone."""

    name: Text
    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        """Refuse a closure that ends before it begins."""
        if self.last_day < self.first_day:
            raise ValueError("last_day", "last_day must not be before first_day.")


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """What counts as working time: whole days of a zone, or a window of hours in them, less closures."""

    days: tuple[Weekday, ...]
    zone: Zone
    office: Hours = ()
    closures: tuple[Closure, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a week without a working day."""
        if not self.days:
            raise ValueError("days", "working_time.days must name at least one weekday.")


@dataclass(frozen=True, slots=True)
class Target:
    """One promise: so many working days, and from when on it is shown as due soon.

    ``ours`` is true where the written process does not ask for it; it is off unless it says ``on``.
    """

    label: Text  # completes "we promise ..."
    working_days: Days
    due_soon_from: Days | None = None
    sentence: str = ""
    on: bool = True
    ours: bool = False

    def __post_init__(self) -> None:
        """Refuse a warning that comes after the promise."""
        if self.due_soon_from is not None and self.due_soon_from > self.working_days:
            raise ValueError("due_soon_from", "due_soon_from must not be later than working_days.")


@dataclass(frozen=True, slots=True)
class Targets:
    """What is promised. The first five are the process's own; the others are ours and may be left out."""

    first_response: Target
    reply: Target
    update: Target
    tell_resolved: Target
    hub_support: Target
    during_event: Target | None = None
    incident: Target | None = None
    follow_up: Target | None = None

    def named(self) -> Mapping[str, Target]:
        """Answer the targets that are on, by name."""
        pairs = ((item.name, getattr(self, item.name)) for item in fields(self))
        return {name: target for name, target in pairs if target is not None and target.on}

    def is_on(self, name: str) -> bool:
        """Answer whether a target is promised."""
        return name in self.named()
