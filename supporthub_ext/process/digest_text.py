"""The morning's digest in words: short sections, the worst first; nothing at all when nothing is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from supporthub_ext.process.definition_time import WEEKDAYS

MOST_LINES = 5  # of a section; the queue has them all
MOST_CHARACTERS = 3_600  # Slack takes 4,000, and escaping makes a text longer
CUT = "… the queue has the rest."


@dataclass(frozen=True, slots=True)
class Section:
    """One heading and its lines."""

    title: str
    lines: Sequence[str]


def digest_text(day: date, sections: Sequence[Section]) -> str:
    """Answer the digest of a day; empty when no section has a line."""
    parts = [_part(section) for section in sections if section.lines]
    if not parts:
        return ""
    opening = f"Support on {WEEKDAYS[day.weekday()]} {day.day} {day:%B}"
    return _cut("\n\n".join([opening, *parts]))


def _part(section: Section) -> str:
    lines = [f"• {line}" for line in section.lines[:MOST_LINES]]
    more = len(section.lines) - len(lines)
    return "\n".join([f"{section.title}:", *lines, *([f"• and {more} more"] if more else [])])


def _cut(text: str) -> str:
    """Answer a text that fits, cut at the end of a line."""
    if len(text) <= MOST_CHARACTERS:
        return text
    kept = text[: MOST_CHARACTERS - len(CUT) - 1]
    return f"{kept[: kept.rfind(chr(10))]}\n{CUT}"
