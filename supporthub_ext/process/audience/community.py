"""The community's name: written out, without its general words, and as an acronym."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from supporthub_ext.process.audience.layer import Layer, fold
from supporthub_ext.process.audience.ordinary import ORDINARY
from supporthub_ext.process.audience.record import Level

GENERAL = frozenset(
    "a an and the of for in at on de del la le der die das und et y i university universidad universite universitat college "
    "institute instituto institut school department faculty centre center laboratory lab research project program "
    "programme community collaboration consortium foundation network association society group team initiative "
    "platform hub cloud data science sciences computing national state international open public library "
    "museum agency office company organisation organization".split()
)
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
                yield *match.span(), "warn"


@lru_cache(maxsize=64)
def _patterns(community: str) -> tuple[re.Pattern[str] | None, ...]:
    """Answer what is certain, what is doubtful (and needs a capital letter), and the acronym."""
    words = tuple(WORD.findall(fold(community)))
    special = tuple(word for word in words if word not in GENERAL)
    sure = {name for name in (words, special) if _is_telling(name)}
    unsure = {name for name in (words, *((word,) for word in special)) if len(name[0]) >= SHORTEST}
    letters = "".join(word[0] for word in WORD.findall(community) if word[0].isupper())
    return _any(sure), _any(unsure - sure), _any({(fold(letters),)} if len(letters) > 2 else set())


def _is_telling(name: tuple[str, ...]) -> bool:
    if len(name) == 1:
        return len(name[0]) >= SHORTEST and name[0] not in ORDINARY and name[0] not in GENERAL
    return bool(name)


def _any(names: set[tuple[str, ...]]) -> re.Pattern[str] | None:
    spelled = sorted((r"[\s,.'&]{1,3}".join(name) for name in names if name), key=len, reverse=True)
    return re.compile(ALONE.format(names="|".join(spelled))) if spelled else None
