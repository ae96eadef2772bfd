"""FreshDesk's ways to say no: a list of errors for 400 and 409, a flat one for the rest, nothing for 404."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from supporthub_ext.sandbox.web import Refusal

Problem = dict[str, Any]

# Unverified against a real account: the wording of 401, 403, 405, 406 and 415.
FLAT = {
    401: ("invalid_credentials", "You have to be logged in to perform this action."),
    403: ("access_denied", "You are not authorized to perform this action."),
    406: ("invalid_accept_header", "Accept must be application/json."),
    415: ("invalid_content_type", "Content-Type must be application/json or multipart/form-data."),
}

TYPE_NAMES = {
    str: "String",
    bool: "Boolean",
    int: "Integer",
    float: "Float",
    list: "Array",
    dict: "key/value pair",
}


def problem(field: str, message: str, code: str) -> Problem:
    """Answer one entry of the list of errors."""
    return {"field": field, "message": message, "code": code}


def missing(field: str) -> Problem:
    """Answer the entry for a field that has to be there."""
    return problem(field, "Mandatory attribute missing", "missing_field")


def unexpected(field: str) -> Problem:
    """Answer the entry for a key that nobody knows."""
    return problem(field, "Unexpected/invalid field in request", "invalid_field")


def not_one_of(field: str, choices: Iterable[Any]) -> Problem:
    """Answer the entry for a value that is none of the choices."""
    listed = ",".join(str(one) for one in choices)
    return problem(field, f"It should be one of these values: '{listed}'", "invalid_value")


def wrong_type(field: str, wanted: str, value: Any) -> Problem:
    """Answer the entry for a value of another type."""
    names = {
        str: "String",
        bool: "Boolean",
        int: "Integer",
        float: "Float",
        list: "Array",
        dict: "key/value pair",
    }
    given = "Null" if value is None else names.get(type(value), "String")
    return problem(field, f"Value set is of type {given}.It should be a/an {wanted}", "datatype_mismatch")


def invalid(problems: list[Problem], status: int = 400) -> Refusal:
    """Answer the refusal with a list of errors."""
    return Refusal(status, {"description": "Validation failed", "errors": problems})


def flat(status: int) -> Refusal:
    """Answer the refusal with one flat error."""
    code, message = FLAT[status]
    return Refusal(status, {"code": code, "message": message})


def not_found() -> Refusal:
    """Answer the refusal of an id or address that does not exist: no body at all."""
    return Refusal(404)


def not_allowed(allowed: str = "GET") -> Refusal:
    """Answer the refusal of a verb, or of a change to a ticket that is spam or deleted."""
    body = {"message": f"Method not allowed. It should be one of these method(s): {allowed}"}
    return Refusal(405, body, {"Allow": allowed})
