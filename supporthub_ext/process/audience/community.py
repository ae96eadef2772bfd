"""The community's name: written out, without its general words, and as an acronym."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from supporthub_ext.process.audience.layer import Layer, fold
from supporthub_ext.process.audience.record import Level
from supporthub_ext.process.audience.words import ORDINARY, words

GENERAL = words("general_in_communities")
WORD = re.compile(r"[^\W_]+")


# Letters, digits and what joins them in host names and paths must not touch it: a hub's name is no secret.
ALONE = r"(?<![a-z0-9])(?<![a-z0-9][./@_-])(?<![/@])(?:{names})(?![a-z0-9])(?![./@_-][a-z0-9])"
SHORTEST = 4  # letters of one word that gives a community away


def community_spans(written: str, folded: Layer, community: str) -> Iterator[tuple[int, int, Level]]:
    """Answer where the community is named in the folded reading, and how sure that is."""
    certain, doubtful, acronym = _patterns(community)
    if certain:
        for match in certain.finditer(folded.text):
            yield *match.span(), "stop"
    if doubtful:
        for match in doubtful.finditer(folded.text):
            if written[folded.span(*match.span())[0]].isupper():
                yield *match.span(), "warn"
    if acronym:
        for match in acronym.finditer(folded.text):
            first, last = folded.span(*match.span())
            if written[first:last].isupper():
                yield *match.span(), "stop" if match.group() == fold(community.strip()) else "warn"


@lru_cache(maxsize=64)
def _patterns(community: str) -> tuple[re.Pattern[str] | None, ...]:
    """Answer what is certain, what is doubtful (and needs a capital letter), and the acronym."""
    name = tuple(WORD.findall(fold(community)))
    special = tuple(word for word in name if word not in GENERAL)
    sure = {words_of for words_of in (name, special) if _is_telling(words_of)}
    unsure = {words_of for words_of in (name, *((word,) for word in special)) if len(words_of[0]) >= SHORTEST}
    return _any(sure), _any(unsure - sure), _any({(fold(short),) for short in _acronyms(community)})


def _acronyms(community: str) -> set[str]:
    """Answer words that are all capitals, and the initials of the others: ``MIT``, ``ABU``."""
    name = WORD.findall(community)
    initials = "".join(word[0] for word in name if word[0].isupper())
    return {word for word in (initials, *name) if len(word) > 2 and word.isupper()}


def _is_telling(name: tuple[str, ...]) -> bool:
    if len(name) == 1:
        return len(name[0]) >= SHORTEST and name[0] not in ORDINARY and name[0] not in GENERAL
    return bool(name)


def _any(names: set[tuple[str, ...]]) -> re.Pattern[str] | None:
    spelled = sorted((r"[\s,.'&]{1,3}".join(name) for name in names if name), key=len, reverse=True)
    return re.compile(ALONE.format(names="|".join(spelled))) if spelled else None
