"""The parts of process.toml about what comes in: kinds of request, noise, and a thank you."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from supporthub_ext.process.definition_checks import Count, Pattern, Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of request: FreshDesk's type values for it, and what it usually needs once acknowledged."""

    name: Text
    label: Text
    types: tuple[Text, ...] = ()
    needs: Literal["nothing", "thread", "issue"] = "nothing"
    ask_impact: bool = False


@dataclass(frozen=True, slots=True)
class NoiseRule:
    """A kind of mail that is no request. Each list that is given must have a pattern that is found.

    Patterns are regular expressions, searched without regard to case.
    """

    name: Text
    label: Text
    sender: tuple[Pattern, ...] = ()
    subject: tuple[Pattern, ...] = ()
    text: tuple[Pattern, ...] = ()
    tags: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a rule that would catch everything."""
        if not (self.sender or self.subject or self.text or self.tags):
            raise ValueError("name", f"the noise rule {self.name} needs sender, subject, text or tags.")


@dataclass(frozen=True, slots=True)
class Thanks:
    """When a message only says thank you: short, one of ``patterns`` found, none of ``unless`` found."""

    most_words: Count
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...] = ()

    def says_only_thanks(self, text: str) -> bool:
        """Answer whether a message asks nothing and adds nothing, so that no promise is cleared or made."""
        if len(text.split()) > self.most_words or _found(self.unless, text):
            return False
        return _found(self.patterns, text)


def _found(patterns: tuple[str, ...], text: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)
