"""What carries a step out at its service, and looks for what a step may have done before.

One hand per kind of step. A hand sends a write once; whether an unanswered write was stored is found out by
looking for it, never by sending it again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from supporthub_ext.models import Receipt, Step

Done = Mapping[str, Receipt]
"""The receipts of the steps before, by step id."""

LATER = re.compile(r"\{link:(\w+)\}")
"""``{link:issue}`` in a step's work stands for the link of what the step ``issue`` will have made."""

WORDS = {
    "issue": "(link of the issue)",
    "thread": "(link of the thread)",
    "item": "(link of the board)",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a step made at its service: its id there, where a person can see it, and what later steps need."""

    service_id: str | None
    link: str | None = None
    more: Mapping[str, str] = field(default_factory=dict)


class Hand(Protocol):
    """Carries one kind of step out.

    Attributes
    ----------
    lag_s
        Seconds after which the service surely shows what it has stored, on the monotonic clock.
    """

    lag_s: float

    async def look(self, step: Step, done: Done, since: datetime, /) -> Found | None:
        """Answer what the step already did, or None. ``since`` is when the plan was shown, UTC."""

    async def do(self, step: Step, done: Done, /) -> Found:
        """Send the write, once.

        Raises
        ------
        ServiceError
            With ``stored`` true when the write may have been stored all the same.
        """


def later(step_id: str) -> str:
    """Answer what stands for the link of what a step will have made; people's own braces mean nothing."""
    return f"{{link:{step_id}}}"


def in_words(text: str) -> str:
    """Answer a text as a preview shows it: what is not made yet has no link yet."""
    return LATER.sub(lambda found: WORDS.get(found.group(1), found.group()), text)


def with_links(text: str, done: Done) -> str:
    """Answer a text with the links of what earlier steps made; what made none is said so."""

    def link(found: re.Match[str]) -> str:
        receipt = done.get(found.group(1))
        return (receipt.link if receipt else None) or "(no link)"

    return LATER.sub(link, text)
