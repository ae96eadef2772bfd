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
from itertools import pairwise

from supporthub_ext.process.audience.layer import Layer
from supporthub_ext.process.audience.name_shapes import WORD, Shapes
from supporthub_ext.process.audience.record import Level
from supporthub_ext.process.audience.words import ORDINARY, words

Found = tuple[int, int, Level]

# KubeSpawner writes "." "-" "_" and "@" of a user name like this in the names of pods and volumes.
ESCAPED = re.compile(r"-(?:2e|2d|5f|40)(?=[a-z0-9])")
BEFORE_A_NAME = words("before_a_name")
AFTER_A_NAME = words("after_a_name")
SENTENCE_ENDS = ".!?:\n>*-•|#\"'(“"
WIDEST_GAP = 4  # characters between the words of one name: ", ", "' ", " - "
CERTAIN = 4  # letters from which a word next to digits is a name and not a piece of a hash


def name_spans(written: str, folded: Layer, names: tuple[str, ...]) -> Iterator[Found]:
    """Answer where a name begins and ends in the folded reading, and how sure that is."""
    shapes = _shapes_of(names)
    finder = _Finder(written, folded, shapes)
    for index in range(len(finder.words)):
        yield from finder.at(index)
    for name in shapes.unspaced:
        for match in re.finditer(re.escape(name), folded.text):
            yield match.start(), match.end(), "stop"


@lru_cache(maxsize=64)
def _shapes_of(names: tuple[str, ...]) -> Shapes:
    """Answer every way of writing these names; kept, since a ticket is checked many times."""
    shapes = Shapes()
    for name in names:
        shapes.add(name)
    return shapes


class _Finder:
    """The words of one text, with what stands around each of them."""

    def __init__(self, written: str, folded: Layer, shapes: Shapes) -> None:
        self._written = written
        self._folded = folded
        self._shapes = shapes
        self._text = ESCAPED.sub("   ", folded.text)
        self.words = [(match.group(), match.start(), match.end()) for match in WORD.finditer(self._text)]

    def at(self, index: int) -> Iterator[Found]:
        """Answer the names that begin with a word."""
        letters, start, end = self.words[index]
        for rest in self._shapes.runs.get(letters, ()):
            last = self._end_of_run(index, rest)
            if last is not None:
                sure = not ORDINARY.issuperset((letters, *rest)) or self._is_titled(index)
                yield start, last, "stop" if sure else "warn"
        if len(letters) == 1:
            yield from self._initial(index)
        elif letters in self._shapes.joined or letters in self._shapes.alone:
            if self._stands_alone(index) and (len(letters) > 2 or self._is_titled(index)):
                yield start, end, "stop"
        elif letters in self._shapes.doubtful:
            level = self._level_of_doubtful(index)
            if level is not None:
                yield start, end, level

    def _end_of_run(self, index: int, rest: tuple[str, ...]) -> int | None:
        """Answer where a name of several words ends; one middle name or initial may stand inside."""
        for first in (index + 1, index + 2):
            following = self.words[first : first + len(rest)]
            if tuple(word[0] for word in following) == rest and self._are_close(index, first + len(rest)):
                return following[-1][2]
        return None

    def _initial(self, index: int) -> Iterator[Found]:
        pair = self.words[index : index + 2]
        if tuple(word[0] for word in pair) not in self._shapes.initials or not self._are_close(
            index, index + 2
        ):
            return
        # "a page" is no "A. Page".
        if pair[1][0] not in ORDINARY or (self._is_titled(index) and self._is_titled(index + 1)):
            yield pair[0][1], pair[1][2], "stop"

    def _level_of_doubtful(self, index: int) -> Level | None:
        """Answer how sure it is that a word which is also an ordinary one is a name here; None: it is not."""
        if not self._is_titled(index):
            return None
        _, start, end = self.words[index]
        before = self.words[index - 1][0] if index and self._are_close(index - 1, index + 1) else ""
        is_last = index + 1 == len(self.words) or not self._are_close(index, index + 2)
        after = "" if is_last else self.words[index + 1][0]
        possessive = after == "s" and self._text[end] == "'"
        if before in BEFORE_A_NAME or after in AFTER_A_NAME or possessive:
            return "stop"
        return None if self._begins_sentence(start) else "warn"

    def _are_close(self, first: int, last: int) -> bool:
        gaps = [self._text[one[2] : other[1]] for one, other in pairwise(self.words[first:last])]
        return all(len(gap) <= WIDEST_GAP and "\n\n" not in gap for gap in gaps)

    def _stands_alone(self, index: int) -> bool:
        """Answer False inside a hash or an id: letters right after a digit, or few right before one."""
        letters, start, end = self.words[index]
        if start and self._text[start - 1].isdigit():
            return False
        return len(letters) >= CERTAIN or not self._text[end : end + 1].isdigit()

    def _begins_sentence(self, start: int) -> bool:
        before = self._text[:start].rstrip(" \t_")
        return not before or before[-1] in SENTENCE_ENDS

    def _is_titled(self, index: int) -> bool:
        """Answer whether a word is written with a capital letter and is not all capitals."""
        first, last = self._folded.span(*self.words[index][1:])
        word = self._written[first:last]
        return word[0].isupper() and (len(word) == 1 or not word.isupper())
