"""How the domain says no: raised by rules, put on the wire by whoever serves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Refused(Exception):
    """Raised when a rule of GitHub's is broken.

    Parameters
    ----------
    status
        The HTTP status of the REST answer.
    message
        What GitHub says.
    kind
        ``errors[].type`` of the GraphQL answer.
    errors
        The entries of a 422.
    headers
        Further headers of the REST answer.
    body
        Further fields of the REST answer's body.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        kind: str = "UNPROCESSABLE",
        errors: tuple[Mapping[str, Any], ...] = (),
        headers: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.kind = kind
        self.errors = errors
        self.headers = dict(headers or {})
        self.body = dict(body or {})


def not_found() -> Refused:
    """Answer the refusal for what does not exist, or must not be seen to exist."""
    return Refused(404, "Not Found", kind="NOT_FOUND")


def forbidden(message: str = "Must have admin rights to Repository.") -> Refused:
    """Answer the refusal for a right that the account lacks."""
    return Refused(403, message, kind="FORBIDDEN")


def invalid(resource: str, field: str, code: str, message: str | None = None) -> Refused:
    """Answer the refusal for a value that does not fit."""
    entry = {"resource": resource, "field": field, "code": code}
    if message:
        entry["message"] = message
    return Refused(422, "Validation Failed", errors=(entry,))
