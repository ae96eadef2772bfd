"""The versions of the API that can be asked for, and how they differ."""

from __future__ import annotations

from typing import Any

VERSIONS = ("2022-11-28", "2026-03-10")


def without_assignee(body: Any) -> Any:
    """Answer a body as version 2026-03-10 gives it: issues have ``assignees`` and no ``assignee``."""
    if isinstance(body, list):
        return [without_assignee(one) for one in body]
    if not isinstance(body, dict):
        return body
    kept = {name: value for name, value in body.items() if not (name == "assignee" and "assignees" in body)}
    return kept | ({"items": without_assignee(kept["items"])} if "items" in kept else {})
