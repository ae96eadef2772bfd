"""How GitHub says no: raised by its rules, put on the wire as REST or as GraphQL errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from supporthub_ext.sandbox.web import Refusal

DOCUMENTATION = "https://docs.github.com/rest"


class Refused(Refusal):
    """Raised when a rule of GitHub's is broken.

    Parameters
    ----------
    status
        The HTTP status of the REST answer.
    message
        What GitHub says.
    kind
        ``errors[].type`` of the GraphQL answer.
    headers
        Further headers of the REST answer.
    more
        Further fields of the REST answer's body, such as the ``errors`` of a 422.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        kind: str = "UNPROCESSABLE",
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        body = {"message": message, **more, "documentation_url": DOCUMENTATION, "status": str(status)}
        super().__init__(status, body, headers)
        self.message = message
        self.kind = kind


def not_found() -> Refused:
    """Answer the refusal for what does not exist, or must not be seen to exist."""
    return Refused(404, "Not Found", kind="NOT_FOUND")


def forbidden() -> Refused:
    """Answer the refusal for a right that the token lacks (text unverified)."""
    return Refused(403, "Resource not accessible by personal access token", kind="FORBIDDEN")


def invalid(resource: str, field: str, code: str, message: str | None = None) -> Refused:
    """Answer the refusal for a value that does not fit."""
    entry = {"resource": resource, "field": field, "code": code}
    if message:
        entry["message"] = message
    return Refused(422, "Validation Failed", errors=[entry])
