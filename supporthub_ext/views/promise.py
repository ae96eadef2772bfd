"""What the button says: what it does, and to whom. Nobody should be able to take a reply for a note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    "move_item": "move it on the {to}",
}
OF_MANY = {"note": "add {count} private notes", "reply": "send {count} replies"}


def promise(plan: Json) -> str:
    """Answer the words of the button that runs a plan, such as "Send to Ana Demo at Lagoon Lab"."""
    steps = [step for step in plan["steps"] if step["state"] != "adopted"]  # what is there already is no deed
    phrases = [_phrase(step) for step in steps]
    if len(phrases) > 2:
        phrases = _in_short(steps, phrases[0])
    words = ", then ".join(phrases) or "do it"
    return words[0].upper() + words[1:]


def _in_short(steps: Sequence[Json], first: str) -> list[str]:
    """Answer a long plan by its first step, with all of its kind where there are many, and by a number."""
    kind = steps[0]["kind"]
    alike = sum(step["kind"] == kind for step in steps) if kind in OF_MANY else 1
    said = OF_MANY[kind].format(count=alike) if alike > 1 else first
    rest = len(steps) - alike
    more = f"do {rest} more step{'s' if rest > 1 else ''}"
    return [said, more] if rest else [said]


def _phrase(step: Json) -> str:
    """Answer a step in a few words; one of an unknown kind speaks with its own text."""
    if step["kind"] in PHRASES:
        return PHRASES[step["kind"]].format(to=step["to"])
    text = str(step["text"]).strip().rstrip(".") or str(step["kind"]).replace("_", " ")
    return text[0].lower() + text[1:]
