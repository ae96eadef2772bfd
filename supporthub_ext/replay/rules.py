"""What all lives of a play have in common: the promises of the process file, in working minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supporthub_ext.process.definition import Process
from supporthub_ext.replay.load import Load
from supporthub_ext.replay.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers of a process that a life needs; ``needs`` says what a kind of request needs.

    ``look_again`` is when a silence is worth another look, ``times`` how often before it is closed.
    """

    load: Load
    line: Timeline
    first_response: int
    reply: int
    update: int
    update_soon: int
    tell_resolved: int
    look_again: int
    times: int
    asks_impact: frozenset[str]
    needs: Mapping[str, str | None]

    def lengths(self) -> Mapping[str, int]:
        """Answer how long each kind of promise runs."""
        return {
            "first_response": self.first_response,
            "reply": self.reply,
            "update": self.update,
            "tell_resolved": self.tell_resolved,
            "answer_engineer": self.reply,
        }


def rules(process: Process, load: Load, line: Timeline) -> Rules:
    """Answer the rules of a process; a part of a minute is rounded."""

    def minutes(days: float) -> int:
        return round(days * line.day)

    targets = process.targets
    return Rules(
        load,
        line,
        first_response=minutes(targets.first_response.working_days),
        reply=minutes(targets.reply.working_days),
        update=minutes(targets.update.working_days),
        update_soon=minutes(targets.update.due_soon_from or targets.update.working_days),
        tell_resolved=minutes(targets.tell_resolved.working_days),
        look_again=minutes(process.silence.working_days),
        times=process.silence.times,
        asks_impact=frozenset(kind.name for kind in process.kinds if kind.ask_impact),
        needs={kind.name: kind.needs for kind in process.kinds},
    )
