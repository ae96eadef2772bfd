"""The arguments of a call, from wherever a client put them: query, form, multipart or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from supporthub_ext.sandbox.slack.refusal import Refusal

FALSE = {"", "0", "false", "False", "no"}


class Arguments:
    """Arguments by name, read as the kind that a method wants.

    In a form everything is text: ``1`` and ``0`` are flags, lists are ``U1,U2``, objects are JSON.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = {name: value for name, value in values.items() if value is not None}

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def all(self) -> dict[str, Any]:
        """Answer everything that was sent, for ``api.test``."""
        return dict(self._values)

    def text(self, name: str, default: str = "") -> str:
        """Answer an argument as text; numbers of a JSON body count too."""
        value = self._values.get(name, default)
        return value if isinstance(value, str) else orjson.dumps(value).decode()

    def flag(self, name: str, default: bool = False) -> bool:
        """Answer an argument as true or false."""
        value = self._values.get(name, default)
        return value not in FALSE if isinstance(value, str) else bool(value)

    def number(self, name: str, default: int, most: int) -> int:
        """Answer a whole number from 1 to ``most``; more is cut.

        Raises
        ------
        Refusal
            ``invalid_limit`` when it is no number or below 1.
        """
        try:
            value = int(self.text(name, str(default)) or default)
        except ValueError:
            raise Refusal("invalid_limit") from None
        if value < 0:
            raise Refusal("invalid_limit")
        return min(value or default, most)

    def names(self, name: str) -> list[str]:
        """Answer a list of ids, from ``U1,U2`` or a JSON list."""
        value = self._values.get(name, [])
        parts = value if isinstance(value, list) else str(value).split(",")
        return [str(part).strip() for part in parts if str(part).strip()]

    def structure(self, name: str, error: str) -> Any:
        """Answer an object or list, which stands as JSON text in a form; None when it was left out.

        Raises
        ------
        Refusal
            With ``error`` as its name, when the text is no JSON.
        """
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return orjson.loads(value) if value else None
        except ValueError:
            raise Refusal(error) from None


def merge(query: Mapping[str, Any], form: Mapping[str, Any], body: bytes, content_type: str) -> Arguments:
    """Answer the arguments of one request; an empty body is fine under any content type.

    Raises
    ------
    Refusal
        ``invalid_json`` or ``json_not_object`` for a JSON body that is none.
    """
    values = {**query, **form}
    if body.strip() and content_type.startswith("application/json"):
        try:
            sent = orjson.loads(body)
        except ValueError:
            raise Refusal("invalid_json") from None
        if not isinstance(sent, dict):
            raise Refusal("json_not_object")
        values |= sent
    return Arguments(values)
