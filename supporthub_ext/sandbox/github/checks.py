"""What GitHub accepts as a title, a body, a comment and a name of a label."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.github.refusal import invalid

LONGEST_TITLE = 256
LONGEST_BODY = 65_536


def title_of(value: object) -> str:
    """Answer a title that fits, or refuse it with 422."""
    if not isinstance(value, str) or not value.strip():
        raise invalid("Issue", "title", "missing_field")
    if len(value) > LONGEST_TITLE:
        raise invalid(
            "Issue", "title", "custom", f"title is too long (maximum is {LONGEST_TITLE} characters)"
        )
    return value


def body_of(value: object, resource: str = "Issue") -> str | None:
    """Answer a body that fits, None included, or refuse it with 422."""
    if value is not None and not isinstance(value, str):
        raise invalid(resource, "body", "invalid")
    if value is not None and len(value) > LONGEST_BODY:
        raise invalid(resource, "body", "custom", f"body is too long (maximum is {LONGEST_BODY} characters)")
    return value


def comment_of(value: object) -> str:
    """Answer the text of a comment, which may not be empty, or refuse it with 422."""
    text = body_of(value, "IssueComment")
    if not text or not text.strip():
        raise invalid("IssueComment", "body", "missing_field")
    return text


def label_name_of(value: Any) -> str:
    """Answer a label's name, given as text or as ``{"name": ...}``, or refuse it with 422."""
    name = value.get("name") if isinstance(value, dict) else value
    if not isinstance(name, str) or not name:
        raise invalid("Label", "name", "invalid")
    return name
