"""The words that the rules know, read once from ``words.toml`` beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _file() -> dict[str, str]:
    text = files("supporthub_ext.process.audience").joinpath("words.toml").read_text(encoding="utf-8")
    return {name: str(value) for name, value in tomllib.loads(text).items()}


def words(*lists: str) -> frozenset[str]:
    """Answer the words of one or more lists."""
    return frozenset(word for name in lists for word in _file()[name].split())


def lines(name: str) -> tuple[str, ...]:
    """Answer the lines of a list whose entries are longer than a word."""
    return tuple(_file()[name].strip().splitlines())


SMALL = words("small_words")
ORDINARY = SMALL | words(
    "given_names",
    "family_names",
    "places_and_times",
    "months_and_days",
    "words_of_the_trade",
    "words_of_communities",
)
"""Names that are also ordinary words."""
