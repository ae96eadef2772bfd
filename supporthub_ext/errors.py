"""One tree of errors. Each says what happened, with which HTTP status, and what to do about it.

::

    SupportHubError
    ├── UsageError                400  somebody asked for something that does not exist or does not fit
    │   ├── UnknownAction         400
    │   ├── UnknownField          400
    │   └── InvalidField          400
    ├── NotSteward                403  reading is fine, acting is for stewards
    ├── NotFound                  404
    ├── Conflict                  409
    │   ├── PlanOpen              409  the same action on the same ticket is already open
    │   └── TicketChanged         409  the ticket moved since the steward looked
    ├── PlanHeldBack              409  a check says stop and nobody released it
    ├── WiderThanAudience         409  a text was about to be shown to people it was not written for
    ├── ConfigurationError        500  a file or a setting of ours is wrong
    │   ├── ProcessFileError      500
    │   └── RosterFileError       500
    └── ServiceError              502  an outside system did not do what was asked
        ├── ServiceRejected       502  it understood, and said no
        ├── ServiceRefused        502  it does not accept our credentials
        ├── ServiceMissing        404  it has no such thing
        ├── ServiceUnreadable     502  its answer made no sense
        ├── ServiceDown           503  no answer at all, or a server error
        ├── ServiceLimited        503  too many calls for its plan
        └── NotConfigured         503  nobody told us its address or key

The HTTP status is what *our* endpoints answer with. The package imports nothing of tornado here, so that
every room can raise these.
"""

from __future__ import annotations

from typing import Any, ClassVar


class SupportHubError(Exception):
    """The root of all errors of ours.

    Parameters
    ----------
    message
        What happened, in one sentence for a tired person.
    what_to_do
        The next thing to try. Falls back to the class's own advice.
    details
        Further fields for the JSON body, such as ``plan_id`` or ``changes``.
    """

    code: ClassVar[str] = "error"
    http_status: ClassVar[int] = 500
    advice: ClassVar[str] = "Try again; if it stays, show this message to whoever looks after the hub."

    def __init__(self, message: str, what_to_do: str | None = None, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.what_to_do = what_to_do or self.advice
        self.details = details

    def to_json(self) -> dict[str, Any]:
        """Answer the one error shape of every endpoint: ``code``, ``message``, ``what_to_do``, details."""
        return {"code": self.code, "message": self.message, "what_to_do": self.what_to_do, **self.details}


class UsageError(SupportHubError):
    """Raised when a request can't be understood."""

    code = "bad_request"
    http_status = 400
    advice = "Correct the request and send it again."


class UnknownAction(UsageError):
    """Raised when a plan is asked for an action that does not exist."""

    code = "unknown_action"


class UnknownField(UsageError):
    """Raised when a plan carries a field that its action does not know."""

    code = "unknown_field"


class InvalidField(UsageError):
    """Raised when a field is missing, empty, or of the wrong kind."""

    code = "invalid_field"


class NotSteward(SupportHubError):
    """Raised when somebody who is not in the roster as a steward wants to act."""

    code = "not_a_steward"
    http_status = 403
    advice = "Ask for your jupyter_user to be added to roster.toml with steward = true."


class NotFound(SupportHubError):
    """Raised when a ticket, plan or draft does not exist here."""

    code = "not_found"
    http_status = 404
    advice = "Refresh the queue: it may have been closed, merged or deleted."


class Conflict(SupportHubError):
    """Raised when the world moved on between looking and acting."""

    code = "conflict"
    http_status = 409
    advice = "Look again, then decide."


class PlanOpen(Conflict):
    """Raised when the same action on the same ticket is already open. Carries ``plan_id``."""

    code = "plan_open"
    advice = "Open that plan: finish it, or cancel it, before you start another."


class TicketChanged(Conflict):
    """Raised when the ticket moved since it was seen. Carries ``changes``."""

    code = "ticket_changed"
    advice = "Your draft is kept. Read what changed, then preview again."


class PlanHeldBack(Conflict):
    """Raised when a plan is run although one of its checks says stop."""

    code = "plan_held_back"
    advice = "Mend what the check caught, or release it with a reason."


class WiderThanAudience(SupportHubError):
    """Raised when a text would be shown to people it was not written for, and nobody released it."""

    code = "wider_than_audience"
    http_status = 409
    advice = "Write it again for those who will read it, or release it with a reason."


class ConfigurationError(SupportHubError):
    """Raised when a setting or a file of ours is wrong."""

    code = "configuration"
    advice = "Correct the setting and restart the server."


class ProcessFileError(ConfigurationError):
    """Raised when process.toml is wrong; the message names the line and what is allowed."""

    code = "process_file"
    advice = "Correct the line; `supporthub process check FILE` reads it without starting anything."


class RosterFileError(ConfigurationError):
    """Raised when roster.toml is wrong; the message names the line and what is allowed."""

    code = "roster_file"
    advice = "Correct the line in the roster file and restart the server."


class ServiceError(SupportHubError):
    """Raised when an outside system did not do what was asked.

    Parameters
    ----------
    message, what_to_do
        As for every error.
    service
        Its name: ``freshdesk``, ``slack``, ``github`` or ``calendar``.
    status
        The HTTP status that it answered, or None when there was no answer.
    stored
        Whether the service may have stored a write all the same. True after a time-out, a dropped
        connection or a server error: look for the write before you repeat it.
    """

    code = "service_error"
    http_status = 502

    def __init__(
        self,
        message: str,
        what_to_do: str | None = None,
        *,
        service: str,
        status: int | None = None,
        stored: bool = False,
        **details: Any,
    ) -> None:
        super().__init__(message, what_to_do, service=service, status=status, **details)
        self.service = service
        self.status = status
        self.stored = stored


class ServiceRejected(ServiceError):
    """Raised when a service understood the call and said no (FreshDesk 400, 405, 409, 415)."""

    code = "service_rejected"
    advice = "Read what it objects to, change that, and try again."


class ServiceRefused(ServiceError):
    """Raised when a service does not accept our credentials, or not for this (401, 403)."""

    code = "service_refused"
    advice = "Check the key: it may be wrong, withdrawn, or belong to somebody without this right."


class ServiceMissing(ServiceError):
    """Raised when a service has no such thing (404)."""

    code = "service_missing"
    http_status = 404
    advice = "It may have been deleted or merged; refresh the queue."


class ServiceUnreadable(ServiceError):
    """Raised when an answer made no sense: HTML instead of JSON, or JSON of another shape."""

    code = "service_unreadable"
    advice = "Check the address of the service; a log-in page or a proxy may be answering for it."


class ServiceDown(ServiceError):
    """Raised when a service gave no answer, or a server error."""

    code = "service_down"
    http_status = 503
    advice = "Nothing to mend here: we look again by ourselves. Its status page may know more."


class ServiceLimited(ServiceError):
    """Raised when a service wants fewer calls. ``retry_after_s`` says how long to wait, in seconds."""

    code = "service_limited"
    http_status = 503
    advice = "Nothing to do: we wait as long as it asked, then go on."

    def __init__(
        self,
        message: str,
        what_to_do: str | None = None,
        *,
        service: str,
        retry_after_s: float,
        status: int | None = 429,
    ) -> None:
        super().__init__(message, what_to_do, service=service, status=status, retry_after_s=retry_after_s)
        self.retry_after_s = retry_after_s


class NotConfigured(ServiceError):
    """Raised when nobody told us a service's address or key."""

    code = "not_configured"
    http_status = 503
    advice = "Set its URL and its key; the README says where."
