"""Plans and receipts as JSON bytes with a version: never pickled, readable by the next release."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any, TypeVar

import orjson

from supporthub_ext.models import Check, Plan, Receipt, Step

Record = TypeVar("Record")


def instant(at: datetime) -> str:
    """Answer an aware datetime as ISO 8601 in UTC with ``Z``, microseconds kept; sorts as text."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def plan_to_bytes(plan: Plan) -> bytes:
    """Answer a plan as JSON; instants become text in UTC with ``Z``."""
    return orjson.dumps(asdict(plan), option=orjson.OPT_UTC_Z)


def plan_from_bytes(document: bytes) -> Plan:
    """Read a plan back; fields that a later release added are left out."""
    raw = orjson.loads(document)
    raw["created_at"] = datetime.fromisoformat(raw["created_at"])
    raw["ticket_ids"] = tuple(raw["ticket_ids"])
    raw["checks"] = tuple(_make(Check, check) for check in raw["checks"])
    raw["steps"] = tuple(_step(step) for step in raw["steps"])
    return _make(Plan, raw)


def receipt_to_bytes(receipt: Receipt | None) -> bytes | None:
    """Answer a receipt as JSON, or None."""
    return None if receipt is None else orjson.dumps(asdict(receipt), option=orjson.OPT_UTC_Z)


def receipt_from_bytes(document: bytes | None) -> Receipt | None:
    """Read a receipt back."""
    if document is None:
        return None
    raw = orjson.loads(document)
    return _make(Receipt, raw | {"at": datetime.fromisoformat(raw["at"])})


def _step(raw: dict[str, Any]) -> Step:
    lists = {name: tuple(raw[name]) for name in ("side_effects", "needs")}
    return _make(Step, raw | lists | {"receipt": None})


def _make(kind: type[Record], raw: dict[str, Any]) -> Record:
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]  # only our dataclasses come here
    return kind(**{name: value for name, value in raw.items() if name in known})
