"""What the button says: what it does, and to whom. Nobody should be able to take a reply for a note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]

PHRASES = {
    "reply": "send to {to}",
    "note": "add private note",
    "post_message": "post to {to}",
    "create_issue": "open a public issue",
    "comment": "comment on {to}",
    "close_issue": "close {to}",
    "assign": "assign {to}",
    "record": "record it",
}


def promise(plan: Json) -> str:
    """Answer the words of the button that runs a plan, such as "Send to Ana Demo at Lagoon Lab"."""
    phrases = [_phrase(step) for step in plan["steps"]]
    if len(phrases) > 2:
        phrases = [phrases[0], f"do {len(phrases) - 1} more steps"]
    words = ", then ".join(phrases) or "do it"
    return words[0].upper() + words[1:]


def _phrase(step: Json) -> str:
    """Answer a step in a few words; one of an unknown kind speaks with its own text."""
    if step["kind"] in PHRASES:
        return PHRASES[step["kind"]].format(to=step["to"])
    text = str(step["text"]).strip().rstrip(".") or str(step["kind"]).replace("_", " ")
    return text[0].lower() + text[1:]
