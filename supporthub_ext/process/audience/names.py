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

from supporthub_ext.process.audience.name_shapes import Shapes
from supporthub_ext.process.audience.record import Level
from supporthub_ext.process.audience.text_words import WordsOfAText
from supporthub_ext.process.audience.words import ORDINARY, words

Found = tuple[int, int, Level]

BEFORE_A_NAME = words("before_a_name")
AFTER_A_NAME = words("after_a_name")
CERTAIN = 4  # letters from which a word next to digits is a name and not a piece of a hash


def name_spans(text: WordsOfAText, names: tuple[str, ...]) -> Iterator[Found]:
    """Answer where a name begins and ends in the folded reading, and how sure that is."""
    shapes = _shapes_of(names)
    for index, word in enumerate(text.words):
        if word[0] in shapes.first_words:
            yield from _names_at(text, index, shapes)
    for name in shapes.unspaced:
        for match in re.finditer(re.escape(name), text.folded):
            yield match.start(), match.end(), "stop"


@lru_cache(maxsize=64)
def _shapes_of(names: tuple[str, ...]) -> Shapes:
    """Answer every way of writing these names; kept, since a ticket is checked many times."""
    shapes = Shapes()
    for name in names:
        shapes.add(name)
    return shapes


def _names_at(text: WordsOfAText, index: int, shapes: Shapes) -> Iterator[Found]:
    """Answer the names that begin with a word."""
    letters, start, end = text.words[index]
    for rest in shapes.runs.get(letters, ()):
        last = _end_of_run(text, index, rest)
        if last is not None:
            sure = not ORDINARY.issuperset((letters, *rest)) or text.is_titled(index)
            yield start, last, "stop" if sure else "warn"
    if len(letters) == 1:
        yield from _initial(text, index, shapes)
    elif letters in shapes.joined or letters in shapes.alone:
        if _stands_alone(text, index) and (len(letters) > 2 or text.is_titled(index)):
            yield start, end, "stop"
    elif letters in shapes.doubtful:
        level = _level_of_doubtful(text, index)
        if level is not None:
            yield start, end, level


def _end_of_run(text: WordsOfAText, index: int, rest: tuple[str, ...]) -> int | None:
    """Answer where a name of several words ends; one middle name or initial may stand inside."""
    for first in (index + 1, index + 2):
        following = text.words[first : first + len(rest)]
        if tuple(word[0] for word in following) == rest and text.are_close(index, first + len(rest)):
            return following[-1][2]
    return None


def _initial(text: WordsOfAText, index: int, shapes: Shapes) -> Iterator[Found]:
    pair = text.words[index : index + 2]
    if tuple(word[0] for word in pair) not in shapes.initials or not text.are_close(index, index + 2):
        return
    # "a page" is no "A. Page".
    if pair[1][0] not in ORDINARY or (text.is_titled(index) and text.is_titled(index + 1)):
        yield pair[0][1], pair[1][2], "stop"


def _stands_alone(text: WordsOfAText, index: int) -> bool:
    """Answer False inside a hash or an id: letters right after a digit, or few right before one."""
    letters, start, end = text.words[index]
    if start and text.folded[start - 1].isdigit():
        return False
    return len(letters) >= CERTAIN or not text.folded[end : end + 1].isdigit()


def _level_of_doubtful(text: WordsOfAText, index: int) -> Level | None:
    """Answer how sure it is that a word which is also an ordinary one is a name here; None: it is not."""
    if not text.is_titled(index):
        return None
    _, start, end = text.words[index]
    before, after = text.neighbours(index)
    possessive = after == "s" and text.folded[end] == "'"
    if before in BEFORE_A_NAME or after in AFTER_A_NAME or possessive:
        return "stop"
    return None if text.begins_sentence(start) else "warn"
