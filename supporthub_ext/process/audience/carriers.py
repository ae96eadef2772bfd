"""Secrets that travel inside something: a header, a cookie, an address with a user or a query."""

from __future__ import annotations

import re
from collections.abc import Iterator

from supporthub_ext.process.audience.chance import UUID, is_chance
from supporthub_ext.process.audience.placeholders import has_digit, is_placeholder

HEADER = re.compile(
    r"\b(?:bearer|basic|token|apikey|x-api-key:|private-token:|x-auth-token:)[ \t]+[\"'`]?"
    r"(?P<value>[A-Za-z0-9._~+/=-]{12,})",
    re.IGNORECASE,
)
COOKIE = re.compile(r"\b(?:set-)?cookie2?:[ \t]*(?P<value>[^\s=;]+=[^\s;]{12,})", re.IGNORECASE)
IN_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://(?P<value>[^\s/@:?#]{0,200}:[^\s@]{1,200}|[^\s/@:?#]{16,200})@(?=[\w\[.-])",
    re.IGNORECASE,
)
IN_QUERY = re.compile(
    r"[?&;\#](?:"
    r"[\w-]{0,40}?(?:token|secret|password|passwd|signature|credential|apikey|api_key|api-key|authkey|jwt|"
    r"session(?:_?id)?)"
    r"|key|sig|pwd|pass|sign|auth|code|access_?key(?:id)?|sas|otp|ticket|hmac"
    r")=(?P<value>[^\s&#\"'`<>)\]|]{4,})",
    re.IGNORECASE,
)


def carried_spans(text: str) -> Iterator[tuple[int, int]]:
    """Answer where a secret begins and ends inside its carrier."""
    for pattern, is_secret in (
        (HEADER, _in_header),
        (COOKIE, bool),
        (IN_ADDRESS, bool),
        (IN_QUERY, _in_query),
    ):
        for match in pattern.finditer(text):
            if is_secret(match["value"]) and not is_placeholder(match["value"]):
                yield match.span("value")


def _in_header(value: str) -> bool:
    """Answer whether what follows ``bearer`` can be a token and not the next word of a sentence."""
    return (has_digit(value) and len(value) >= 16) or is_chance(value)


def _in_query(value: str) -> bool:
    if UUID.fullmatch(value):
        return False  # ids of kernels and sessions of Jupyter
    return len(value) >= 16 or (len(value) >= 6 and has_digit(value) and not value.isdigit())
