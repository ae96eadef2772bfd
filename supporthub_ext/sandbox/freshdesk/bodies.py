"""Bodies with files: ``multipart/form-data``, where every value is text, and arrays have brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tornado.httputil import HTTPServerRequest

from supporthub_ext.sandbox.freshdesk.checks import Check, whole, yes_no
from supporthub_ext.sandbox.freshdesk.errors import invalid, problem
from supporthub_ext.sandbox.freshdesk.files import SentFile

MOST_BYTES = 20 * 1024 * 1024  # of all files of one ticket
_TABLE = re.compile(r"(\w+)\[(\w+)\]")


def is_form(request: HTTPServerRequest) -> bool:
    """Answer whether a request brings a form instead of JSON."""
    return request.headers.get("Content-Type", "").startswith("multipart/form-data")


def form_values(request: HTTPServerRequest, known: Mapping[str, Check]) -> dict[str, Any]:
    """Answer a form's values as JSON would have them: numbers where ``known`` wants numbers."""
    found: dict[str, Any] = {}
    for key, texts in request.body_arguments.items():
        values = [one.decode() for one in texts]
        if key.endswith("[]"):
            found[key[:-2]] = values
        elif table := _TABLE.fullmatch(key):
            found.setdefault(table[1], {})[table[2]] = values[-1]
        else:
            found[key] = _typed(values[-1], known.get(key))
    return found


def _typed(text: str, check: Check | None) -> Any:
    if check is whole and text.lstrip("-").isdigit():
        return int(text)
    if check is yes_no and text in ("true", "false"):
        return text == "true"
    return text


def sent_files(request: HTTPServerRequest) -> list[SentFile]:
    """Answer the files of ``attachments[]``.

    Raises
    ------
    Refusal
        400, when they are more than 20 MB together.
    """
    files = [
        SentFile(one.filename, one.content_type, one.body) for one in request.files.get("attachments[]", [])
    ]
    if sum(len(one.content) for one in files) > MOST_BYTES:
        message = "Invalid size. Total size of attachments should be less than 20 MB"
        raise invalid([problem("attachments", message, "invalid_size")])
    return files
