"""Hub user names of the ticket's people, as they stand in paths, names of pods and log lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from supporthub_ext.process.audience.layer import Layer, fold
from supporthub_ext.process.audience.words import ORDINARY, words

SHARED_USERS = words("shared_users")
SHORTEST = 4  # a shorter user name, or an ordinary word, counts only where a user name is expected
EXPECTED = r"(?:/home/|/user/|/users/|\bjupyter-|\bclaim-|\buser(?:name)?[ =:]{1,3}['\"]?)"
ESCAPES = (("@", "-40"), (".", "-2e"), ("_", "-5f"))


def user_spans(folded: Layer, users: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Answer where one of the user names begins and ends in the folded reading."""
    pattern = _pattern(users)
    if pattern is not None:
        for match in pattern.finditer(folded.text):
            yield match.span(match.lastgroup or 0)


def users_from_mails(mails: tuple[str, ...]) -> tuple[str, ...]:
    """Answer the user names that people probably have: the address itself, and what stands before the @."""
    return tuple(name for mail in mails for name in (mail, mail.split("@")[0].split("+")[0]))


@lru_cache(maxsize=64)
def _pattern(users: tuple[str, ...]) -> re.Pattern[str] | None:
    names = {fold(user.strip()) for user in users} - SHARED_USERS - {""}
    plain = {name for name in names if len(name) >= SHORTEST and name not in ORDINARY}
    parts = []
    if plain:
        parts.append(rf"(?<![a-z0-9])(?P<plain>{_any_of(plain)})(?![a-z0-9])")
    if names - plain:
        parts.append(rf"{EXPECTED}(?P<expected>{_any_of(names - plain)})(?![a-z0-9])")
    return re.compile("|".join(parts)) if parts else None


def _any_of(names: set[str]) -> str:
    spelled = {spelling for name in names for spelling in _spellings(name)}
    return "|".join(re.escape(name) for name in sorted(spelled, key=len, reverse=True))


def _spellings(name: str) -> set[str]:
    """Answer a user name as it is, and as KubeSpawner's older and newer schemes make it safe."""
    escaped = name.replace("-", "-2d")
    for character, escape in ESCAPES:
        escaped = escaped.replace(character, escape)
    safe = re.sub(r"[^a-z0-9]+", "-", name).strip("-")
    return {name, escaped, safe}
