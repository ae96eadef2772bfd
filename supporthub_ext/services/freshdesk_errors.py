"""FreshDesk's answers turned into our errors.

FreshDesk has two shapes of error, a list of ``errors`` and a flat ``code`` and ``message``; it also answers
404 with nothing at all, and whatever stands in between may answer with a page of HTML.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from supporthub_ext.errors import (
    ServiceDown,
    ServiceError,
    ServiceMissing,
    ServiceRefused,
    ServiceRejected,
    ServiceUnreadable,
)
from supporthub_ext.services.freshdesk_limits import TRY_AGAIN, retry_after, too_many
from supporthub_ext.services.transport import Answer

HIDDEN = "FreshDesk changes no ticket that is spam or deleted. Restore it there first."
REFUSALS: dict[int, tuple[type[ServiceError], str, str | None]] = {
    401: (ServiceRefused, "FreshDesk does not accept our key", None),
    403: (ServiceRefused, "FreshDesk's key may not do this", None),
    404: (ServiceMissing, "FreshDesk has no such thing", None),
    405: (ServiceRejected, "FreshDesk does not do this here", HIDDEN),
}
LONGEST = 300  # characters of FreshDesk's own words that we pass on


def decoded(answer: Answer, *, write: bool) -> Any:
    """Answer the JSON of a good answer; raise what a bad one means.

    Parameters
    ----------
    answer
        As it came.
    write
        Whether a change was asked for: then an error says if it may have been stored all the same.

    Raises
    ------
    ServiceError
        One of its kinds, with what to do.
    """
    if not 200 <= answer.status < 300:
        raise _error(answer, write)
    try:
        return answer.json()
    except ValueError:
        raise unreadable(f"is not JSON but {_kind(answer)}", answer.status, write=write) from None


def unreadable(what: str, status: int, *, write: bool = False) -> ServiceUnreadable:
    """Answer the error for an answer that makes no sense. A write behind it may well have been stored."""
    return ServiceUnreadable(f"FreshDesk's answer {what}.", service="freshdesk", status=status, stored=write)


def _error(answer: Answer, write: bool) -> ServiceError:
    status = answer.status
    if status == 429:
        return too_many(retry_after(answer.headers), TRY_AGAIN if write else None)
    if status >= 500 or status == 408:
        message = f"FreshDesk has trouble of its own (HTTP {status})."
        return ServiceDown(message, service="freshdesk", status=status, stored=write)
    if status < 400:
        return unreadable(f"leads elsewhere (HTTP {status})", status, write=write)
    kind, message, advice = REFUSALS.get(status, (ServiceRejected, "FreshDesk says no", None))
    return kind(f"{message}{_said(answer)}.", advice, service="freshdesk", status=status)


def _said(answer: Answer) -> str:
    """Answer what FreshDesk itself says, as the end of a sentence; empty when it says nothing readable."""
    try:
        body = answer.json()
    except ValueError:
        return ""
    if not isinstance(body, dict):
        return ""
    errors = body.get("errors")
    parts = [_one(error) for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []
    words = "; ".join(filter(None, parts)) or _text(body.get("message")) or _text(body.get("description"))
    return f": {words[:LONGEST].rstrip(' .')}" if words else ""


def _one(error: Mapping[str, Any]) -> str:
    field, message = _text(error.get("field")), _text(error.get("message")) or _text(error.get("code"))
    return f"{field}: {message}" if field and message else field or message


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _kind(answer: Answer) -> str:
    if answer.content.lstrip()[:1] == b"<":
        return "a page of HTML"
    return "broken off" if answer.content.lstrip()[:1] in {b"{", b"["} else "something else"
