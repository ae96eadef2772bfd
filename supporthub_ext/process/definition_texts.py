"""The texts of process.toml: who reads each, and which placeholders may stand in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields

from supporthub_ext.errors import InvalidField
from supporthub_ext.models import Audience
from supporthub_ext.process.definition_checks import Text

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")

# text -> what may stand in it. A `!` marks what must.
PLACEHOLDERS: dict[str, tuple[str, ...]] = {
    "acknowledge": (
        "requester!",
        "ticket_id!",
        "next_steps!",
        "subject",
        "update_days",
        "steward",
        "questions",
    ),
    "reply": ("requester", "ticket_id", "text!", "steward"),
    "update": ("requester", "ticket_id!", "news!", "update_days", "steward"),
    "update_no_news": ("requester", "ticket_id!", "who_is_on_it", "update_days", "steward"),
    "ask_impact": ("requester", "ticket_id!", "questions!", "steward"),
    "tell_resolved": ("requester", "ticket_id!", "what_was_done!", "steward"),
    "follow_up": ("requester", "ticket_id!", "steward", "questions"),
    "close_after_silence": ("requester", "ticket_id!", "steward"),
    "who_may_ask": ("requester", "ticket_id", "representatives", "page!", "steward"),
    "thread": ("ticket_id!", "ticket_link!", "subject", "community", "hub", "impact", "text"),
    "thread_closing": ("ticket_id!", "summary"),
    "issue": ("ticket_link", "ticket_id", "kind", "impact", "change!", "description", "found", "hub"),
    "ask": ("engineer!", "issue_link", "title", "steward", "text"),
    "escalation_note": ("thread_link", "issue_link!", "board_link"),
    "summary_note": ("summary!", "links"),
    "handover_note": ("state!", "last_message", "promise!", "next_step!", "ball", "steward"),
    "issue_closing": ("ticket_id", "ticket_link"),
    "welcome": ("joins!", "leaves", "stays", "source"),
}


@dataclass(frozen=True, slots=True)
class Template:
    """A text with placeholders such as ``{requester}``, and who is going to read it."""

    audience: Audience
    text: Text

    def placeholders(self) -> tuple[str, ...]:
        """Answer the placeholders in the text, in order, each once."""
        return tuple(dict.fromkeys(PLACEHOLDER.findall(self.text)))

    def fill(self, values: Mapping[str, str], optional: Collection[str] = ()) -> str:
        """Answer the text with every placeholder filled; ``optional`` ones may stay empty.

        Raises
        ------
        InvalidField
            When a placeholder has no value, or an empty one: a half-filled text never goes out.
        """
        for name in self.placeholders():
            if name not in optional and not values.get(name, "").strip():
                said = name.replace("_", " ")
                raise InvalidField(f"The text still needs: {said}.", f"Fill in {said}.", field=name)
        text = self.text
        for name in optional:
            if not values.get(name, "").strip():
                text = re.sub(rf" ?\{{{name}\}}", "", text)
        return PLACEHOLDER.sub(lambda found: values[found.group(1)], text).strip()


@dataclass(frozen=True, slots=True)
class Texts:
    """Every text that the process offers. The words are the process's own and can all be changed."""

    acknowledge: Template
    reply: Template
    update: Template
    update_no_news: Template
    ask_impact: Template
    tell_resolved: Template
    follow_up: Template
    close_after_silence: Template
    who_may_ask: Template
    thread: Template
    thread_closing: Template
    issue: Template
    issue_closing: Template
    ask: Template
    escalation_note: Template
    summary_note: Template
    handover_note: Template
    welcome: Template

    def __post_init__(self) -> None:
        """Refuse a placeholder that nothing fills, and a text without what it is there for."""
        for item in fields(self):
            template = getattr(self, item.name)
            known = [name.rstrip("!") for name in PLACEHOLDERS[item.name]]
            found = template.placeholders()
            for name in found:
                if name not in known:
                    raise ValueError(
                        item.name, f"{{{name}}} can't stand in texts.{item.name}; allowed: {_braced(known)}."
                    )
            needed = [name.rstrip("!") for name in PLACEHOLDERS[item.name] if name.endswith("!")]
            if missing := [name for name in needed if name not in found]:
                raise ValueError(item.name, f"texts.{item.name} needs {_braced(missing)}.")


def _braced(names: list[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
