"""A text that knows who may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supporthub_ext.errors import WiderThanAudience
from supporthub_ext.models import Audience

# Where a text of each audience may stand. Requester and team are two circles, not one inside the other:
# the team reads what the requester can read, the requester never reads what the team says to itself.
SEEN_AT: Mapping[Audience, frozenset[Audience]] = {
    "public": frozenset({"public", "requester", "team"}),
    "requester": frozenset({"requester", "team"}),
    "team": frozenset({"team"}),
}
PLACES: Mapping[Audience, str] = {
    "public": "a public place",
    "requester": "the requester",
    "team": "the team",
}
RULE = "wider_than_audience"


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its audience. It has no ``str`` of its own: ask ``render`` for it, and say for whom."""

    text: str
    audience: Audience

    def __str__(self) -> str:
        """Answer who may see it, never the text: printing it must not be a way around ``render``."""
        return f"<a text for {PLACES[self.audience]}, {len(self.text)} characters>"

    __repr__ = __str__


def may_render(text: Text, to: Audience) -> bool:
    """Answer whether everybody at ``to`` may see this text."""
    return to in SEEN_AT[text.audience]


def render(text: Text, to: Audience, release: Mapping[str, str] | None = None) -> str:
    """Answer the text for an audience.

    Parameters
    ----------
    text
        The text and who may see it.
    to
        Who is going to see it.
    release
        Rule to reason, as a plan keeps and logs it. A reason for ``wider_than_audience`` lets the text
        through to people it was not written for.

    Raises
    ------
    WiderThanAudience
        When somebody there may not see it and nobody gave a reason.
    """
    if may_render(text, to) or (release or {}).get(RULE, "").strip():
        return text.text
    raise WiderThanAudience(f"This text was written for {PLACES[text.audience]}, not for {PLACES[to]}.")


def together(*texts: Text, between: str = "\n\n") -> Text:
    """Answer one text for those who may see all of its parts."""
    narrowest: Audience = "public"
    for text in texts:
        narrowest = text.audience if SEEN_AT[text.audience] < SEEN_AT[narrowest] else narrowest
    return Text(between.join(text.text for text in texts), narrowest)
