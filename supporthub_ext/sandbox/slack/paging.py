"""Opaque cursors: the next page is found by the id where the last one ended, so new rows don't move it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import TypeVar

from supporthub_ext.sandbox.slack.refusal import Refusal

Row = TypeVar("Row")


def make_cursor(kind: str, value: str) -> str:
    """Answer a cursor that nobody should read."""
    return base64.b64encode(f"{kind}:{value}".encode()).decode()


def read_cursor(kind: str, cursor: str) -> str:
    """Answer what the cursor holds.

    Raises
    ------
    Refusal
        ``invalid_cursor`` when it was not made here, or for another method.
    """
    try:
        found, _, value = base64.b64decode(cursor, validate=True).decode().partition(":")
    except ValueError:  # also what is no base64, or no text
        raise Refusal("invalid_cursor") from None
    if found != kind or not value:
        raise Refusal("invalid_cursor")
    return value


def page(
    kind: str, rows: Sequence[Row], key: Callable[[Row], str], cursor: str, limit: int
) -> tuple[list[Row], str]:
    """Answer one page of rows in order of their keys, and the cursor of the next (empty at the end)."""
    after = read_cursor(kind, cursor) if cursor else ""
    left = sorted((row for row in rows if key(row) > after), key=key)
    here = left[:limit]
    return here, make_cursor(kind, key(here[-1])) if len(left) > limit else ""
