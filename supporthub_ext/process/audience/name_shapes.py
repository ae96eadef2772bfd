"""The ways in which a person's name is written, made once for each name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from supporthub_ext.process.audience.layer import fold
from supporthub_ext.process.audience.words import ORDINARY, SMALL, lines, words

WORD = re.compile(r"[^\W\d_]+")
TITLES = words("titles")
PARTICLES = words("particles")
SHORT_FORMS = {name: shorts for name, *shorts in (line.split() for line in lines("short_forms"))}
# Letters that many people write without their dots or strokes in another way than by leaving them off.
SPELLINGS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("å", "aa"), ("ñ", "ny"))
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


@dataclass(frozen=True, slots=True)
class Shapes:
    """How one or more names can be written, folded.

    ``runs`` holds neighbouring words, by the first of them; ``alone`` single words that stand for the person,
    ``doubtful`` those that are also ordinary words; ``joined`` is written as one word, as user names are;
    ``initials`` are an initial and a family name; ``unspaced`` is searched inside running text.
    ``first_words`` are all words with which one of them begins.
    """

    runs: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    initials: set[tuple[str, str]] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    joined: set[str] = field(default_factory=set)
    unspaced: set[str] = field(default_factory=set)
    first_words: set[str] = field(default_factory=set)

    def add(self, name: str) -> None:
        """Add every way of writing a name."""
        for spelling in _spellings(name):
            self._add_spelling(spelling)
        initials = {pair[0] for pair in self.initials}
        self.first_words.update(self.runs, self.alone, self.doubtful, self.joined, initials)

    def _add_spelling(self, name: str) -> None:
        if UNSPACED.search(name):
            self._add_unspaced(name)
            return
        given, family = _given_and_family(name)
        if not given:
            return
        self._add_parts(given, family)
        if family:
            self._add_together(given, family)

    def _add_unspaced(self, name: str) -> None:
        parts = [part for part in name.split() if len(part) > 1]
        self.unspaced.update(("".join(name.split()), *parts))

    def _add_parts(self, given: list[str], family: list[str]) -> None:
        for part in (*given, *family):
            pieces = tuple(WORD.findall(part))
            if len(pieces) > 1:
                self._add_compound(pieces)
            self._add_alone("".join(pieces))
        for short in SHORT_FORMS.get(given[0], ()):
            self._add_alone(short)

    def _add_compound(self, pieces: tuple[str, ...]) -> None:
        self._add_run(pieces)
        for piece in pieces:
            if len(piece) > 2:
                self._add_alone(piece)

    def _add_run(self, run: tuple[str, ...]) -> None:
        self.runs.setdefault(run[0], set()).add(run[1:])

    def _add_alone(self, word: str) -> None:
        if word in ORDINARY:
            if word not in SMALL:
                self.doubtful.add(word)
        elif len(word) > 1 and word not in PARTICLES:
            self.alone.add(word)

    def _add_together(self, given: list[str], family: list[str]) -> None:
        last = tuple(word for part in family for word in WORD.findall(part))
        core = last[-1:]
        for end in {last, core}:
            for first in (given[0], *SHORT_FORMS.get(given[0], ())):
                start = tuple(WORD.findall(first))
                self._add_run(start + end)
                self._add_run(end + start)
                self._add_joined("".join(start), "".join(end))
        for part in given:
            self.initials.add((part[0], core[0]))
        self._add_joined("".join(part[0] for part in given), "".join(last))

    def _add_joined(self, first: str, last: str) -> None:
        joins = {first + last, last + first, first[0] + last, last + first[0], first + last[0]}
        self.joined.update(word for word in joins if len(word) > 3 and word not in ORDINARY)


def _spellings(name: str) -> set[str]:
    """Answer the folded name, and how it is spelled where there is no key for its letters."""
    low = name.lower()
    spelled = low
    for letter, letters in SPELLINGS:
        spelled = spelled.replace(letter, letters)
    return {fold(low), fold(spelled)}


def _given_and_family(name: str) -> tuple[list[str], list[str]]:
    """Answer a folded name in two parts; titles, what stands in brackets and pronouns are left off."""
    name = re.sub(r"\(.*?\)|\[.*?\]|\".*?\"", " ", name)
    if name.count(",") == 1:  # "Family, Given"; what follows may also be a title, which falls away below
        family, given = name.split(",")
        name = f"{given} {family}"
    parts = [word.strip(".,;:'") for word in re.split(r"[\s/|]+", name)]
    parts = [part for part in parts if WORD.search(part) and part not in TITLES]
    if len(parts) < 2:
        return parts, []
    cut = len(parts) - 1
    while cut > 1 and parts[cut - 1] in PARTICLES:
        cut -= 1
    return parts[:cut], parts[cut:]
