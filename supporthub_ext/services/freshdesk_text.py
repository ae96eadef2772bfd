"""Values of FreshDesk's rows read as what they should be, whatever they are. Nothing in here raises."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from typing import Any

import nh3

_BREAK = re.compile(r"<(?:br|hr|/p|/div|/li|/tr|/h[1-6]|/blockquote|/pre)\b[^>]*>", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\f\v\xa0]+")
_EMPTY_LINES = re.compile(r"\n\s*\n\s*")


def text_of_html(body: str) -> str:
    """Answer what a reader of an HTML text sees: no tags, scripts or styles, a new line where a block ends.

    nh3 takes the tags away; it reads HTML as browsers do, broken as it may be.
    """
    whole = body.encode("utf-8", "replace").decode()
    plain = nh3.clean(_BREAK.sub("\n", whole), tags=set(), link_rel=None)
    lines = "\n".join(_BLANKS.sub(" ", line).strip() for line in html.unescape(plain).splitlines())
    return _EMPTY_LINES.sub("\n\n", lines).strip()


def instant(value: Any) -> datetime | None:
    """Answer an ISO 8601 text as an instant in UTC, or None. Without a zone it is UTC, as FreshDesk says."""
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value.strip())
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def text(value: Any) -> str:
    """Answer a text, empty when it is none."""
    return value if isinstance(value, str) else ""


def number(value: Any) -> int | None:
    """Answer a whole number, or None. True and False are no numbers."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def record(value: Any) -> dict[str, Any]:
    """Answer an object, empty when it is none."""
    return value if isinstance(value, dict) else {}


def records(value: Any) -> list[dict[str, Any]]:
    """Answer the objects of a list, leaving out whatever else is in it."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
