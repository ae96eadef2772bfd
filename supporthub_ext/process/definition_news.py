"""The part of process.toml that says in words what happened to a request, for its requester."""

from __future__ import annotations

from dataclasses import dataclass, fields

from supporthub_ext.process.definition_checks import Text
from supporthub_ext.process.definition_texts import PLACEHOLDER

DAY = ("day",)
MAY_HOLD: dict[str, tuple[str, ...]] = {"moved": ("day", "status"), "closed": DAY, "resolved": DAY}


@dataclass(frozen=True, slots=True)
class News:
    """A sentence for each thing that can happen: that it happened, never the words that were used.

    ``{day}`` is a day in words, ``{status}`` the name of a column of the board. ``on_it`` to ``looking`` say
    who has it now; ``nothing`` stands before them when nothing happened.
    """

    nothing: Text
    issue_opened: Text
    asked: Text
    taken: Text
    moved: Text
    engineer_wrote: Text
    outsider_wrote: Text
    talked: Text
    closed: Text
    resolved: Text
    on_it: Text
    was_asked: Text
    looking_for: Text
    looking: Text

    def __post_init__(self) -> None:
        """Refuse a placeholder that nothing fills."""
        for item in fields(self):
            allowed = MAY_HOLD.get(item.name, DAY)
            for name in PLACEHOLDER.findall(getattr(self, item.name)):
                if name not in allowed:
                    known = ", ".join(f"{{{one}}}" for one in allowed)
                    raise ValueError(
                        item.name, f"{{{name}}} can't stand in news.{item.name}; allowed: {known}."
                    )
