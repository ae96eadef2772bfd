"""The words of one text, with what stands around each of them."""

from __future__ import annotations

import re
from itertools import pairwise

from supporthub_ext.process.audience.layer import Layer
from supporthub_ext.process.audience.name_shapes import WORD

# KubeSpawner writes "." "-" "_" and "@" of a user name like this in the names of pods and volumes.
ESCAPED = re.compile(r"-(?:2e|2d|5f|40)(?=[a-z0-9])")
SENTENCE_ENDS = ".!?:\n>*-•|#\"'(“"
WIDEST_GAP = 4  # characters between the words of one name: ", ", "' ", " - "


class WordsOfAText:
    """A text as words of letters alone, folded; ``words`` holds each with where it begins and ends.

    Parameters
    ----------
    written, folded
        The text, and its folded reading: places are places in the reading.
    """

    def __init__(self, written: str, folded: Layer) -> None:
        self._written = written
        self._layer = folded
        self.folded = ESCAPED.sub("   ", folded.text)
        self.words = [(match.group(), *match.span()) for match in WORD.finditer(self.folded)]

    def are_close(self, first: int, last: int) -> bool:
        """Answer whether ``words[first:last]`` stand so near to each other that they can be one name."""
        gaps = [self.folded[one[2] : other[1]] for one, other in pairwise(self.words[first:last])]
        return all(len(gap) <= WIDEST_GAP and "\n\n" not in gap for gap in gaps)

    def neighbours(self, index: int) -> tuple[str, str]:
        """Answer the words before and after one, each empty when it is not close."""
        before = self.words[index - 1][0] if index and self.are_close(index - 1, index + 1) else ""
        is_last = index + 1 == len(self.words) or not self.are_close(index, index + 2)
        return before, "" if is_last else self.words[index + 1][0]

    def begins_sentence(self, start: int) -> bool:
        """Answer whether a capital letter is due at a place, whatever the word."""
        before = self.folded[:start].rstrip(" \t_")
        return not before or before[-1] in SENTENCE_ENDS

    def is_titled(self, index: int) -> bool:
        """Answer whether a word is written with a capital letter and is not all capitals."""
        first, last = self._layer.span(*self.words[index][1:])
        word = self._written[first:last]
        return word[0].isupper() and (len(word) == 1 or not word.isupper())
