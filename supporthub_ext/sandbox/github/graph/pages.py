"""Connections: lists that are read a page at a time, by cursors."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import Any

from supporthub_ext.sandbox.github.refusal import Refused

MOST = 100


def connection(
    name: str,
    rows: Sequence[Any],
    shape: Callable[[Any], dict[str, Any]],
    key: Callable[[Any], object] = id,
    **wish: Any,
) -> dict[str, Any]:
    """Answer one page of rows.

    Parameters
    ----------
    name
        What the list is called, for refusals.
    rows
        All of them, in order.
    shape
        What makes a row into what the schema says.
    key
        What tells rows apart, for the cursors: a page goes on after its row, wherever that was moved to.
    wish
        ``first`` or ``last``, ``after``, ``before``.

    Raises
    ------
    Refused
        Without ``first`` or ``last``, over 100, or with a cursor that is none.
    """
    size, backwards = _size(name, wish.get("first"), wish.get("last"))
    cursors = [_cursor(key(row)) for row in rows]
    start = _place(cursors, wish.get("after"), -1) + 1
    end = _place(cursors, wish.get("before"), len(rows))
    if backwards:
        start = max(start, end - size)
    else:
        end = min(end, start + size)
    shown = [shape(row) for row in rows[start:end]]
    return {
        "totalCount": len(rows),
        "nodes": shown,
        "edges": [{"cursor": c, "node": n} for c, n in zip(cursors[start:end], shown, strict=True)],
        "pageInfo": {
            "hasNextPage": end < len(rows),
            "hasPreviousPage": start > 0,
            "startCursor": cursors[start] if shown else None,
            "endCursor": cursors[end - 1] if shown else None,
        },
    }


def _size(name: str, first: int | None, last: int | None) -> tuple[int, bool]:
    if first is None and last is None:
        message = f"You must provide a `first` or `last` value to properly paginate the `{name}` connection."
        raise Refused(422, message, kind="MISSING_PAGINATION_BOUNDARIES")
    word, size = ("first", first) if first is not None else ("last", last or 0)
    if not 1 <= size <= MOST:
        message = f"Requesting {size} records on the `{name}` connection exceeds the `{word}` limit of 100."
        raise Refused(422, message, kind="EXCESSIVE_PAGINATION")
    return size, first is None


def _cursor(key: object) -> str:
    return base64.b64encode(f"cursor:{key}".encode()).decode()


def _place(cursors: list[str], wanted: str | None, default: int) -> int:
    if not wanted:
        return default
    if wanted not in cursors:
        raise Refused(
            422, f"`{wanted}` does not appear to be a valid cursor.", kind="INVALID_CURSOR_ARGUMENTS"
        )
    return cursors.index(wanted)
