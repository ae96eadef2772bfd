"""The parts of process.toml about places: channels, FreshDesk's words, the repository and the board."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from supporthub_ext.models import Audience, Status
from supporthub_ext.process.definition_checks import (
    ChannelName,
    Colour,
    Count,
    RepositoryName,
    Text,
)

Means = Literal["open", "pending", "waiting_on_requester", "waiting_on_other", "resolved", "closed"]


@dataclass(frozen=True, slots=True)
class Channel:
    """A Slack channel, named without #, and who can read it."""

    name: ChannelName
    audience: Literal["team", "public"]
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Channels:
    """``tickets`` is where tickets are talked about, ``general`` where operating the hubs is."""

    tickets: Channel
    general: Channel

    def __post_init__(self) -> None:
        """Refuse to talk about tickets in public."""
        if self.tickets.audience != "team":
            raise ValueError("tickets", "channels.tickets must have audience team: it holds private matters.")


@dataclass(frozen=True, slots=True)
class Threads:
    """When a ticket gets a thread, and which of the team's messages there want an answer."""

    policy: Literal["when_needed", "each"]
    answer: Literal["questions", "all"] = "questions"


@dataclass(frozen=True, slots=True)
class TicketStatus:
    """What a FreshDesk status number means to the process, and what setting it does to the requester."""

    means: Means
    label: Text
    side_effect: str = ""


@dataclass(frozen=True, slots=True)
class TicketFields:
    """Names of FreshDesk's custom fields; the first that holds a value counts."""

    hub: tuple[Text, ...]
    event_date: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Repository:
    """Where support issues live, ``OWNER/NAME``, and who can read it when we can't ask."""

    name: RepositoryName
    audience: Audience = "public"


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the repository; it is created with this colour and description when it is missing."""

    name: Text
    colour: Colour
    description: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """``support`` marks every support issue; ``event`` marks those about an event."""

    support: Label
    event: Label


@dataclass(frozen=True, slots=True)
class BoardFields:
    """What the board calls its fields; they are looked up by name whenever they are needed."""

    status: Text
    sprint: Text
    priority: str = ""


@dataclass(frozen=True, slots=True)
class BoardOptions:
    """What the board calls the choices that we set; ``priority`` may be empty where it has none."""

    ready: Text
    working: Text
    done: Text
    needs_input: str = ""
    priority: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """The Sprint Board: an organisation's project, found by its number."""

    name: Text
    organisation: Text
    number: Count
    fields: BoardFields
    options: BoardOptions
    position: Literal["top", "after_support"] = "after_support"


Statuses = Mapping[int, TicketStatus]


def status_means(statuses: Statuses, number: int) -> Status:
    """Answer what a status number means; an unmapped one is ``unknown``, never guessed."""
    return statuses[number].means if number in statuses else "unknown"
