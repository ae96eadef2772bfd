"""Words taken from a conversation: six or more in a row, whatever the case, punctuation, quoting or breaks.

A word is what stands between blanks, so a path is one word. What software wrote does not count: see
``machine``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from supporthub_ext.process.audience.layer import Layer, fold
from supporthub_ext.process.audience.machine import is_machine, segments

BETWEEN_WORDS = r"\s,;!?\"()“”«»…"
TOKEN = re.compile(rf"[^{BETWEEN_WORDS}]+")
LETTERS = re.compile(r"[^\W_]+")

Token = tuple[str, int, int]


@lru_cache(maxsize=8)  # one text is held against what the requester and what the team said
def tokens(text: str) -> list[Token]:
    """Answer the words of a folded text as letters and digits alone, and where each begins and ends."""
    found = []
    for match in TOKEN.finditer(text.replace("--", "  ")):
        word = match.group()
        letters = word if word.isalnum() else "".join(LETTERS.findall(word))
        if letters:
            found.append((letters, match.start(), match.end()))
    return found


@lru_cache(maxsize=32)
def _runs_of(texts: tuple[str, ...], length: int) -> frozenset[tuple[str, ...]]:
    return frozenset(run for text in texts for run in _runs([word[0] for word in tokens(fold(text))], length))


def _runs(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(length)), strict=False)


def quote_spans(
    written: str, folded: Layer, texts: tuple[str, ...], length: int
) -> Iterator[tuple[int, int]]:
    """Answer where the folded reading repeats ``length`` or more words of one of the texts."""
    known = _runs_of(texts, length)
    if not known:
        return
    words = tokens(folded.text)
    for first, last in _stretches(
        [run in known for run in _runs([word[0] for word in words], length)], length
    ):
        yield from _persons_words(written, folded, words[first:last], length)


def _stretches(hits: list[bool], length: int) -> Iterator[tuple[int, int]]:
    """Answer the stretches of words that are covered by hits, as long as they get."""
    start, end = 0, -1
    for place in (place for place, hit in enumerate(hits) if hit):
        if place > end:
            if end > 0:
                yield start, end
            start = place
        end = place + length
    if end > 0:
        yield start, end


def _persons_words(written: str, folded: Layer, words: list[Token], length: int) -> Iterator[tuple[int, int]]:
    """Answer the parts of one stretch that a person wrote and that are long enough."""
    start, end = folded.span(words[0][1], words[-1][2])
    human: list[Token] = []
    for first, last in segments(written[start:end]):
        inside = [word for word in words if first <= folded.span(word[1], word[2])[0] - start < last]
        if not is_machine(written[start + first : start + last]):
            human += inside
            continue
        if len(human) >= length:
            yield human[0][1], human[-1][2]
        human = []
    if len(human) >= length:
        yield human[0][1], human[-1][2]
