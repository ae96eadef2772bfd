"""What Slack's answers mean, in our errors. Slack says no with HTTP 200 and a name."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from http.client import HTTPException
from ssl import SSLError
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from supporthub_ext.errors import (
    ServiceDown,
    ServiceError,
    ServiceLimited,
    ServiceMissing,
    ServiceRefused,
    ServiceRejected,
    ServiceUnreadable,
)

# What slack-sdk lets through when no answer comes, or none that can be read.
NO_ANSWER = (OSError, HTTPException, ValueError, AttributeError)
# Nothing of the call has left when it could not connect.
NOT_SENT = (ConnectionRefusedError, socket.gaierror, SSLError)

CREDENTIALS = "Check slack_bot_token: copy it again from the app's page, OAuth & Permissions."
REFUSED: dict[str, str] = {
    "not_authed": CREDENTIALS,
    "invalid_auth": CREDENTIALS,
    "account_inactive": CREDENTIALS,
    "token_revoked": CREDENTIALS,
    "token_expired": CREDENTIALS,
    "not_allowed_token_type": "A bot token (xoxb-...) is needed.",
    "missing_scope": "Add this scope to the app, install it again, and restart the server.",
    "access_denied": "Ask an administrator of the workspace to allow the app here.",
    "no_permission": "Ask an administrator of the workspace to allow the app here.",
    "permission_denied": "Ask an administrator: who may change user groups is a setting of the workspace.",
    "restricted_action": "Ask an administrator: a setting of the workspace keeps apps from posting here.",
    "user_is_restricted": "The app's user is a guest there; invite it as a full member.",
}
MISSING: dict[str, str | None] = {
    "channel_not_found": "Check the channel's id in the process file; a private channel must invite our app.",
    "message_not_found": "It may have been deleted.",
    "thread_not_found": "It may have been deleted. Open a new thread, or link another one.",
    "user_not_found": "Check the slack_id in the roster.",
    "users_not_found": "Check the mail address in the roster.",
    "no_such_subteam": "Check the user group's id in the process file.",
}
REJECTED: dict[str, str] = {
    "not_in_channel": "Write /invite and our app's name in that channel, then try again.",
    "is_archived": "Unarchive the channel, or name another one in the process file.",
    "msg_too_long": "Make the text shorter than 4,000 characters.",
    "too_long": "Make the topic shorter than 250 characters.",
    "cannot_reply_to_message": "Take the thread's first message, not one of its replies.",
    "invalid_users": "Somebody of them is unknown to Slack or has left; take them out of the roster.",
    "no_users_provided": "Keep at least one person in the group.",
    "plan_upgrade_required": "User groups need a paid plan of Slack.",
}
TROUBLE = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
LIMITED = {"ratelimited", "rate_limited"}
WAIT_S = 30.0  # when Slack names no time


def error_of(problem: SlackApiError, *, write: bool) -> ServiceError:
    """Answer our error for an answer of Slack's. ``write``: the call wanted to change something."""
    response = problem.response
    status, data = int(response.status_code), response.data
    name = str(data.get("error", "")) if isinstance(data, Mapping) else ""
    if status == 429 or name in LIMITED:
        return ServiceLimited(
            "Slack wants fewer calls.", service="slack", retry_after_s=_wait(response.headers)
        )
    if status >= 500 or name in TROUBLE:
        message = f"Slack has trouble of its own (HTTP {status})."
        return ServiceDown(message, service="slack", status=status, stored=write)
    if not _is_name(name):
        return unreadable(status, write=write)
    return _refusal(name, status, data)


def _refusal(name: str, status: int, data: Mapping[str, Any]) -> ServiceError:
    needed = f": it lacks {data['needed']}" if data.get("needed") else ""
    more: dict[str, Any] = {"service": "slack", "status": status, "name": name}
    if name in REFUSED or name.startswith("restricted_action"):
        advice = REFUSED.get(name, REFUSED["restricted_action"])
        return ServiceRefused(f"Slack does not let our app do this ({name}{needed}).", advice, **more)
    if name in MISSING:
        return ServiceMissing(f"Slack has no such thing ({name}).", MISSING[name], **more)
    return ServiceRejected(f"Slack says no ({name}).", REJECTED.get(name), **more)


def unreadable(status: int | None, *, write: bool) -> ServiceUnreadable:
    """Answer the error for an answer that is no JSON of Slack's. A write behind it may have been stored."""
    message = "Slack's answer makes no sense: it is not the JSON that we asked for."
    return ServiceUnreadable(message, service="slack", status=status, stored=write)


def silence(problem: Exception, *, write: bool) -> ServiceError:
    """Answer our error for a call that no answer came to, or only a part of one."""
    cause = problem.reason if isinstance(problem, URLError) else problem
    if isinstance(cause, NOT_SENT):
        advice = "Is the network up, and slack_url right?"
        return ServiceDown("Slack can't be reached.", advice, service="slack")
    if isinstance(problem, ValueError | AttributeError):
        return unreadable(None, write=write)
    if isinstance(cause, TimeoutError):
        return ServiceDown("Slack takes too long to answer.", service="slack", stored=write)
    message = "Slack broke the connection off before it had answered."
    return ServiceDown(message, service="slack", stored=write)


def was_slow(problem: Exception) -> bool:
    """Answer whether Slack did not answer in time."""
    cause = problem.__cause__
    return isinstance(cause.reason if isinstance(cause, URLError) else cause, TimeoutError)


def _wait(headers: Mapping[str, str]) -> float:
    named = {name.lower(): value for name, value in headers.items()}
    try:
        return max(1.0, float(named.get("retry-after", WAIT_S)))
    except ValueError:
        return WAIT_S


def _is_name(text: str) -> bool:
    """Answer whether Slack named an error; slack-sdk puts the text of other answers in the same place."""
    return bool(text) and text.replace("_", "").isalnum()
