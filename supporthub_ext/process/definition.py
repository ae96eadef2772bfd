"""The written process as data: process.toml, read whole or refused with its line."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from supporthub_ext.errors import ProcessFileError
from supporthub_ext.models import StepName
from supporthub_ext.process.definition_checks import Mail, Text, Url
from supporthub_ext.process.definition_extends import whole, written
from supporthub_ext.process.definition_judgement import (
    Asking,
    AudienceRules,
    Events,
    HandoverInSlack,
    Impact,
    QueueOrder,
    Representatives,
    Silence,
)
from supporthub_ext.process.definition_news import News
from supporthub_ext.process.definition_places import (
    Board,
    Channels,
    Labels,
    Repository,
    Threads,
    TicketFields,
    TicketStatus,
)
from supporthub_ext.process.definition_reader import Reader, Wrong
from supporthub_ext.process.definition_reminders import Reminders, Stuck
from supporthub_ext.process.definition_requests import Kind, NoiseRule, Thanks
from supporthub_ext.process.definition_texts import Texts
from supporthub_ext.process.definition_time import Roles, RotaRule, Targets, WorkingTime
from supporthub_ext.process.toml_places import line_at

PROFILES = ("process.toml", "profiles/later.toml")
"""The process files that ship with us, beside this file; the first is the process as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """The whole process. Each part is a section of process.toml of the same name.

    ``statuses`` maps FreshDesk's status numbers; ``kinds`` and ``noise`` are tried in their order.
    ``sentences`` quotes, for a step, what the written process says about it. A file that ``extends`` another
    says only what differs.
    """

    extends: Literal["as_written"] | None = None
    process_name: Text
    version: Text
    source: Url
    support_address: Mail
    roles: Roles
    rota: RotaRule
    working_time: WorkingTime
    targets: Targets
    silence: Silence
    channels: Channels
    threads: Threads
    statuses: Mapping[int, TicketStatus]
    fields: TicketFields
    kinds: tuple[Kind, ...]
    noise: tuple[NoiseRule, ...]
    thanks: Thanks
    repository: Repository
    labels: Labels
    board: Board
    impact: Impact
    queue: QueueOrder
    asking: Asking
    audience: AudienceRules
    representatives: Representatives
    handover: HandoverInSlack
    events: Events
    reminders: Reminders
    stuck: Stuck
    sentences: Mapping[StepName, Text]
    news: News
    texts: Texts

    def __post_init__(self) -> None:
        """Refuse to take the stewards from a group that a handover fills with two of them."""
        if self.rota.steward_group and self.rota.steward_group == self.handover.user_group:
            raise ValueError(
                "rota", "rota.steward_group must not be handover.user_group, which holds those on duty alone."
            )

    def kind(self, name: str | None) -> Kind | None:
        """Answer the kind of request of a name, or None."""
        return next((kind for kind in self.kinds if kind.name == name), None)

    def kind_of_type(self, freshdesk_type: str | None) -> str | None:
        """Answer the name of the kind that a FreshDesk type value stands for, or None."""
        return next((kind.name for kind in self.kinds if freshdesk_type in kind.types), None)

    def status_number(self, means: str) -> int | None:
        """Answer FreshDesk's lowest number for a meaning such as ``resolved``, or None."""
        return min(
            (number for number, status in self.statuses.items() if status.means == means), default=None
        )


def load(path: Path | None = None) -> Process:
    """Answer the process that a file describes; None is the process as written, which ships with us.

    Raises
    ------
    ProcessFileError
        When the file can't be read or is wrong; the message names the line and what is allowed.
    """
    return _packaged() if path is None else parse(_text(path))


def profile(name: str) -> Path:
    """Answer where a process file that ships with us stands, by its name in `PROFILES`."""
    return Path(__file__).parent / name


def check(path: Path) -> list[str]:
    """Answer everything that is wrong with a process file, line by line; empty when it is good."""
    try:
        text = _text(path)
    except ProcessFileError as problem:
        return [problem.message]
    return _read(text)[1]


def parse(text: str) -> Process:
    """Answer the process that the text of a process.toml describes.

    Raises
    ------
    ProcessFileError
        When it is wrong; the message holds the first fault.
    """
    process, faults = _read(text)
    if process is None:
        more = f" ({len(faults) - 1} more)" if len(faults) > 1 else ""
        raise ProcessFileError(faults[0] + more)
    return process


@cache
def _packaged() -> Process:
    return parse(written())


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise ProcessFileError(f"The process file {path.name} can't be read: {problem}.") from problem


def _read(text: str) -> tuple[Process | None, list[str]]:
    try:
        table = whole(tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        return None, [_not_toml(problem)]
    reader = Reader()
    process = reader.record(Process, table)
    faults = sorted((line_at(text, fault.place), index, fault) for index, fault in enumerate(reader.faults))
    return process, [_sentence(line, fault) for line, _, fault in faults]


def _sentence(line: int, fault: Wrong) -> str:
    return f"line {line}: {fault.sentence}"


def _not_toml(problem: tomllib.TOMLDecodeError) -> str:
    what, _, where = str(problem).rpartition(" (at ")
    line = where.removeprefix("line ").partition(",")[0]
    return f"line {line}: {what}." if line.isdigit() else f"the last line: {problem}."
