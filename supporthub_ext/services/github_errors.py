"""What GitHub's answers mean, in our errors. Over GraphQL it says no with HTTP 200 and a type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import Any

from github import GithubException
from requests.exceptions import ConnectTimeout, RequestException, SSLError, Timeout
from urllib3.exceptions import MaxRetryError, NameResolutionError, NewConnectionError

from supporthub_ext.errors import (
    ServiceDown,
    ServiceError,
    ServiceLimited,
    ServiceMissing,
    ServiceRefused,
    ServiceRejected,
    ServiceUnreadable,
)

# What PyGithub lets through when no answer comes, or none that it can read.
NO_ANSWER = (RequestException, OSError)
NONSENSE = (ValueError, AssertionError, RuntimeError, KeyError, TypeError, AttributeError)

WAIT_S = 60.0  # when GitHub names no time; it asks for a minute at least
LONGEST_WAIT_S = 3600.0
LONGEST = 300  # characters of GitHub's own words that we pass on
TOKEN = "Check github_token: it may be wrong, withdrawn, or have run out."  # noqa: S105  # a sentence
RIGHTS = (
    "Give the token these rights: Issues (read and write) for the repository, Projects (read and write) for "
    "the organisation."
)
NAMES = "Check the names in the process file, and the rights of the token."
MOVED = "Link the issue at its new place; if the repository was renamed, correct it in the process file."
REFUSALS: dict[int, tuple[type[ServiceError], str, str | None]] = {
    **dict.fromkeys(
        (301, 302, 307, 308), (ServiceMissing, "Nothing was written: GitHub has moved it", MOVED)
    ),
    401: (ServiceRefused, "GitHub does not accept our token", TOKEN),
    403: (ServiceRefused, "GitHub does not let us do this", RIGHTS),
    404: (ServiceMissing, "GitHub has no such thing", None),
    410: (ServiceMissing, "GitHub has it no more", "It was deleted there, or issues are switched off."),
}
LIMITS = {"RATE_LIMIT", "RATE_LIMITED"}
KINDS: dict[str, tuple[type[ServiceError], str | None]] = {
    "NOT_FOUND": (ServiceMissing, NAMES),
    "FORBIDDEN": (ServiceRefused, RIGHTS),
    "INSUFFICIENT_SCOPES": (ServiceRefused, RIGHTS),
}


def error_of(problem: GithubException, *, write: bool) -> ServiceError:
    """Answer our error for an answer of GitHub's. ``write``: the call wanted to change something."""
    status, words, headers = problem.status, _words(problem.data), problem.headers or {}
    if status == 429 or (status == 403 and _is_limit(words, headers)):
        return limited(headers, status)
    if status >= 500:
        message = f"GitHub has trouble of its own (HTTP {status})."
        return ServiceDown(message, service="github", status=status, stored=write)
    kind, what, advice = REFUSALS.get(status, (ServiceRejected, "GitHub says no", None))
    return kind(f"{what}: {words} (HTTP {status}).", advice, service="github", status=status)


def graph_error(errors: Sequence[Mapping[str, Any]], headers: Mapping[str, Any]) -> ServiceError:
    """Answer our error for the ``errors`` of a GraphQL answer."""
    words = "; ".join(str(one.get("message", "")) for one in errors)[:LONGEST]
    kinds = {str(one.get("type", "")) for one in errors}
    if kinds & LIMITS or _is_limit(words, {}):
        return limited(headers, 200)
    for kind, (error, advice) in KINDS.items():
        if kind in kinds:
            return error(f"GitHub says no: {words}", advice, service="github", status=200)
    return ServiceRejected(f"GitHub says no: {words}", service="github", status=200)


def limited(headers: Mapping[str, Any], status: int) -> ServiceLimited:
    """Answer the error for too many calls, with how long GitHub wants us to wait."""
    return ServiceLimited(
        "GitHub wants fewer calls.", service="github", retry_after_s=_wait(headers), status=status
    )


def silence(problem: Exception, *, write: bool) -> ServiceError:
    """Answer our error for a call that no answer came to, or only a part of one."""
    if _not_sent(problem):
        advice = "Is the network up, and github_url right?"
        return ServiceDown("GitHub can't be reached.", advice, service="github")
    if isinstance(problem, Timeout):
        return ServiceDown("GitHub takes too long to answer.", service="github", stored=write)
    message = "GitHub broke the connection off before it had answered."
    return ServiceDown(message, service="github", stored=write)


def was_slow(problem: Exception) -> bool:
    """Answer whether GitHub was reached and did not answer in time."""
    return isinstance(problem.__cause__, Timeout) and not isinstance(problem.__cause__, ConnectTimeout)


def unreadable(*, write: bool) -> ServiceUnreadable:
    """Answer our error for an answer that makes no sense. A write behind it may well have been stored."""
    message = "GitHub's answer makes no sense: it is not what its documentation promises."
    return ServiceUnreadable(message, service="github", stored=write)


def _not_sent(problem: Exception) -> bool:
    """Answer whether the connection was never made, so that nothing of the call has left."""
    if isinstance(problem, ConnectTimeout | SSLError):
        return True
    cause = problem.args[0] if problem.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    return isinstance(reason, NewConnectionError | NameResolutionError)


def _words(data: Any) -> str:
    """Answer what GitHub says in words: its message, and each entry of a validation."""
    if not isinstance(data, Mapping):
        return "no words"
    entries = data.get("errors") if isinstance(data.get("errors"), list) else []
    details = [_detail(entry) for entry in entries or ()]
    return "; ".join([str(data.get("message") or "no words"), *details])[:LONGEST]


def _detail(entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return str(entry)
    return str(entry.get("message") or f"{entry.get('field')}: {entry.get('code')}")


def _is_limit(words: str, headers: Mapping[str, Any]) -> bool:
    """Answer whether a refusal means that we ask too much, now or in this hour."""
    spent = str(headers.get("x-ratelimit-remaining", "")) == "0"
    return spent or "retry-after" in headers or "rate limit" in words.lower()


def _wait(headers: Mapping[str, Any]) -> float:
    """Answer for how many seconds GitHub wants no call: as it says, or until its window begins anew."""
    try:
        if "retry-after" in headers:
            return max(1.0, float(headers["retry-after"]))
        if str(headers.get("x-ratelimit-remaining", "")) == "0":
            there = parsedate_to_datetime(headers["date"]).timestamp()  # its clock, not ours
            wait = float(headers["x-ratelimit-reset"]) - there + 1
            return wait if 0 < wait <= LONGEST_WAIT_S else WAIT_S
    except (KeyError, ValueError, TypeError):
        pass
    return WAIT_S
