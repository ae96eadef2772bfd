"""Where the written page has moved away from the sentences that a process file quotes.

Words are compared, in their order: marks, capitals and line breaks change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from difflib import SequenceMatcher

from supporthub_ext.process.definition import Process
from supporthub_ext.process.definition_time import Target

WORD = re.compile(r"[^\W_]+")
END_OF_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\s*[•\n]\s*")
APOSTROPHE = re.compile("['\u2019]")
LEFT_OUT = re.compile(r"\.{3}|…")
CLOSE = 0.5  # share of words in common, from which on a sentence is worth showing


@dataclass(frozen=True, slots=True)
class Drifted:
    """A quoted sentence that the page does not say: where it is quoted, and what comes closest there."""

    sentence: str
    places: tuple[str, ...]
    closest: str | None


def quotes(process: Process) -> dict[str, tuple[str, ...]]:
    """Answer every sentence that a process quotes from the page, with the places that quote it."""
    found: dict[str, tuple[str, ...]] = {}
    for place, sentence in _quoted(process):
        found[sentence] = (*found.get(sentence, ()), place)
    return found


def drifted(known: Mapping[str, tuple[str, ...]], page: str) -> list[Drifted]:
    """Answer the sentences that a page does not say, in the order of the process file."""
    said = _joined(page)
    return [
        Drifted(sentence, places, _closest(sentence, page))
        for sentence, places in known.items()
        if not _is_said(sentence, said)
    ]


def _quoted(process: Process) -> Iterator[tuple[str, str]]:
    for item in fields(process.targets):
        target: Target | None = getattr(process.targets, item.name)
        if target and target.sentence:
            yield f"targets.{item.name}", target.sentence
    for question in process.impact.questions:
        if question.sentence:
            yield f"impact.questions, {question.name}", question.sentence
    for step, sentence in process.sentences.items():
        yield f"sentences.{step}", sentence


def _words(text: str) -> list[str]:
    return WORD.findall(APOSTROPHE.sub("", text).casefold())


def _joined(text: str) -> str:
    return f" {' '.join(_words(text))} "


def _is_said(sentence: str, said: str) -> bool:
    """Answer whether each part of a sentence is said, one after the other; ``...`` leaves words out."""
    at = 0
    for part in filter(_words, LEFT_OUT.split(sentence)):
        at = said.find(_joined(part), at)
        if at < 0:
            return False
    return True


def _closest(sentence: str, page: str) -> str | None:
    wanted = _words(sentence)
    best, share = None, CLOSE
    for candidate in filter(None, map(str.strip, END_OF_SENTENCE.split(page))):
        matcher = SequenceMatcher(None, wanted, _words(candidate), autojunk=False)
        if matcher.quick_ratio() >= share and (ratio := matcher.ratio()) >= share:
            best, share = " ".join(candidate.split()), ratio
    return best
