"""The impact questions as a steward answers them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from supporthub_ext.views.forms import Options

Json = Mapping[str, Any]

# What a steward is asked about each question of the contract, and the words for its answers.
ASKED: dict[str, str] = {
    "who": "Who is hit?",
    "when": "How often?",
    "hub": "Is the hub reachable?",
    "event": "Is there an event?",
}
WORDS: dict[str, dict[str, str]] = {
    "who": {"all": "everybody", "many": "many", "few": "a few", "one": "one person"},
    "when": {"always": "always", "sometimes": "now and then"},
    "hub": {"down": "down", "degraded": "in part", "up": "yes, it is up"},
    "event": {"today": "today", "soon": "soon", "none": "none"},
}


def impact_groups(answer: Json) -> tuple[tuple[str, str, Options], ...]:
    """Answer every impact question of a ticket with its possible answers, "not known" first."""
    impact = answer.get("impact") or {}
    asked = {question["name"]: question for question in impact.get("questions") or ()}
    return tuple((name, *_question(name, asked.get(name, {}))) for name in impact.get("answers") or ())


def _question(name: str, asked: Json) -> tuple[str, Options]:
    known = WORDS.get(name, {})
    values = asked.get("answers") or list(known)
    text = ASKED.get(name) or asked.get("text") or name
    return text, (("", "not known"), *((value, known.get(value, value)) for value in values))
