"""How badly users are hit: the answers to the process's questions as a level, with the reason for it.

"In general, how much does this incident impact the users of a given hub? is a good guideline for deciding
what to prioritize." Each answer counts some points and a worse one never fewer, so a worse answer never
lowers the level. What nobody knows counts nothing and is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from supporthub_ext.errors import InvalidField
from supporthub_ext.models import ImpactLevel
from supporthub_ext.process.definition_judgement import Impact, ImpactQuestion

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Assessment:
    """A level, and why. ``answers`` holds every question's name, with None for what nobody knows.

    ``questions`` are those still worth asking: unanswered, while their answers could raise the level.
    """

    answers: Mapping[str, str | None]
    level: ImpactLevel
    why: str
    questions: tuple[ImpactQuestion, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Answer the assessment as a ticket's panel shows it."""
        return {
            "answers": dict(self.answers),
            "level": self.level,
            "why": self.why,
            "questions": [
                {"name": question.name, "text": question.text, "answers": list(question.points)}
                for question in self.questions
            ],
        }


def assess(impact: Impact, answers: Mapping[str, str | None]) -> Assessment:
    """Answer the level of some answers; a question left out, None and ``unknown`` all mean nobody knows.

    Raises
    ------
    InvalidField
        When a question or an answer is not in the process file; it names the ones that are.
    """
    known = _known(impact, answers)
    level = _level(impact, known)
    return Assessment(
        answers={question.name: known.get(question.name) for question in impact.questions},
        level=level,
        why=_why(impact, known, level),
        questions=_worth_asking(impact, known, level),
    )


def questions_text(questions: tuple[ImpactQuestion, ...]) -> str:
    """Answer the questions as lines of a mail, in the process file's words for the requester."""
    return "\n".join(f"- {question.text}" for question in questions)


def _known(impact: Impact, answers: Mapping[str, str | None]) -> dict[str, str]:
    allowed = {question.name: question.points for question in impact.questions}
    known: dict[str, str] = {}
    for name, answer in answers.items():
        if name not in allowed:
            raise InvalidField(
                f'"{name}" is no impact question.', f"Ask: {', '.join(allowed)}.", field="answers"
            )
        if answer in (None, UNKNOWN):
            continue
        if answer not in allowed[name]:
            choices = ", ".join((*allowed[name], UNKNOWN))
            raise InvalidField(
                f'"{answer}" does not answer {name}.', f"Choose one of: {choices}.", field="answers"
            )
        known[name] = answer
    return known


def _points(impact: Impact, known: Mapping[str, str]) -> int:
    return sum(
        question.points[known[question.name]] for question in impact.questions if question.name in known
    )


def _level(impact: Impact, known: Mapping[str, str]) -> ImpactLevel:
    if not known:
        return "unknown"
    points, levels = _points(impact, known), impact.levels
    if points >= levels.critical or _always_critical(impact, known):
        return "critical"
    if points >= levels.high:
        return "high"
    return "medium" if points >= levels.medium else "low"


def _always_critical(impact: Impact, known: Mapping[str, str]) -> bool:
    """Answer whether each answer of the rule, or a worse one, was given: "down" for "all" or "many"."""
    points = {question.name: question.points for question in impact.questions}
    return bool(impact.always_critical) and all(
        name in known and points[name][known[name]] >= min(points[name][answer] for answer in answers)
        for name, answers in impact.always_critical.items()
    )


def _worth_asking(impact: Impact, known: Mapping[str, str], level: ImpactLevel) -> tuple[ImpactQuestion, ...]:
    open_ = tuple(question for question in impact.questions if question.name not in known)
    worst = {question.name: next(iter(question.points)) for question in open_}
    return open_ if _level(impact, {**known, **worst}) != level else ()


def _why(impact: Impact, known: Mapping[str, str], level: ImpactLevel) -> str:
    if level == "unknown":
        return "Nobody knows yet how badly users are hit."
    given = [question for question in impact.questions if question.name in known]
    said = ", ".join(
        f"{question.words[known[question.name]]} ({question.points[known[question.name]]})"
        for question in given
    )
    missing = [question.name for question in impact.questions if question.name not in known]
    unknown = f" Not known: {', '.join(missing)}." if missing else ""
    return f"{said[0].upper()}{said[1:]}. {_rule(impact, known, level)}{unknown}"


def _rule(impact: Impact, known: Mapping[str, str], level: ImpactLevel) -> str:
    """Say which rule made the level, with the numbers to compute it again."""
    points, levels = _points(impact, known), impact.levels
    if level == "critical" and points < levels.critical:
        names = " and ".join(impact.always_critical)
        return f"These answers to {names} are always critical."
    if level == "low":
        return f"Together {points}: low, below {levels.medium}."
    bar = {"critical": levels.critical, "high": levels.high, "medium": levels.medium}[level]
    return f"Together {points}: {level}, from {bar} on."
