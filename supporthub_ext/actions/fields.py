"""The fields of an action: which there are, which are needed, and what fits into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from supporthub_ext.errors import InvalidField, UnknownField

Read = Callable[[str, Any], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an action.

    Attributes
    ----------
    name
        As it stands in ``POST plans``.
    read
        Checks a value and answers it in the form that the action works with.
    required
        Whether the action can't do without it.
    """

    name: str
    read: Read
    required: bool = False


def read_fields(known: tuple[Field, ...], given: Any) -> dict[str, Any]:
    """Answer the checked fields; those that were left out are None.

    Raises
    ------
    UnknownField
        For a field that the action does not know; the answer lists the known ones.
    InvalidField
        For one that is missing, empty or of the wrong kind.
    """
    if not isinstance(given, Mapping):
        raise InvalidField('"fields" must be an object.', 'Send them as {"name": value}.')
    names = [field.name for field in known]
    if strange := sorted(set(given) - set(names)):
        raise UnknownField(
            f"This action has no field {strange[0]!r}.",
            f"It knows: {', '.join(names) or 'none'}.",
            field=strange[0],
            known=names,
        )
    return {field.name: _value(field, given.get(field.name)) for field in known}


def _value(field: Field, value: Any) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        if field.required:
            raise refuse(
                field.name, f"{field.name.replace('_', ' ').capitalize()} is still empty.", "Fill it in."
            )
        return None
    return field.read(field.name, value)


def refuse(name: str, message: str, what_to_do: str) -> InvalidField:
    """Answer the error for a field, which names it so that a form can show it in place."""
    return InvalidField(message, what_to_do, field=name)


def text(name: str, value: Any) -> str:
    """Read a text; white space around it goes."""
    if not isinstance(value, str):
        raise refuse(name, f"{name} must be a text.", "Send it as a string.")
    return value.strip()


def texts(name: str, value: Any) -> tuple[str, ...]:
    """Read a list of texts; empty ones go."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise refuse(name, f"{name} must be a list of texts.", 'Send it as ["first", "second"].')
    return tuple(item.strip() for item in value if item.strip())


def link(name: str, value: Any) -> str:
    """Read an http(s) address."""
    found = text(name, value)
    parts = urlsplit(found)
    if parts.scheme not in {"http", "https"} or not parts.hostname or any(sign.isspace() for sign in found):
        raise refuse(name, f"{found!r} is no web address.", "Copy the whole link, with https:// in front.")
    return found


def links(name: str, value: Any) -> tuple[str, ...]:
    """Read a list of http(s) addresses."""
    return tuple(link(name, item) for item in texts(name, value))


def mails(name: str, value: Any) -> tuple[str, ...]:
    """Read a list of mail addresses."""
    found = texts(name, value)
    for one in found:
        if one.count("@") != 1 or any(sign.isspace() for sign in one):
            raise refuse(name, f"{one!r} is no mail address.", "Write it as ana@reef.example.")
    return found


def choice(*allowed: str) -> Read:
    """Answer a reader for one of a few words."""

    def read(name: str, value: Any) -> str:
        if value not in allowed:
            raise refuse(name, f"{name} can't be {value!r}.", f"Choose one of: {', '.join(allowed)}.")
        return str(value)

    return read


def day(name: str, value: Any) -> date:
    """Read a date, ISO 8601."""
    try:
        return date.fromisoformat(text(name, value))
    except ValueError:
        raise refuse(name, f"{value!r} is no date.", "Write it as 2026-03-04.") from None


def moment(name: str, value: Any) -> datetime:
    """Read an instant, ISO 8601 with a zone."""
    try:
        found = datetime.fromisoformat(text(name, value))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise refuse(name, f"{value!r} is no moment in time.", "Write it as 2026-03-04T10:00:00Z.")
    return found
