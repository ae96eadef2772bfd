"""Rows of our endpoints as pandas frames whose columns have the right type, also when there is no row.

Times are aware and in UTC, numbers may be missing without turning into floats, texts are texts. A column
that we do not know is kept as it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

TIME, NUMBER, REAL, TEXT, YES_NO, ANY = (
    "datetime64[ns, UTC]",
    "Int64",
    "Float64",
    "string",
    "boolean",
    "object",
)

QUEUE = {
    "ticket_id": NUMBER,
    "next_step": TEXT,
    "due_at": TIME,
    "due_soon_at": TIME,
    "due_soon": YES_NO,
    "overdue": YES_NO,
    "ball": TEXT,
    "reason": TEXT,
    "impact": TEXT,
    "community": TEXT,
    "hub": TEXT,
    "subject": TEXT,
    "requester": TEXT,
    "status": TEXT,
    "status_label": TEXT,
    "assignee": TEXT,
    "noise": TEXT,
    "claimed_by": TEXT,
    "claimed_until": TIME,
    "mismatches": ANY,
    "event_id": TEXT,
    "event": TEXT,
    "stuck": ANY,
    "ticket_link": TEXT,
    "thread_link": TEXT,
    "issue_link": TEXT,
    "messages": NUMBER,
    "updated_at": TIME,
}
"""The columns of the queue, in the order in which they are read."""

HISTORY: dict[str, dict[str, str]] = {
    "tickets": {
        "ticket_id": NUMBER,
        "subject": TEXT,
        "community": TEXT,
        "hub": TEXT,
        "status": TEXT,
        "created_at": TIME,
        "updated_at": TIME,
    },
    "messages": {"ticket_id": NUMBER, "message_id": NUMBER, "at": TIME, "sender": TEXT, "audience": TEXT},
    "steps": {"plan_id": TEXT, "step_id": TEXT, "ticket_id": NUMBER, "kind": TEXT, "state": TEXT, "at": TIME},
    "asks": {"ask_id": TEXT, "ticket_id": NUMBER, "person_id": TEXT, "state": TEXT, "asked_at": TIME},
}
"""The columns that each history has at least; more may come, and are typed by what is in them."""


def queue_frame(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Answer the queue as a frame, one row a ticket, in the order to work in."""
    flat = [_flat(row) for row in rows]
    more = [name for name in (flat[0] if flat else {}) if name not in QUEUE]
    return _typed(pd.DataFrame(flat, columns=[*QUEUE, *more], dtype=object), QUEUE)


def history_frame(name: str, columns: Sequence[str], rows: Iterable[Any]) -> pd.DataFrame:
    """Answer a history as a frame.

    Parameters
    ----------
    name
        ``tickets``, ``messages``, ``steps`` or ``asks``.
    columns, rows
        As ``GET history`` gives them; a row is a list in the order of the columns, or an object.
    """
    known = HISTORY[name]
    names = list(columns) or list(known)
    return _typed(pd.DataFrame(list(rows), columns=names, dtype=object), known)


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Take a row's claim, event and links out of their boxes: a cell holds one value."""
    claim, links, event = row.get("claim") or {}, row.get("links") or {}, row.get("event") or {}
    plain = {name: value for name, value in row.items() if name not in {"claim", "links"}}
    plain |= {f"{name}_link": link for name, link in links.items()}
    plain |= {"claimed_by": claim.get("person_id"), "claimed_until": claim.get("until")}
    return plain | {"event": event.get("title")}


def _typed(frame: pd.DataFrame, known: Mapping[str, str]) -> pd.DataFrame:
    kinds = {str(name): known.get(str(name)) or _guess(str(name), frame[name]) for name in frame.columns}
    for name in (name for name, kind in kinds.items() if kind == TIME):
        frame[name] = pd.to_datetime(frame[name], utc=True, format="ISO8601")
    return frame.astype(kinds)


def _guess(name: str, values: pd.Series[Any]) -> str:
    """Answer the type of a column that nobody declared: a time by its name, the rest by its values."""
    kinds = {type(value) for value in values.dropna()}
    if (name == "at" or name.endswith("_at")) and kinds <= {str}:
        return TIME
    return (
        {str: TEXT, int: NUMBER, float: REAL, bool: YES_NO}.get(kinds.pop(), ANY) if len(kinds) == 1 else ANY
    )
