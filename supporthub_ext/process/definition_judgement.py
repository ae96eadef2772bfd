"""The parts of process.toml about judgement: impact, the order of the queue, asking, audiences, events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from supporthub_ext.models import ImpactLevel
from supporthub_ext.process.definition_checks import Count, Days, Factor, Points, Text


@dataclass(frozen=True, slots=True)
class ImpactQuestion:
    """A question worth asking, in words for the requester; ``points`` has its answers, worst first."""

    name: Text
    text: Text
    points: Mapping[str, Points]
    words: Mapping[str, Text]  # what each answer says, in a sentence of the explanation
    sentence: str = ""

    def __post_init__(self) -> None:
        """Refuse answers without words, or whose points do not fall."""
        if set(self.points) != set(self.words):
            raise ValueError("words", f"words of {self.name} must have the same answers as its points.")
        if list(self.points.values()) != sorted(self.points.values(), reverse=True):
            raise ValueError("points", f"points of {self.name} must stand worst first.")


@dataclass(frozen=True, slots=True)
class ImpactLevels:
    """From how many points on a ticket has which level; below ``medium`` it is low."""

    critical: Count
    high: Count
    medium: Count

    def __post_init__(self) -> None:
        """Refuse levels that do not rise."""
        if not self.critical > self.high > self.medium:
            raise ValueError("critical", "impact.levels must fall: critical, high, medium.")


@dataclass(frozen=True, slots=True)
class OneCause:
    """So many tickets of one hub in so many hours raise the question of one cause."""

    tickets: Count
    hours: Count


@dataclass(frozen=True, slots=True)
class Impact:
    """How answers become a level.

    ``always_critical`` names answers which together are critical whatever the points say.
    ``weights`` is what a level weighs in the order of the queue.
    """

    questions: tuple[ImpactQuestion, ...]
    levels: ImpactLevels
    always_critical: Mapping[str, tuple[str, ...]]
    weights: Mapping[ImpactLevel, Factor]
    one_cause: OneCause

    def __post_init__(self) -> None:
        """Refuse a rule about a question that nobody asks, and a level without a weight."""
        if missing := [level for level in get_args(ImpactLevel) if level not in self.weights]:
            raise ValueError("weights", f"impact.weights needs {', '.join(missing)}.")
        known = {question.name: question.points for question in self.questions}
        for name, answers in self.always_critical.items():
            if name not in known or not set(answers) <= set(known[name]):
                raise ValueError("always_critical", f"{name} = {list(answers)} is no answer of a question.")


@dataclass(frozen=True, slots=True)
class QueueOrder:
    """The one rule behind the order: impact weighs, and time halves or doubles the weight.

    It halves with every ``half_life_hours`` of working time that are left, and doubles with every
    ``late_days_that_double`` working days that it is late. A critical ticket stands as if it were due
    ``critical_hours_ahead`` hours sooner. ``update_alone`` and the others lower or lift it.
    """

    half_life_hours: Factor
    late_days_that_double: Days
    critical_hours_ahead: Points
    update_alone: Factor
    event_today: Factor
    busy_hub: Factor
    outage: Factor


@dataclass(frozen=True, slots=True)
class Asking:
    """How an engineer is chosen. ``cues`` are the reasons for somebody, the first counts first."""

    cues: tuple[Literal["touched_it", "skill", "wants_to_learn", "capacity"], ...]
    recent_days: Count
    open_many: Count
    never_twice_in_a_row: bool = True
    declining_counts: bool = False


@dataclass(frozen=True, slots=True)
class AudienceRules:
    """What may stand in public although it comes from a ticket."""

    community_in_public: bool
    ticket_link_in_public: bool
    quote_words: Count
    private_links: tuple[Text, ...] = ()
    allowed_words: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Representatives:
    """Where it stands who may ask for support, and the page that says so."""

    source: Literal["freshdesk", "file"]
    page: Text
    contact_tag: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class HandoverInSlack:
    """What Slack shows after a handover: the user group's handle and the channel's topic; empty for neither.

    ``{stewards}`` in the topic stands for the names of those on duty.
    """

    user_group: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Events:
    """Events of hubs: the notice that we ask for, and how near one must be to be called soon."""

    notice_days: Count
    soon_days: Count
    watch_minutes: Count


@dataclass(frozen=True, slots=True)
class Silence:
    """When a requester does not answer: ask again after a while, and after so many times close kindly."""

    working_days: Days
    times: Count
