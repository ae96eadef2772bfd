"""Names of the ticket's people, exact and loose, where they stand in a text.

Loose means: any case, with or without accents, a given or family name alone, a short form, possessive, an
initial with the family name, both in one word as user names have it, and escaped as in names of pods. A
part that is also an ordinary word counts where it is placed like a name; written with a capital letter
inside a sentence it is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from supporthub_ext.process.audience.layer import Layer
from supporthub_ext.process.audience.name_shapes import WORD, Shapes
from supporthub_ext.process.audience.ordinary import ORDINARY
from supporthub_ext.process.audience.record import Level

Word = tuple[str, int, int]
Found = tuple[int, int, Level]

# KubeSpawner writes "." "-" "_" and "@" of a user name like this in the names of pods and volumes.
ESCAPED = re.compile(r"-(?:2e|2d|5f|40)(?=[a-z0-9])")
BEFORE_A_NAME = frozenset(
    "dr prof professor mr mrs ms mx miss hi hello dear hey thanks cheers regards from by ask tell told user "
    "colleague instructor student herr frau".split()
)
AFTER_A_NAME = frozenset(
    "says said wrote writes reports reported asks asked mentioned mentions confirmed confirms told tells replied "
    "noticed wants wanted tried tries hopes hoped complained thinks thought saw".split()
)
SENTENCE_ENDS = ".!?:\n>*-•|#\"'(“"
WIDEST_GAP = 4  # characters between the words of one name: ", ", "' ", " - "


@lru_cache(maxsize=64)
def shapes_of(names: tuple[str, ...]) -> Shapes:
    """Answer every way of writing these names; kept, since a ticket is checked many times."""
    shapes = Shapes()
    for name in names:
        shapes.add(name)
    return shapes


def name_spans(written: str, folded: Layer, names: tuple[str, ...]) -> Iterator[Found]:
    """Answer where a name begins and ends in the folded reading, and how sure that is."""
    shapes = shapes_of(names)
    text = ESCAPED.sub("   ", folded.text)
    words = [(match.group(), match.start(), match.end()) for match in WORD.finditer(text)]
    for index, word in enumerate(words):
        yield from _at(index, word, words, text, shapes, written, folded)
    for name in shapes.unspaced:
        for match in re.finditer(re.escape(name), text):
            yield match.start(), match.end(), "stop"


def _at(
    index: int, word: Word, words: list[Word], text: str, shapes: Shapes, written: str, folded: Layer
) -> Iterator[Found]:
    letters, start, end = word
    for rest in shapes.runs.get(letters, ()):
        last = _last_of_run(index, rest, words, text)
        if last is not None:
            yield start, last, "stop"
    if len(letters) == 1:
        yield from _initial(index, words, text, shapes, written, folded)
    elif letters in shapes.joined or letters in shapes.alone:
        if _stands_alone(word, text) and (len(letters) > 2 or _is_titled(start, end, written, folded)):
            yield start, end, "stop"
    elif letters in shapes.doubtful:
        level = _level_of_doubtful(index, words, text, written, folded)
        if level is not None:
            yield start, end, level


def _last_of_run(index: int, rest: tuple[str, ...], words: list[Word], text: str) -> int | None:
    """Answer where the run ends that begins at ``index`` and goes on with ``rest``; one middle name may stand between."""
    for skipped in (0, 1):
        following = words[index + 1 + skipped : index + 1 + skipped + len(rest)]
        if tuple(word[0] for word in following) == rest and _close(
            words[index : index + 1 + skipped + len(rest)], text
        ):
            return following[-1][2]
    return None


def _close(words: list[Word], text: str) -> bool:
    gaps = [text[one[2] : other[1]] for one, other in zip(words, words[1:], strict=False)]
    return all(len(gap) <= WIDEST_GAP and "\n\n" not in gap for gap in gaps)


def _initial(
    index: int, words: list[Word], text: str, shapes: Shapes, written: str, folded: Layer
) -> Iterator[Found]:
    pair = words[index : index + 2]
    if len(pair) < 2 or (pair[0][0], pair[1][0]) not in shapes.initials or not _close(pair, text):
        return
    if pair[1][0] in ORDINARY and not all(_is_titled(word[1], word[2], written, folded) for word in pair):
        return
    yield pair[0][1], pair[1][2], "stop"


def _stands_alone(word: Word, text: str) -> bool:
    """Answer False inside a hash or an id: letters right after a digit, or few letters right before one."""
    letters, start, end = word
    if start and text[start - 1].isdigit():
        return False
    return len(letters) > 3 or not text[end : end + 1].isdigit()


def _level_of_doubtful(index: int, words: list[Word], text: str, written: str, folded: Layer) -> Level | None:
    _, start, end = words[index]
    if not _is_titled(start, end, written, folded):
        return None
    before = words[index - 1][0] if index and _close(words[index - 1 : index + 1], text) else ""
    after = words[index + 1][0] if index + 1 < len(words) and _close(words[index : index + 2], text) else ""
    possessive = after == "s" and text[end : end + 1] == "'"
    if before in BEFORE_A_NAME or after in AFTER_A_NAME or possessive:
        return "stop"
    return None if _begins_sentence(start, text) else "warn"


def _begins_sentence(start: int, text: str) -> bool:
    before = text[:start].rstrip(" \t_")
    return not before or before[-1] in SENTENCE_ENDS or text[:start].endswith("\n")


def _is_titled(start: int, end: int, written: str, folded: Layer) -> bool:
    first, last = folded.span(start, end)
    return written[first].isupper() and (last - first == 1 or not written[first:last].isupper())
