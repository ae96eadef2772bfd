"""A text as a rule reads it, with the way back to the text as it was written.

Rules look at two readings. ``plain`` undoes what hides a character from a pattern: full-width forms and
invisible characters. ``folded`` also drops case and accents, so that ``Núñez`` and ``NUNEZ`` are one name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

# Letters that Unicode does not take apart, marks that people type for one another, and "ß", as they are
# spelled on a keyboard without them.
SPELLED = {
    "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss",
    "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "—": "-",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layer:
    """One reading of a text. ``origin[i]`` is where character ``i`` stands in the text as written."""

    text: str
    origin: tuple[int, ...] | None  # None: every character stands where it stood

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Answer where ``text[start:end]`` begins and ends in the text as written."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    if unicodedata.category(character) == "Cf":
        return ""
    return unicodedata.normalize("NFKC", character)


@lru_cache(maxsize=4096)
def _folded_character(character: str) -> str:
    small = unicodedata.normalize("NFKD", _plain_character(character)).casefold()
    return "".join(SPELLED.get(part, part) for part in small if unicodedata.category(part) != "Mn")


def _layer(text: str, rewrite: Callable[[str], str]) -> Layer:
    pieces: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        piece = rewrite(character)
        pieces.append(piece)
        origin.extend([place] * len(piece))
    return Layer("".join(pieces), tuple(origin))


def plain(text: str) -> Layer:
    """Answer the text with full-width forms made plain and invisible characters gone."""
    return Layer(text, None) if text.isascii() else _layer(text, _plain_character)


def folded(text: str) -> Layer:
    """Answer the text without case, accents, invisible characters and typographic quotes and dashes."""
    if text.isascii():
        return Layer(text.lower().replace("`", "'"), None)
    return _layer(text, _folded_character)


def fold(text: str) -> str:
    """Answer only the folded text, for where the way back is not needed."""
    return folded(text).text
